/** How a pair's interactions lie in time. */
export interface PairTiming {
  /** Mean gap between one interaction and the next, seconds; 0 without a gap. */
  readonly meanGap: number;
  /** Population standard deviation of the gaps over their mean; 0 without a gap and when the mean is 0. */
  readonly burstiness: number;
}

/** @param times milliseconds, in any order */
export function pairTiming(times: readonly number[]): PairTiming {
  const sorted = Float64Array.from(times).sort();
  const gaps: number[] = [];
  for (let i = 1; i < sorted.length; i++) gaps.push((sorted[i] - sorted[i - 1]) / 1000);
  if (gaps.length === 0) return { meanGap: 0, burstiness: 0 };
  const meanGap = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - meanGap) ** 2, 0) / gaps.length;
  return { meanGap, burstiness: meanGap > 0 ? Math.sqrt(variance) / meanGap : 0 };
}
