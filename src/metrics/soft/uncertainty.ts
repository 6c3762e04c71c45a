import { checkedProbability } from "./sample.js";

/** Something with a probability of a good outcome, in [0, 1]. */
type HasProbability = { readonly p: number };

/** Whether 0.5 - band < p < 0.5 + band. In these very doubles: |p - 0.5| < band differs at the edges. Checks nothing. */
export function isUncertain(p: number, band: number): boolean {
  return 0.5 - band < p && p < 0.5 + band;
}

/**
 * Positions (from 0, ascending) of the samples whose p is uncertain.
 * @param band half width around 0.5, >= 0
 */
export function flagUncertain(samples: readonly HasProbability[], band = 0.2): number[] {
  checkedBand(band);
  const flagged: number[] = [];
  for (const [index, { p }] of samples.entries()) {
    if (isUncertain(checkedProbability(p), band)) flagged.push(index);
  }
  return flagged;
}

/** Share of the samples whose p is uncertain, in [0, 1]; 0 if there are none. */
export function uncertainFraction(samples: readonly HasProbability[], band = 0.2): number {
  return samples.length === 0 ? 0 : flagUncertain(samples, band).length / samples.length;
}

/** 1 - |2p - 1|, in [0, 1]: 0 when p is 0 or 1, 1 when it is 0.5. Checks nothing. */
export function ambiguityOf(p: number): number {
  return 1 - Math.abs(2 * p - 1);
}

/**
 * Mean of 1 - |2p - 1|, in [0, 1]: 0 when every p is 0 or 1, 1 when every p is 0.5; 0 if there are none.
 * The reference system's export calls it incoherence_index, a name it also gives to the disagreement of replays.
 */
export function ambiguity(samples: readonly HasProbability[]): number {
  let sum = 0;
  for (const { p } of samples) sum += ambiguityOf(checkedProbability(p));
  return samples.length === 0 ? 0 : sum / samples.length;
}

/** `band` itself. @throws RangeError if it is negative or not a number */
export function checkedBand(band: number): number {
  if (!(band >= 0)) throw new RangeError(`the uncertainty band must be at least 0, got ${band}`);
  return band;
}
