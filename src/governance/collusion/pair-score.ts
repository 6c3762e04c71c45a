/** What a pair's score is made of. */
export interface PairEvidence {
  /** Interactions of the two, 1 (included) upwards. */
  readonly interactions: number;
  /** Accepted share of them, [0, 1]. */
  readonly acceptance: number;
  /** How far the number of interactions lies above the mean pair, in population standard deviations. */
  readonly z: number;
  /** Correlation of benefits, [-1, 1]. */
  readonly correlation: number;
  /** Mean p when one of the two initiates, averaged over both of them, [0, 1]. */
  readonly quality: number;
}

/** Full weight needs this many interactions. */
const FULL_EVIDENCE = 10;

/**
 * How much a pair looks like colluding, [0, 1]:
 * (0.25 frequency + 0.30 correlation + 0.20 acceptance above one half + 0.25 poor quality that is accepted all the
 * same), scaled down below ten interactions. Source: SWARM 1.9 governance, collusion analysis step 2; terms are added
 * in that order.
 *
 * @param frequencyThreshold z at which the frequency term is full, > 0
 */
export function pairScore(evidence: PairEvidence, frequencyThreshold: number): number {
  const { interactions, acceptance, z, correlation, quality } = evidence;
  const frequency = z > 0 ? Math.min(1, Math.max(0, z / frequencyThreshold)) : 0;
  const agreeable = Math.max(0, 2 * (acceptance - 0.5));
  const poor = acceptance > 0.5 ? Math.max(0, 2 * (0.5 - quality)) : 0;
  const suspicion = 0.25 * frequency + 0.3 * Math.max(0, correlation) + 0.2 * agreeable + 0.25 * poor;
  return suspicion * Math.min(1, interactions / FULL_EVIDENCE);
}
