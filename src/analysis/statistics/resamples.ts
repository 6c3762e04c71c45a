import type { RandomStream } from "../../base/random/random-source.js";
import { type Answer, answer, lacking } from "./answer.js";
import { momentsOf } from "./moments.js";

/** A sample and what samples drawn from it with replacement came to. */
export interface Resamples {
  readonly n: number;
  readonly mean: number;
  /** s / sqrt(n), > 0. */
  readonly standardError: number;
  /** sum (x - mean)^3 / (sum (x - mean)^2)^1.5, which is skewness / sqrt(n). */
  readonly skew: number;
  /** Mean of each resample less the mean of the sample, in standard errors of the sample; ascending. */
  readonly shifts: Float64Array;
  /**
   * The same in standard errors of the resample itself (divisor n - 1), ascending. A resample without spread has
   * minus or plus infinity here, or 0 where its mean is that of the sample.
   */
  readonly ratios: Float64Array;
}

/** Resamples behind an interval on screen: its ends then move by about 1 % of its width from one seed to another. */
export const RESAMPLES = 9_999;

/** `count` (>= 1) resamples of `values`, n draws from `stream` each. Needs 2 values that differ. */
export function resample(
  values: readonly number[],
  stream: RandomStream,
  count: number = RESAMPLES,
): Answer<Resamples> {
  const n = values.length;
  if (n < 2) return lacking("fewer than two values tell nothing of the spread");
  const { mean, variance = 0 } = momentsOf(values);
  const deviation = Math.sqrt(variance);
  if (deviation <= 10 * Number.EPSILON * Math.abs(mean)) return lacking(`all ${n} values are the same`);
  const scores = Float64Array.from(values, (value) => (value - mean) / deviation);
  const shifts = new Float64Array(count);
  const ratios = new Float64Array(count);
  for (let at = 0; at < count; at += 1) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i += 1) {
      const score = scores[stream.below(n)];
      sum += score;
      squares += score * score;
    }
    shifts[at] = sum / Math.sqrt(n);
    ratios[at] = ratio(sum, squares, n);
  }
  const skew = scores.reduce((total, score) => total + score ** 3, 0) / (n - 1) ** 1.5;
  const standardError = deviation / Math.sqrt(n);
  return answer({ n, mean, standardError, skew, shifts: shifts.sort(), ratios: ratios.sort() });
}

/** t of a resample from its sum and sum of squares about the mean of the sample. */
function ratio(sum: number, squares: number, n: number): number {
  const rest = squares - (sum * sum) / n;
  if (rest > 1e-12 * squares) return sum / Math.sqrt((n * rest) / (n - 1));
  return Math.abs(sum) < 1e-9 ? 0 : sum * Number.POSITIVE_INFINITY;
}

/**
 * The quantile of `ascending` (at least one value) at `p`, 0 to 1 both included: linear between the values, of which the
 * first is at 0 and the last at 1 (type 7 of Hyndman and Fan 1996). `undefined` where it would have to use an infinite one.
 */
export function quantile(ascending: Float64Array, p: number): number | undefined {
  const at = p * (ascending.length - 1);
  const below = ascending[Math.floor(at)];
  const above = ascending[Math.ceil(at)];
  if (!Number.isFinite(below) || !Number.isFinite(above)) return undefined;
  return below + (above - below) * (at - Math.floor(at));
}
