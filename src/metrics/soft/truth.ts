import { checkedProbability } from "./sample.js";

/** An interaction that may have a known outcome: 1 good, -1 bad. */
export interface MaybeKnown {
  readonly p: number;
  readonly groundTruth?: 1 | -1 | undefined;
}

/** A forecast and what came of it: 1 good, 0 bad. */
export interface Forecast {
  readonly p: number;
  readonly outcome: 0 | 1;
}

/**
 * The samples whose outcome is known, as forecasts, in their order.
 * @throws RangeError if a p is outside [0, 1] or a known outcome is neither 1 nor -1
 */
export function knownForecasts(samples: readonly MaybeKnown[]): Forecast[] {
  const known: Forecast[] = [];
  for (const { p, groundTruth } of samples) {
    checkedProbability(p);
    if (groundTruth === undefined) continue;
    if (groundTruth !== 1 && groundTruth !== -1) {
      throw new RangeError(`a ground truth must be 1 or -1, got ${groundTruth}`);
    }
    known.push({ p, outcome: groundTruth === 1 ? 1 : 0 });
  }
  return known;
}
