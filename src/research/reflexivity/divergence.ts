/** Overall divergence below which the reference system calls a finding robust, and the one that its gate asks for. */
const ROBUST_BELOW = 0.2;
export const ACCEPTABLE_BELOW = 0.3;

/**
 * |mean_t - mean_c| / sqrt((var_t + var_c) / 2 + 1e-10), with variances over n. Source: SWARM v1.9.0. A figure to compare
 * by, and no test: with draws of its own for each arm, and ten of them, an identical simulation comes out below 0.2 about
 * one time in three.
 *
 * @param control at least one value
 * @param treatment at least one value
 */
export function divergence(control: readonly number[], treatment: readonly number[]): number {
  const [c, t] = [populationMoments(control), populationMoments(treatment)];
  return Math.abs(t.mean - c.mean) / Math.sqrt((t.variance + c.variance) / 2 + 1e-10);
}

/** The mean over metrics; at least one. */
export function overallDivergence(byMetric: Readonly<Record<string, number>>): number {
  const values = Object.values(byMetric);
  if (values.length === 0) throw new RangeError("a divergence needs at least one metric");
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function isRobustBySize(overall: number): boolean {
  return overall < ROBUST_BELOW;
}

/** Mean and variance with divisor n, as the reference system has them in its figures. */
export function populationMoments(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  if (values.length === 0) throw new RangeError("moments need at least one value");
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}
