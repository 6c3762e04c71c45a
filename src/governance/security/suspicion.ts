/** What one interaction shows of an attack on the counterparty. */
export interface Symptoms {
  readonly accepted: boolean;
  /** Probability of a good outcome, [0, 1]. */
  readonly p: number;
  /** Counts, 0 (included) upwards. */
  readonly misuse: number;
  readonly rejections: number;
}

/** An accepted interaction below this p counts as harmful. */
export const LOW_P = 0.3;

/** Part of a suspicion that flags and rejections of the interaction make up, [0, 0.7]; added to `base` in that order. */
export function plusFlags(base: number, misuse: number, rejections: number): number {
  let suspicion = base;
  if (misuse > 0) suspicion += Math.min(0.4, 0.2 * misuse);
  if (rejections > 0) suspicion += Math.min(0.3, 0.15 * rejections);
  return suspicion;
}
