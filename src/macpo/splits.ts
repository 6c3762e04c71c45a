import type { RandomSource } from "../base/random/random-source.js";
import { shuffledIndices } from "../base/random/shuffled.js";

/** Prompts by what they are for, as ids in ascending order; no prompt is in two parts. */
export interface Splits {
  /** Has people's labels; initialises the teachers. */
  readonly first: readonly number[];
  /** Prompts only; everything from the student's initialisation on. */
  readonly second: readonly number[];
  readonly test: readonly number[];
}

/**
 * Cuts prompts into `folds` parts of sizes that differ by one at most, takes part `fold` as the test and halves the rest
 * at random (an odd one goes to the second half). The parts do not depend on `fold`.
 *
 * @param fold in [0 (included), folds (excluded))
 */
export function splitPrompts(prompts: number, folds: number, fold: number, source: RandomSource): Splits {
  const order = shuffledIndices(prompts, source.family("macpo/folds", ["all"]).of(0));
  const test = order.filter((_, place) => place % folds === fold);
  const rest = order.filter((_, place) => place % folds !== fold);
  const ascending = (ids: readonly number[]) => [...ids].sort((a, b) => a - b);
  const half = Math.floor(rest.length / 2);
  return { first: ascending(rest.slice(0, half)), second: ascending(rest.slice(half)), test: ascending(test) };
}
