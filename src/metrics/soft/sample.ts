import {
  checkedPayoff,
  counterpartyPayoff,
  initiatorPayoff,
  type PayoffParameters,
  socialSurplus,
} from "../../model/payoff.js";
import type { PayoffTerms } from "../../model/payoff-breakdown.js";
import { Split } from "./split.js";

/** An interaction as far as its quality is concerned. */
export interface Judged {
  /** Probability of a good outcome, in [0, 1]. */
  readonly p: number;
  readonly accepted: boolean;
}

/** An interaction with all that its payoffs depend on. */
export interface Sample extends Judged, PayoffTerms {
  /** What really came of it: 1 good, -1 bad; absent where nobody knows. */
  readonly groundTruth?: 1 | -1 | undefined;
}

/** The p of the samples, accepted and rejected apart. @throws RangeError if a p is outside [0, 1] */
export function splitQuality(samples: readonly Judged[]): Split {
  const split = new Split();
  for (const sample of samples) split.add(checkedProbability(sample.p), sample.accepted);
  return split;
}

/** Payoffs of the samples, accepted and rejected apart, with sums over the accepted. */
export interface PayoffSplit {
  readonly initiator: Split;
  readonly counterparty: Split;
  /** Sum of both payoffs over the accepted. */
  readonly totalWelfare: number;
  /** Sum of S - E over the accepted. */
  readonly netSocialWelfare: number;
}

/**
 * @throws RangeError if a p is outside [0, 1], another term is not finite, or a parameter is outside its range
 */
export function splitPayoffs(samples: readonly Sample[], params: PayoffParameters): PayoffSplit {
  checkedPayoff(params);
  const initiator = new Split();
  const counterparty = new Split();
  let totalWelfare = 0;
  let netSocialWelfare = 0;
  for (const { p, accepted, tau, costA, costB, rA, rB } of samples) {
    checkedProbability(p);
    const payoffA = initiatorPayoff(p, tau, costA, rA, params);
    const payoffB = counterpartyPayoff(p, tau, costB, rB, params);
    if (!Number.isFinite(payoffA) || !Number.isFinite(payoffB)) {
      throw new RangeError(`payoffs must be finite, got ${payoffA} and ${payoffB}`);
    }
    initiator.add(payoffA, accepted);
    counterparty.add(payoffB, accepted);
    if (accepted) {
      totalWelfare += payoffA + payoffB;
      netSocialWelfare += socialSurplus(p, params);
    }
  }
  return { initiator, counterparty, totalWelfare, netSocialWelfare };
}

/** `value` itself. @throws RangeError if it is outside [0, 1] */
export function checkedProbability(value: number, name = "p"): number {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be between 0 and 1, got ${value}`);
  return value;
}
