import { type Policy, worthOfCooperating, worthOfDefecting } from "./policy.js";

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Probability to cooperate with somebody who cooperates with probability `q`, given a policy and how alike the two are:
 * T + (1 - T) logistic(5 A), T = logistic(10 (likeness - similarity)), A = worth of cooperating less that of defecting,
 * at the expected quality q prior + 0.5 (1 - q) prior. Source: SWARM v1.9.0.
 */
export function bestResponse(q: number, likeness: number, policy: Policy): number {
  const twin = logistic(10 * (likeness - policy.similarity));
  const quality = q * policy.prior + 0.5 * (1 - q) * policy.prior;
  const advantage = worthOfCooperating(policy, quality) - worthOfDefecting(quality);
  return twin + (1 - twin) * logistic(5 * advantage);
}

interface Rounds {
  readonly max_recursion_depth: number;
  readonly convergence_epsilon: number;
  readonly introspection_discount: number;
}

/**
 * Own probability to cooperate when both sides respond to each other, starting from both priors, round by round at the
 * same time, until both move less than `convergence_epsilon` or `max_recursion_depth` rounds are over.
 */
export function mutualResponse(own: Policy, theirs: Policy, likeness: number, rounds: Rounds): number {
  const fresh = rounds.introspection_discount;
  let mine = own.prior;
  let yours = theirs.prior;
  for (let round = 0; round < rounds.max_recursion_depth; round += 1) {
    const nextMine = fresh * bestResponse(yours, likeness, own) + (1 - fresh) * mine;
    const nextYours = fresh * bestResponse(mine, likeness, theirs) + (1 - fresh) * yours;
    const moved = Math.max(Math.abs(nextMine - mine), Math.abs(nextYours - yours));
    mine = nextMine;
    yours = nextYours;
    if (moved < rounds.convergence_epsilon) break;
  }
  return mine;
}
