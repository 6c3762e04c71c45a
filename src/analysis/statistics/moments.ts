/** The first moments of a sample. */
export interface Moments {
  /** Number of values, >= 1. */
  readonly n: number;
  readonly mean: number;
  /** Divisor n - 1; `undefined` for one value. */
  readonly variance: number | undefined;
}

/**
 * Moments of `values`, at least one of them, each at most 1e150 in size. Taken about the first value, so that equal
 * values have exactly themselves as mean and exactly 0 as variance.
 */
export function momentsOf(values: ArrayLike<number>): Moments {
  const n = values.length;
  if (n === 0) throw new RangeError("moments need at least one value");
  const origin = values[0];
  let sum = 0;
  for (let i = 1; i < n; i += 1) sum += values[i] - origin;
  const shift = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i += 1) squares += (values[i] - origin - shift) ** 2;
  return { n, mean: origin + shift, variance: n === 1 ? undefined : squares / (n - 1) };
}
