import { checkedProbability, type Judged } from "./sample.js";

/** How often the better and the worse interactions are accepted. */
export interface Participation {
  /** Accepted share among p >= cut, in [0, 1]; 0 if there are none. */
  readonly highQualityAcceptance: number;
  /** Accepted share among p < cut, in [0, 1]; 0 if there are none. */
  readonly lowQualityAcceptance: number;
  readonly highQualityCount: number;
  readonly lowQualityCount: number;
}

/** @param cut least p that counts as high quality, in [0, 1] */
export function participationByQuality(samples: readonly Judged[], cut = 0.5): Participation {
  checkedProbability(cut, "the quality threshold");
  let high = 0;
  let highAccepted = 0;
  let low = 0;
  let lowAccepted = 0;
  for (const { p, accepted } of samples) {
    if (checkedProbability(p) >= cut) {
      high += 1;
      if (accepted) highAccepted += 1;
    } else {
      low += 1;
      if (accepted) lowAccepted += 1;
    }
  }
  return {
    highQualityAcceptance: high === 0 ? 0 : highAccepted / high,
    lowQualityAcceptance: low === 0 ? 0 : lowAccepted / low,
    highQualityCount: high,
    lowQualityCount: low,
  };
}
