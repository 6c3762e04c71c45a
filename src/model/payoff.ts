/** How a probability becomes payoff. Units: payoff units, unless said otherwise. Keys as in scenario files. */
export interface PayoffParameters {
  /** Surplus of a good outcome, >= 0. */
  readonly s_plus: number;
  /** Loss of a bad outcome, >= 0. */
  readonly s_minus: number;
  /** Harm a bad outcome does to the ecosystem, >= 0. */
  readonly h: number;
  /** Initiator's share of the surplus, in [0, 1]. */
  readonly theta: number;
  /** Share of the harm the initiator bears, in [0, 1]. */
  readonly rho_a: number;
  /** Share of the harm the counterparty bears, in [0, 1]. */
  readonly rho_b: number;
  /** Payoff per unit of reputation, in [0, 100]. */
  readonly w_rep: number;
}

/** Source: SWARM 1.9 defaults. */
export const DEFAULT_PAYOFF: PayoffParameters = Object.freeze({
  s_plus: 2,
  s_minus: 1,
  h: 2,
  theta: 0.5,
  rho_a: 0,
  rho_b: 0,
  w_rep: 1,
});

/** Least and greatest value of each parameter (both included); an infinite one is excluded. */
const PAYOFF_RANGES: Readonly<Record<keyof PayoffParameters, readonly [number, number]>> = {
  s_plus: [0, Infinity],
  s_minus: [0, Infinity],
  h: [0, Infinity],
  theta: [0, 1],
  rho_a: [0, 1],
  rho_b: [0, 1],
  w_rep: [0, 100],
};

/** S(p) = p s_plus - (1 - p) s_minus, in [-s_minus, s_plus]. Checks nothing, as the next three. */
export function expectedSurplus(p: number, params: PayoffParameters): number {
  return p * params.s_plus - (1 - p) * params.s_minus;
}

/** E(p) = (1 - p) h, in [0, h]. */
export function expectedHarm(p: number, params: PayoffParameters): number {
  return (1 - p) * params.h;
}

/**
 * theta S - tau - costA - rho_a E + w_rep rA.
 * @param tau transfer from the initiator to the counterparty
 * @param costA governance cost of the initiator
 * @param rA change of the initiator's reputation
 */
export function initiatorPayoff(p: number, tau: number, costA: number, rA: number, params: PayoffParameters): number {
  const surplus = expectedSurplus(p, params);
  const harm = expectedHarm(p, params);
  return params.theta * surplus - tau - costA - params.rho_a * harm + params.w_rep * rA;
}

/**
 * (1 - theta) S + tau - costB - rho_b E + w_rep rB.
 * @param tau transfer from the initiator to the counterparty
 * @param costB governance cost of the counterparty
 * @param rB change of the counterparty's reputation
 */
export function counterpartyPayoff(
  p: number,
  tau: number,
  costB: number,
  rB: number,
  params: PayoffParameters,
): number {
  const surplus = expectedSurplus(p, params);
  const harm = expectedHarm(p, params);
  return (1 - params.theta) * surplus + tau - costB - params.rho_b * harm + params.w_rep * rB;
}

/** S(p) - E(p): what an interaction is worth to everybody, transfers and governance costs aside. Checks nothing. */
export function socialSurplus(p: number, params: PayoffParameters): number {
  return expectedSurplus(p, params) - expectedHarm(p, params);
}

/** The p at which the two parties together neither win nor lose: s_minus / (s_plus + s_minus); 0.5 if both are 0. */
export function breakEven(params: PayoffParameters): number {
  const sum = params.s_plus + params.s_minus;
  return sum === 0 ? 0.5 : params.s_minus / sum;
}

/** The p at which S = E: (s_minus + h) / (s_plus + s_minus + h); 0.5 if all are 0. */
export function socialBreakEven(params: PayoffParameters): number {
  const sum = params.s_plus + params.s_minus + params.h;
  return sum === 0 ? 0.5 : (params.s_minus + params.h) / sum;
}

/**
 * The parameters themselves.
 * @throws RangeError naming every parameter that is not finite or outside its range
 */
export function checkedPayoff(params: PayoffParameters): PayoffParameters {
  const faults: string[] = [];
  for (const [name, [least, greatest]] of Object.entries(PAYOFF_RANGES)) {
    const value = params[name as keyof PayoffParameters];
    if (!Number.isFinite(value) || value < least || value > greatest) {
      const range = greatest === Infinity ? `at least ${least}` : `between ${least} and ${greatest}`;
      faults.push(`${name} must be ${range}, got ${value}`);
    }
  }
  if (faults.length > 0) throw new RangeError(faults.join("; "));
  return params;
}
