import type { RandomSource } from "../../base/random/random-source.js";
import { shuffledIndices } from "../../base/random/shuffled.js";
import type { Features } from "../features.js";
import { type Prompt, seen } from "./prompts.js";

export interface SightLimits {
  /** Features that it sees, in [1, features of a prompt]. */
  readonly seen: number;
  /** Chance that a feature which it sees looks the other way round, in [0, 1]. */
  readonly noise: number;
}

/**
 * How one weak agent sees prompts: a random subset of the features, the same for all prompts, each of them sometimes the
 * wrong way round, and a prompt always in the same way. `name` keys the draws, so that no two agents err alike.
 *
 * @returns by id of prompt
 */
export function weakSight(
  prompts: readonly Prompt[],
  limits: SightLimits,
  name: string,
  source: RandomSource,
): readonly Features[] {
  const stream = source.family("toy/sight", [name]).of(0);
  const features = prompts[0]?.values.length ?? 0;
  const indices = shuffledIndices(features, stream)
    .slice(0, limits.seen)
    .sort((a, b) => a - b);
  return prompts.map(({ values }) => {
    const shown = values.slice();
    for (const index of indices) if (stream.random() < limits.noise) shown[index] = -shown[index];
    return seen(shown, indices);
  });
}
