import type { PayoffParameters } from "../../model/payoff.js";
import { type Sample, splitPayoffs } from "./sample.js";

/** Sums and means over the accepted interactions, in payoff units; 0 if none is accepted. */
export interface Welfare {
  /** Sum of both payoffs; harm counts only as far as the parties bear it. */
  readonly totalWelfare: number;
  /** Sum of S - E; governance costs do not count. The reference system also calls it total social surplus. */
  readonly netSocialWelfare: number;
  readonly averageInitiatorPayoff: number;
  readonly averageCounterpartyPayoff: number;
}

export function welfare(samples: readonly Sample[], params: PayoffParameters): Welfare {
  const { totalWelfare, netSocialWelfare, initiator, counterparty } = splitPayoffs(samples, params);
  return {
    totalWelfare,
    netSocialWelfare,
    averageInitiatorPayoff: initiator.accepted.mean,
    averageCounterpartyPayoff: counterparty.accepted.mean,
  };
}
