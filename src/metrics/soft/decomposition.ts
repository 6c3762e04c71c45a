import { type Judged, splitQuality } from "./sample.js";

/** The toxicity of what is accepted, as what came in less what acceptance kept out. */
export interface ToxicityDecomposition {
  /** Mean of 1 - p over all, in [0, 1]. */
  readonly baselineHarm: number;
  /** Rejected share times quality gap, in [-1, 1]; positive lowers toxicity. */
  readonly selectionCredit: number;
  /** Mean of 1 - p over the accepted, in [0, 1]. */
  readonly toxicity: number;
  /** |toxicity - (baselineHarm - selectionCredit)|: 0 but for rounding, unless nothing is accepted. */
  readonly reconstructionError: number;
}

/** Every part is 0 where it is not defined: without interactions all, without accepted ones credit and toxicity. */
export function toxicityDecomposition(samples: readonly Judged[]): ToxicityDecomposition {
  const { all, accepted, rejected, gap } = splitQuality(samples);
  const baselineHarm = all.count === 0 ? 0 : 1 - all.mean;
  const toxicity = accepted.count === 0 ? 0 : 1 - accepted.mean;
  const selectionCredit = gap === undefined ? 0 : (rejected.count / all.count) * gap;
  const reconstructionError = Math.abs(toxicity - (baselineHarm - selectionCredit));
  return { baselineHarm, selectionCredit, toxicity, reconstructionError };
}
