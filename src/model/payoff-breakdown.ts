import { checkedPayoff, expectedHarm, expectedSurplus, type PayoffParameters, socialSurplus } from "./payoff.js";

/** What the payoffs of one interaction are made from. Payoff units, but for p in [0, 1] (both included). */
export interface PayoffTerms {
  readonly p: number;
  /** Transfer from the initiator to the counterparty. */
  readonly tau: number;
  /** Governance cost of the initiator. */
  readonly costA: number;
  /** Governance cost of the counterparty. */
  readonly costB: number;
  /** Change of the initiator's reputation. */
  readonly rA: number;
  /** Change of the counterparty's reputation. */
  readonly rB: number;
}

/** The parts of one party's payoff: share + transfer - governance cost - externality cost + reputation bonus = total. */
export interface PartyPayoff {
  readonly expectedSurplus: number;
  readonly expectedHarm: number;
  readonly surplusShare: number;
  /** Negative for who pays. */
  readonly transfer: number;
  readonly governanceCost: number;
  readonly externalityCost: number;
  readonly reputationBonus: number;
  readonly total: number;
}

/** Both parties' payoffs of one interaction, and what it is worth to them together and to everybody. */
export interface PayoffBreakdown {
  readonly initiator: PartyPayoff;
  readonly counterparty: PartyPayoff;
  /** pi_a + pi_b; harm counts only as far as the parties bear it. */
  readonly totalWelfare: number;
  /** S - E. */
  readonly socialSurplus: number;
}

/**
 * Works out one interaction in full, its inputs checked.
 * @throws RangeError if p is outside [0, 1], another term is not finite, or a parameter is outside its range
 */
export function payoffBreakdown(terms: PayoffTerms, params: PayoffParameters): PayoffBreakdown {
  checkedPayoff(params);
  checkTerms(terms);
  const { p, tau, costA, costB, rA, rB } = terms;
  const initiator = partyPayoff(p, params, params.theta, 0 - tau, costA, params.rho_a, rA);
  const counterparty = partyPayoff(p, params, 1 - params.theta, tau, costB, params.rho_b, rB);
  return {
    initiator,
    counterparty,
    totalWelfare: initiator.total + counterparty.total,
    socialSurplus: socialSurplus(p, params),
  };
}

function partyPayoff(
  p: number,
  params: PayoffParameters,
  share: number,
  transfer: number,
  governanceCost: number,
  rho: number,
  reputation: number,
): PartyPayoff {
  const surplus = expectedSurplus(p, params);
  const harm = expectedHarm(p, params);
  const surplusShare = share * surplus;
  const externalityCost = rho * harm;
  const reputationBonus = params.w_rep * reputation;
  return {
    expectedSurplus: surplus,
    expectedHarm: harm,
    surplusShare,
    transfer,
    governanceCost,
    externalityCost,
    reputationBonus,
    total: surplusShare + transfer - governanceCost - externalityCost + reputationBonus,
  };
}

function checkTerms(terms: PayoffTerms): void {
  const { p, tau, costA, costB, rA, rB } = terms;
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be between 0 and 1, got ${p}`);
  for (const [name, value] of Object.entries({ tau, costA, costB, rA, rB })) {
    if (!Number.isFinite(value)) throw new RangeError(`${name} must be a finite number, got ${value}`);
  }
}
