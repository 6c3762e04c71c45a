import type { PayoffParameters } from "../../model/payoff.js";
import { type Sample, splitPayoffs, splitQuality } from "./sample.js";

/** Population variance of each side's payoff over all interactions, rejected included, >= 0; 0 with fewer than two. */
export function payoffVariances(
  samples: readonly Sample[],
  params: PayoffParameters,
): { readonly initiator: number; readonly counterparty: number } {
  const { initiator, counterparty } = splitPayoffs(samples, params);
  return { initiator: initiator.all.variance, counterparty: counterparty.all.variance };
}

/**
 * Deviation per mean of p and of each side's payoff over all interactions:
 * sd / max(|mean|, 1e-8 (|mean| + sd)), in [0, 1e8]; 0 when the deviation is 0.
 */
export function coefficientsOfVariation(
  samples: readonly Sample[],
  params: PayoffParameters,
): { readonly p: number; readonly initiator: number; readonly counterparty: number } {
  const { initiator, counterparty } = splitPayoffs(samples, params);
  return {
    p: splitQuality(samples).all.coefficientOfVariation,
    initiator: initiator.all.coefficientOfVariation,
    counterparty: counterparty.all.coefficientOfVariation,
  };
}
