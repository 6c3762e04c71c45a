import type { Series } from "./frame.js";
import { tQuantile } from "./t-quantile.js";

/** What one metric did in one run. Every figure but the counts is `undefined` where the data do not define it. */
export interface Summary {
  /** Epochs in the table. */
  readonly epochs: number;
  /** Epochs in which the metric has a value, 0 to `epochs`. */
  readonly withData: number;
  readonly mean: number | undefined;
  /** Sample standard deviation (divisor n - 1); needs 2 values. */
  readonly sd: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Mean over the first floor(N / 2) of the N epochs, in epoch order; of an odd count the middle one is not in it. */
  readonly firstHalf: number | undefined;
  /** Mean over the other epochs. */
  readonly secondHalf: number | undefined;
  /** secondHalf - firstHalf. */
  readonly change: number | undefined;
  readonly trend: Trend;
}

/** Least-squares line through the values, per epoch. */
interface Trend {
  /** Needs 2 values. */
  readonly slope: number | undefined;
  /** Ends of the 95 % interval of the slope, from Student's t with n - 2 degrees of freedom; need 3 values. */
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/**
 * Figures of one metric. `values` belong to the `epochs` (ascending, distinct) of the same index and are at most 1e150
 * in size.
 */
export function summarise(epochs: readonly number[], values: Series): Summary {
  const present = defined(values);
  const half = Math.floor(values.length / 2);
  const firstHalf = mean(defined(values.slice(0, half)));
  const secondHalf = mean(defined(values.slice(half)));
  return {
    epochs: epochs.length,
    withData: present.length,
    mean: mean(present),
    sd: standardDeviation(present),
    min: present.length === 0 ? undefined : present.reduce((a, b) => Math.min(a, b)),
    max: present.length === 0 ? undefined : present.reduce((a, b) => Math.max(a, b)),
    firstHalf,
    secondHalf,
    change: minus(secondHalf, firstHalf),
    trend: trendOf(epochs, values),
  };
}

/** How far a run lies from another. A figure is `undefined` where either run lacks it. */
export interface Difference {
  readonly mean: number | undefined;
  /** 100 x difference of means / |mean of the reference|; `undefined` where that mean is 0 or too near it for a double. */
  readonly percent: number | undefined;
  readonly secondHalf: number | undefined;
  readonly slope: number | undefined;
}

/** `other` minus `reference`. */
export function differenceOf(reference: Summary, other: Summary): Difference {
  const difference = minus(other.mean, reference.mean);
  const base = Math.abs(reference.mean ?? 0);
  return {
    mean: difference,
    percent: difference === undefined || base === 0 ? undefined : finite((100 * difference) / base),
    secondHalf: minus(other.secondHalf, reference.secondHalf),
    slope: minus(other.trend.slope, reference.trend.slope),
  };
}

/** Taken about the first value, so that the mean of equal values is that value to the last bit. */
function mean(values: readonly number[]): number | undefined {
  const [origin] = values;
  if (origin === undefined) return undefined;
  return origin + values.reduce((sum, value) => sum + (value - origin), 0) / values.length;
}

function standardDeviation(values: readonly number[]): number | undefined {
  const centre = mean(values);
  if (centre === undefined || values.length < 2) return undefined;
  return Math.sqrt(sumOfSquares(values.map((value) => value - centre)) / (values.length - 1));
}

/** slope = Sxy / Sxx, standard error = sqrt(SSE / (n - 2) / Sxx), interval = slope -+ t(0.975, n - 2) standard errors. */
function trendOf(epochs: readonly number[], values: Series): Trend {
  const xs = epochs.filter((_, at) => values[at] !== undefined);
  const ys = defined(values);
  const [x0, y0] = [mean(xs), mean(ys)];
  if (x0 === undefined || y0 === undefined || ys.length < 2)
    return { slope: undefined, low: undefined, high: undefined };
  const dx = xs.map((x) => x - x0);
  const dy = ys.map((y) => y - y0);
  const sxx = sumOfSquares(dx);
  const slope = dx.reduce((sum, x, at) => sum + x * (dy[at] ?? 0), 0) / sxx;
  const freedom = ys.length - 2;
  if (freedom < 1) return { slope, low: undefined, high: undefined };
  const residual = sumOfSquares(dy.map((y, at) => y - slope * (dx[at] ?? 0)));
  const margin = tQuantile(0.975, freedom) * Math.sqrt(residual / freedom / sxx);
  return { slope, low: slope - margin, high: slope + margin };
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function defined(values: Series): readonly number[] {
  return values.filter((value) => value !== undefined);
}

function minus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a - b;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
