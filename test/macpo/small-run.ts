import { type ConfigChanges, type MacpoConfig, macpoConfig } from "../../src/macpo/config.js";
import { type Lesson, MacpoTraining, type RoundDeeds } from "../../src/macpo/training.js";

/** A configuration small enough for every test: 90 prompts, two rounds. */
export function small(changes: ConfigChanges = {}): MacpoConfig {
  return macpoConfig({ rounds: 2, ...changes, world: { prompts: 90, ...changes.world } });
}

/** A training gone through to its end, with what each round did. */
export function played(
  config: MacpoConfig,
  training = new MacpoTraining(config),
): {
  readonly training: MacpoTraining;
  readonly deeds: readonly RoundDeeds[];
  readonly lessons: readonly Lesson[];
} {
  const deeds = Array.from({ length: config.rounds + 1 }, () => training.advance());
  return { training, deeds, lessons: deeds.flatMap(({ lessons }) => lessons) };
}
