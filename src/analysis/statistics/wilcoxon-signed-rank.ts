import { pnorm, psignrank } from "lib-r-math.js";
import { type Answer, answer, lacking } from "./answer.js";
import { midranks } from "./midranks.js";

/** Outcome of a rank test; p is two-sided. */
export interface RankTest {
  readonly p: number;
  /** Wilcoxon's W+, the sum of ranks of the positive differences; or Mann and Whitney's U of the treatment. */
  readonly statistic: number;
  readonly method: "exact" | "normal approximation";
}

export interface SignedRankTest extends RankTest {
  /** Differences of 0, left out as Wilcoxon does. */
  readonly zeros: number;
}

/** Up to this many differences the exact distribution is used, if no two have the same size (R's rule). */
const LARGEST_EXACT = 49;

/**
 * Wilcoxon's signed-rank test (1945) of "the differences are symmetric about 0". Differences of 0 are left out; if none
 * is left, p is 1. Exact for up to 49 differences of distinct size; else normal, with mean n(n + 1) / 4 and variance
 * n(n + 1)(2n + 1) / 24 - sum of (m^3 - m) / 48 over m differences of one size, and a continuity correction of 1/2.
 */
export function wilcoxonSignedRank(differences: readonly number[]): Answer<SignedRankTest> {
  if (differences.length === 0) return lacking("there are no pairs");
  const used = differences.filter((value) => value !== 0);
  const zeros = differences.length - used.length;
  const n = used.length;
  if (n === 0) return answer({ p: 1, statistic: 0, method: "exact", zeros });
  const { ranks, tieTerm } = midranks(used.map(Math.abs));
  const statistic = ranks.reduce((sum, rank, i) => (used[i] > 0 ? sum + rank : sum), 0);
  const mean = (n * (n + 1)) / 4;
  if (n <= LARGEST_EXACT && tieTerm === 0) {
    const p = Math.min(1, 2 * psignrank(Math.min(statistic, 2 * mean - statistic), n));
    return answer({ p, statistic, method: "exact", zeros });
  }
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieTerm / 48;
  return answer({ p: normalP(statistic - mean, variance), statistic, method: "normal approximation", zeros });
}

/** Two-sided p of a rank sum `excess` above its mean, with a continuity correction of 1/2. */
export function normalP(excess: number, variance: number): number {
  const z = Math.max(0, Math.abs(excess) - 0.5) / Math.sqrt(variance);
  return Math.min(1, 2 * pnorm(-z));
}
