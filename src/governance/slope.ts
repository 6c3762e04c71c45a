/** Least-squares slope of the values over their indices, per index; at least two values. */
export function slope(values: readonly number[]): number {
  const n = values.length;
  const middle = (n - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let rise = 0;
  let run = 0;
  for (const [i, value] of values.entries()) {
    rise += (i - middle) * (value - mean);
    run += (i - middle) ** 2;
  }
  return rise / run;
}
