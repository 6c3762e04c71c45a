/** The outcome of a test that rearranges the data; p is two-sided. */
export interface PermutationTest {
  /** The share of arrangements at least as extreme as the one seen, 0 (excluded) to 1; itself counted. */
  readonly p: number;
  /** The least p that these data could have given. */
  readonly least: number;
  readonly method: Arrangements;
}

type Arrangements =
  /** All of them. */
  | { readonly kind: "exact"; readonly arrangements: number }
  /** A random draw of them; `standardError` is what the draw adds to p. */
  | { readonly kind: "simulated"; readonly draws: number; readonly standardError: number };

/** Random arrangements drawn where there are too many to go through; p then comes in steps of 1 / 10,000. */
export const DRAWS = 9_999;

/**
 * p = (extreme + 1) / (draws + 1): the arrangement seen counts as a draw, which keeps the test at its level and p above 0
 * (Phipson and Smyth 2010).
 */
export function simulated(extreme: number, draws: number): PermutationTest {
  const p = (extreme + 1) / (draws + 1);
  const standardError = Math.sqrt((p * (1 - p)) / draws);
  return { p, least: 1 / (draws + 1), method: { kind: "simulated", draws, standardError } };
}
