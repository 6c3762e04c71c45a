import { pwilcox } from "lib-r-math.js";
import { type Answer, answer, lacking } from "./answer.js";
import { midranks } from "./midranks.js";
import { normalP, type RankTest } from "./wilcoxon-signed-rank.js";

export interface MannWhitneyTest extends RankTest {
  /** P(treatment > control) + P(equal) / 2 in the samples: U / (n_c n_t), 0 to 1; a half where neither tends to be larger. */
  readonly superiority: number;
}

/** Arms of up to this size use the exact distribution, if no two values are equal (R's rule). */
const LARGEST_EXACT = 49;

/**
 * Mann and Whitney's test (1947) of "both arms have one distribution" for independent arms, sensitive to one tending to
 * larger values; U counts the pairs in which the treatment is larger, equal ones half. Exact for arms of up to 49 without
 * equal values; else normal, with mean n_c n_t / 2 and variance n_c n_t / 12 (N + 1 - sum of (m^3 - m) / (N (N - 1))
 * over m equal values), and a continuity correction of 1/2. If all values are equal, p is 1.
 */
export function mannWhitney(control: readonly number[], treatment: readonly number[]): Answer<MannWhitneyTest> {
  const [nc, nt] = [control.length, treatment.length];
  if (nc === 0) return lacking("the control has no values");
  if (nt === 0) return lacking("the treatment has no values");
  const { ranks, tieTerm } = midranks([...treatment, ...control]);
  const statistic = ranks.slice(0, nt).reduce((sum, rank) => sum + rank, 0) - (nt * (nt + 1)) / 2;
  const superiority = statistic / (nc * nt);
  if (nc <= LARGEST_EXACT && nt <= LARGEST_EXACT && tieTerm === 0) {
    const p = Math.min(1, 2 * pwilcox(Math.min(statistic, nc * nt - statistic), nt, nc));
    return answer({ p, statistic, superiority, method: "exact" });
  }
  const all = nc + nt;
  const variance = ((nc * nt) / 12) * (all + 1 - tieTerm / (all * (all - 1)));
  const p = variance > 0 ? normalP(statistic - (nc * nt) / 2, variance) : 1;
  return answer({ p, statistic, superiority, method: "normal approximation" });
}
