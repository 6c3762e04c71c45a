import { type Answer, answer, lacking } from "../statistics/answer.js";
import { type Interval, tInterval } from "../statistics/mean-difference.js";
import { momentsOf } from "../statistics/moments.js";

/** Confidence of every interval of a sweep's analysis. */
export const LEVEL = 0.95;

/** A mean and its t interval (Student 1908). */
export interface MeanWithInterval {
  /** Values averaged, >= 1. */
  readonly n: number;
  readonly mean: number;
  readonly interval: Answer<Interval>;
}

/** @param units what the values stand for, in the plural, for the sentence that says why there is no interval */
export function meanWithInterval(values: readonly number[], units: string): Answer<MeanWithInterval> {
  if (values.length === 0) return lacking("no run defines it");
  const { n, mean, variance } = momentsOf(values);
  return answer({ n, mean, interval: intervalOf(n, mean, variance, units) });
}

function intervalOf(n: number, mean: number, variance: number | undefined, units: string): Answer<Interval> {
  if (variance === undefined) return lacking(`it takes two ${units} to see how they vary`);
  const standardError = Math.sqrt(variance / n);
  if (standardError <= 10 * Number.EPSILON * Math.abs(mean)) return lacking(`it is the same in all ${n} ${units}`);
  return tInterval({ estimate: mean, error: answer({ standardError, freedom: n - 1 }) }, LEVEL);
}
