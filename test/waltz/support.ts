import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { RandomStream } from "../../src/base/random/random-source.js";
import { toyEnvironment } from "../../src/waltz/environments/toy/toy.js";
import { untrainedPolicies } from "../../src/waltz/trained-pair.js";
import { preset } from "../../src/waltz/training/presets.js";
import { type Policies, type Rollout, type RolloutRules, rollOut } from "../../src/waltz/training/rollout.js";
import type { StageSettings } from "../../src/waltz/training/settings.js";

export const toy = toyEnvironment(1);

export function streamOf(key: string | number): RandomStream {
  return keyedSource(7)
    .family("test", [`${key}`])
    .of(0);
}

/** Tables as they are before any training. */
export function untrained(): Policies {
  return untrainedPolicies(toy, { make: "tabular", hidden: 0 }, 1);
}

export const RULES: RolloutRules = { trigger: "adaptive", maxRounds: 1, decoding: "sampled", reviewer: "policy" };

/** Exchanges of untrained policies about the first prompts of a split. */
export function rollouts(count: number, rules: Partial<RolloutRules> = {}, policies = untrained()): readonly Rollout[] {
  const stream = streamOf("rollouts");
  return toy.prompts.test
    .slice(0, count)
    .map((prompt) => rollOut(toy, policies, prompt, { ...RULES, ...rules }, stream));
}

/** Settings of the preset for tables, with some of them changed. */
export function settings(stage: "stage1" | "stage2", changed: Partial<StageSettings> = {}): StageSettings {
  return { ...preset("small", stage, "tabular"), ...changed };
}
