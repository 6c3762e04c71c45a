import { checkedPayoff, type PayoffParameters } from "../../model/payoff.js";
import { type Judged, type Sample, splitPayoffs, splitQuality } from "./sample.js";

/**
 * Q: mean p of the accepted minus mean p of the rejected, in [-1, 1]; 0 unless there are both.
 * Negative: adverse selection, the worse ones get through.
 */
export function qualityGap(samples: readonly Judged[]): number {
  return splitQuality(samples).gap ?? 0;
}

/**
 * (s_plus + s_minus) (mean p of all - mean p of the accepted), in payoff units; 0 if none is accepted.
 * Positive: acceptance filters the good ones out.
 */
export function spread(samples: readonly Judged[], params: PayoffParameters): number {
  const { s_plus, s_minus } = checkedPayoff(params);
  const shift = splitQuality(samples).acceptanceShift ?? 0;
  return shift === 0 ? 0 : -(s_plus + s_minus) * shift;
}

/**
 * Mean payoff over the accepted minus mean payoff over all, per side, in payoff units; 0 if none is accepted.
 * Negative: acceptance picks the worse deals for that side.
 */
export function conditionalLosses(
  samples: readonly Sample[],
  params: PayoffParameters,
): { readonly initiator: number; readonly counterparty: number } {
  const { initiator, counterparty } = splitPayoffs(samples, params);
  return { initiator: initiator.acceptanceShift ?? 0, counterparty: counterparty.acceptanceShift ?? 0 };
}

/**
 * Correlation of p with acceptance (1 or 0), population moments, in [-1, 1];
 * 0 with fewer than two, when all or none are accepted, or when p never varies.
 */
export function qualityCorrelation(samples: readonly Judged[]): number {
  const { all, accepted } = splitQuality(samples);
  const n = all.count;
  const share = accepted.count / n;
  const norm = Math.sqrt(all.variance * share * (1 - share));
  if (n < 2 || norm === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += (sample.p - all.mean) * ((sample.accepted ? 1 : 0) - share);
  return Math.min(1, Math.max(-1, sum / n / norm));
}

/**
 * |Q| sqrt(alpha beta) / sd(p), in [0, 1]: how much of the possible selection by quality takes place. Equals the size
 * of the correlation of p with acceptance, and is 0 where that is.
 */
export function selectionSaturation(samples: readonly Judged[]): number {
  const { all, accepted, rejected, gap } = splitQuality(samples);
  const deviation = all.deviation;
  if (gap === undefined || deviation === 0) return 0;
  const product = (accepted.count / all.count) * (rejected.count / all.count);
  return Math.min(1, (Math.abs(gap) * Math.sqrt(product)) / deviation);
}
