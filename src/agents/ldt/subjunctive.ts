import type { Deed } from "./profile.js";

/** Interactions below which likeness stands in for dependence. */
const TOO_FEW = 3;

/** A probability not above this is taken for 0. */
const NEGLIGIBLE = 1e-10;

/** How far a partner's decisions depend on one's own; both in [0, 1]. */
export interface Dependence {
  readonly score: number;
  /** Share of the partner's acceptances where one accepted oneself. */
  readonly agreement: number;
}

/**
 * Pairs the last deeds with a partner with the last of one's own, as many as there are of both, and scores
 * 0.3 likeness + 0.3 agreement + 0.15 agreement on rejection + 0.25 mutual information. An agreement with nothing to
 * agree on is 0.5. Source: SWARM v1.9.0.
 */
export function dependence(own: readonly Deed[], theirs: readonly Deed[], likeness: number): Dependence {
  const n = Math.min(own.length, theirs.length);
  if (n < TOO_FEW) return { score: likeness, agreement: likeness };
  const mine = own.slice(-n).map(({ accepted }) => accepted);
  const answers = theirs.slice(-n).map(({ accepted }) => accepted);
  const pairs = (a: boolean, b: boolean): number => mine.filter((one, i) => one === a && answers[i] === b).length;
  const both = pairs(true, true);
  const neither = pairs(false, false);
  const onlyOwn = pairs(true, false);
  const onlyTheirs = pairs(false, true);
  const agreement = both + onlyOwn === 0 ? 0.5 : both / (both + onlyOwn);
  const refusal = neither + onlyTheirs === 0 ? 0.5 : neither / (neither + onlyTheirs);
  const information = mutualInformation(both / n, onlyOwn / n, onlyTheirs / n, neither / n);
  const score = 0.3 * likeness + 0.3 * agreement + 0.15 * refusal + 0.25 * information;
  return { score: Math.max(0, Math.min(1, score)), agreement };
}

/** Mutual information of two binary variables from the four joint probabilities, bits, in [0, 1]. */
function mutualInformation(both: number, onlyA: number, onlyB: number, neither: number): number {
  const a = both + onlyA;
  const b = both + onlyB;
  const term = (joint: number, left: number, right: number): number =>
    joint <= NEGLIGIBLE || left <= NEGLIGIBLE || right <= NEGLIGIBLE ? 0 : joint * Math.log2(joint / (left * right));
  const bits = term(both, a, b) + term(onlyA, a, 1 - b) + term(onlyB, 1 - a, b) + term(neither, 1 - a, 1 - b);
  return Math.max(0, Math.min(1, bits));
}
