import { pairwiseSum } from "./pairwise-sum.js";

/**
 * Pearson correlation of the first `n` values of two series, [-1, 1]; 0 when it is not defined (n < 2, or a series
 * that does not vary). **Both series are left centred on their means.**
 *
 * The order of operations is part of the rule (SWARM 1.9 governance, collusion analysis): with an even tax split both
 * series of a pair are equal, and whether `c / sqrt(c) / sqrt(c)` rounds to exactly 1 decides whether an honest pair
 * reaches the default score threshold. Means are NumPy's pairwise sums over n; the products are added left to right
 * and rounded each (no fused multiply-add); the sums are multiplied by 1 / (n - 1), not divided. This reproduces every
 * correlation among the reference vectors to the last bit; left-to-right means or fused products do not.
 */
export function benefitCorrelation(a: Float64Array, b: Float64Array, n: number): number {
  if (n < 2) return 0;
  centre(a, n);
  centre(b, n);
  const squaresA = products(a, a, n);
  const squaresB = products(b, b, n);
  if (squaresA === 0 || squaresB === 0) return 0;
  const q = 1 / (n - 1);
  const correlation = (products(a, b, n) * q) / Math.sqrt(squaresA * q) / Math.sqrt(squaresB * q);
  return Number.isNaN(correlation) ? 0 : Math.min(1, Math.max(-1, correlation));
}

function centre(values: Float64Array, n: number): void {
  const mean = pairwiseSum(values, 0, n) / n;
  for (let i = 0; i < n; i++) values[i] -= mean;
}

function products(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}
