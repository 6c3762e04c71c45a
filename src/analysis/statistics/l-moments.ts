/** Ratios of L-moments: like skewness and kurtosis, but bounded and settled in far smaller samples. */
export interface LMomentRatios {
  /** L-skewness, -1 to 1; 0 for a symmetric sample. */
  readonly skewness: number;
  /** L-kurtosis, -1/4 to 1; 0.1226 for the normal distribution. */
  readonly kurtosis: number;
}

/**
 * Unbiased sample L-moments over the second one (Hosking 1990), from the probability-weighted moments b_r of the `sorted`
 * values: at least 4, ascending, not all equal. Taken about the middle value, which none of them depends on.
 */
export function lMomentRatios(sorted: Float64Array): LMomentRatios {
  const n = sorted.length;
  const origin = sorted[n >> 1];
  let [b0, b1, b2, b3] = [0, 0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const value = (sorted[i] - origin) / n;
    const w1 = i / (n - 1);
    const w2 = (w1 * (i - 1)) / (n - 2);
    b0 += value;
    b1 += w1 * value;
    b2 += w2 * value;
    b3 += ((w2 * (i - 2)) / (n - 3)) * value;
  }
  const l2 = 2 * b1 - b0;
  return { skewness: (6 * b2 - 6 * b1 + b0) / l2, kurtosis: (20 * b3 - 30 * b2 + 12 * b1 - b0) / l2 };
}
