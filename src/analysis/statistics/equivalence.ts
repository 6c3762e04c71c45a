import { type Answer, answer } from "./answer.js";
import { type Interval, type MeanDifference, tInterval } from "./mean-difference.js";
import { studentTails } from "./noncentral-t.js";

/** Outcome of two one-sided tests against a margin. */
export interface Equivalence {
  readonly margin: number;
  /** Confidence 1 - 2 alpha: 90 % for alpha 5 %. */
  readonly interval: Interval;
  /** The larger of the two one-sided p-values. */
  readonly p: number;
  /**
   * `equivalent`: the interval lies inside (-margin, margin), which is the same as p < alpha; `different`: it lies outside
   * of [-margin, margin]; `open`: it holds an end of it.
   */
  readonly verdict: "equivalent" | "different" | "open";
}

/**
 * Two one-sided t tests (Schuirmann 1987) of "the difference is as large as the margin or larger", on either side.
 * `margin` > 0, in the unit of the metric, comes from the user: how small a difference does not matter is no question of
 * statistics. `alpha`: 0 to 0.5, both excluded.
 */
export function equivalence(difference: MeanDifference, margin: number, alpha = 0.05): Answer<Equivalence> {
  if (!(margin > 0)) throw new RangeError(`a margin of equivalence must be above 0, this is ${margin}`);
  if (!difference.error.defined) return difference.error;
  const interval = tInterval(difference, 1 - 2 * alpha);
  if (!interval.defined) return interval;
  const { standardError, freedom } = difference.error.value;
  const above = studentTails((difference.estimate + margin) / standardError, freedom).above;
  const below = studentTails((difference.estimate - margin) / standardError, freedom).below;
  const { low, high } = interval.value;
  const inside = low > -margin && high < margin;
  const outside = low > margin || high < -margin;
  const verdict = inside ? "equivalent" : outside ? "different" : "open";
  return answer({ margin, interval: interval.value, p: Math.max(above, below), verdict });
}
