import { lMomentRatios } from "./l-moments.js";

/** What a sample looks like, as far as it matters to intervals of its mean. */
export type Shape = "normal" | "skewed" | "heavy-tailed" | "discrete";

export const SHAPES: readonly Shape[] = ["normal", "skewed", "heavy-tailed", "discrete"];

/** Half way from 0 to the L-skewness of the exponential distribution, 1/3. */
const SKEWED = 1 / 6;

/** Half way from the L-kurtosis of the normal distribution, 0.1226, to that of Student's t with 3 degrees, 0.2612. */
const HEAVY = 0.1919;

/**
 * Discrete: fewer distinct values than three quarters of n. Else skewed or heavy-tailed where the ratio of L-moments is
 * past half way to that of the distribution that stands for the shape in docs/statistics.md; skewed only if L-skewness is
 * also above L-kurtosis, as a stray value in a heavy-tailed sample raises both. Else normal, as is everything below 4
 * values.
 */
export function shapeOf(values: readonly number[]): Shape {
  if (values.length < 4) return "normal";
  if (new Set(values).size < 0.75 * values.length) return "discrete";
  const { skewness, kurtosis } = lMomentRatios(Float64Array.from(values).sort());
  if (Math.abs(skewness) > Math.max(SKEWED, kurtosis)) return "skewed";
  return kurtosis > HEAVY ? "heavy-tailed" : "normal";
}
