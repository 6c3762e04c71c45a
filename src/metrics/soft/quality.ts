import type { Moments } from "./moments.js";
import { type Judged, splitQuality } from "./sample.js";

/** Mean of 1 - p over the accepted, in [0, 1]; 0 if none is accepted. Higher is worse. */
export function toxicityRate(samples: readonly Judged[]): number {
  const { accepted } = splitQuality(samples);
  return accepted.count === 0 ? 0 : 1 - accepted.mean;
}

/** Mean of 1 - p over all, in [0, 1]; 0 if there are none. Higher is worse. */
export function toxicityRateAll(samples: readonly Judged[]): number {
  return samples.length === 0 ? 0 : 1 - splitQuality(samples).all.mean;
}

/** Which interactions a figure is taken over. */
export type Scope = "all" | "accepted";

/** Mean p, in [0, 1]; 0 if there are none. */
export function averageQuality(samples: readonly Judged[], scope: Scope = "all"): number {
  return qualityMoments(samples, scope).mean;
}

/** Population variance of p, in [0, 0.25]; 0 with fewer than two. */
export function qualityVariance(samples: readonly Judged[], scope: Scope = "all"): number {
  return qualityMoments(samples, scope).variance;
}

/** Population standard deviation of p, in [0, 0.5]; 0 with fewer than two. */
export function qualityDeviation(samples: readonly Judged[], scope: Scope = "all"): number {
  return qualityMoments(samples, scope).deviation;
}

function qualityMoments(samples: readonly Judged[], scope: Scope): Moments {
  return splitQuality(samples)[scope];
}
