/**
 * How alike two agents choose their partners, in [0, 1]: the mean of the Jaccard index of their partner sets and of the
 * product, summed over common partners, of the shares that each of these has in the agent's interactions with all of
 * them. Without common partners, the Jaccard index alone: 0. Source: SWARM v1.9.0 governance, Sybil lever.
 *
 * @param a partner -> interactions, each >= 1; at least one partner
 */
export function similarity(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let common = 0;
  let ofA = 0;
  let ofB = 0;
  let products = 0;
  for (const [partner, timesA] of a) {
    const timesB = b.get(partner);
    if (timesB === undefined) continue;
    common += 1;
    ofA += timesA;
    ofB += timesB;
    products += timesA * timesB;
  }
  if (common === 0) return 0;
  const jaccard = common / (a.size + b.size - common);
  return (jaccard + products / (ofA * ofB)) / 2;
}
