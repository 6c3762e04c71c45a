import { checkedProbability, type Judged } from "./sample.js";

/** Counts of interactions, by acceptance and by quality. */
export interface Counts {
  readonly total: number;
  readonly accepted: number;
  readonly rejected: number;
  /** p >= threshold. */
  readonly highQuality: number;
  /** p < threshold. */
  readonly lowQuality: number;
}

/** @param threshold least p that counts as high quality, in [0, 1] */
export function counts(samples: readonly Judged[], threshold = 0.5): Counts {
  checkedProbability(threshold, "the quality threshold");
  let accepted = 0;
  let highQuality = 0;
  for (const sample of samples) {
    if (sample.accepted) accepted += 1;
    if (checkedProbability(sample.p) >= threshold) highQuality += 1;
  }
  const total = samples.length;
  return { total, accepted, rejected: total - accepted, highQuality, lowQuality: total - highQuality };
}

/** Share of the accepted with p < threshold, in [0, 1]; 0 if none is accepted. Higher is worse. */
export function toxicityHard(samples: readonly Judged[], threshold = 0.5): number {
  const accepted = samples.filter((sample) => sample.accepted);
  return accepted.length === 0 ? 0 : counts(accepted, threshold).lowQuality / accepted.length;
}

/** Accepted share of all, in [0, 1]; 0 if there are none. */
export function acceptanceRate(samples: readonly Judged[]): number {
  if (samples.length === 0) return 0;
  return samples.reduce((sum, { accepted }) => sum + (accepted ? 1 : 0), 0) / samples.length;
}
