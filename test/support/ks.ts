/** Outcome of a two-sample Kolmogorov-Smirnov test. */
export interface KsResult {
  /** Largest distance between the two empirical distribution functions, in [0, 1]. */
  readonly statistic: number;
  /** Chance of a distance at least as large when both samples come from one continuous distribution; an upper bound with ties. */
  readonly p: number;
}

/**
 * Two-sided two-sample Kolmogorov-Smirnov test with its exact p-value. Neither sample may be empty or hold NaN.
 *
 * Under the hypothesis every order of the pooled values is equally likely: a random path on the grid from (0, 0) to
 * (n, m). Let T(i, j) be the share of the paths to (i, j) that touched the distance. T = 1 where |i/n - j/m| is at least
 * the distance; elsewhere T(i, j) = i/(i+j) T(i-1, j) + j/(i+j) T(i, j-1), for that is how often a path arrives from
 * each side. p = T(n, m). Sums of positive terms only, so that small p-values keep their digits. Source: Hodges 1958.
 */
export function ksTwoSample(one: readonly number[], other: readonly number[]): KsResult {
  if (one.length === 0 || other.length === 0) throw new Error("a sample is empty");
  if (one.some(Number.isNaN) || other.some(Number.isNaN)) throw new Error("a sample holds NaN");
  const distance = largestDistance(one, other);
  return { statistic: distance / (one.length * other.length), p: touching(one.length, other.length, distance) };
}

/** max |i m - j n| over the values, where i and j values of the samples are not above it; whole, so free of rounding. */
function largestDistance(one: readonly number[], other: readonly number[]): number {
  const a = Float64Array.from(one).sort();
  const b = Float64Array.from(other).sort();
  let i = 0;
  let j = 0;
  let largest = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] === value) i += 1;
    while (j < b.length && b[j] === value) j += 1;
    largest = Math.max(largest, Math.abs(i * b.length - j * a.length));
  }
  return largest;
}

function touching(n: number, m: number, distance: number): number {
  const column = new Float64Array(m + 1);
  for (let i = 0; i <= n; i += 1) {
    for (let j = 0; j <= m; j += 1) {
      if (Math.abs(i * m - j * n) >= distance) column[j] = 1;
      else column[j] = (i * column[j] + (j > 0 ? j * column[j - 1] : 0)) / Math.max(1, i + j);
    }
  }
  return column[m];
}

/**
 * Names whose hypothesis Holm's step-down procedure rejects at the family error `alpha`: the k-th smallest of n p-values
 * is compared with alpha / (n - k + 1), and the first that is larger ends it. Source: Holm 1979.
 */
export function holmRejects(pValues: ReadonlyMap<string, number>, alpha: number): string[] {
  const ascending = [...pValues].sort(([, a], [, b]) => a - b);
  const stop = ascending.findIndex(([, p], k) => p > alpha / (ascending.length - k));
  return ascending.slice(0, stop === -1 ? undefined : stop).map(([name]) => name);
}
