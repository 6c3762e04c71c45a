/** An interaction that may build on earlier ones. */
export interface Derived {
  readonly id: string;
  readonly initiator: string;
  /** Ids of what it builds on; they need not be among the samples. */
  readonly causalParents: readonly string[];
}

/**
 * Share of the interactions that join the work of several: two or more parents, of which those among the samples have
 * more than one initiator. In [0, 1]; 0 if there are none.
 */
export function synthesisFraction(samples: readonly Derived[]): number {
  if (samples.length === 0) return 0;
  const initiatorOf = new Map(samples.map(({ id, initiator }) => [id, initiator]));
  let joined = 0;
  for (const { causalParents } of samples) {
    const initiators = new Set<string>();
    for (const parent of causalParents) {
      const initiator = initiatorOf.get(parent);
      if (initiator !== undefined) initiators.add(initiator);
    }
    if (initiators.size > 1) joined += 1;
  }
  return joined / samples.length;
}

/** Mean number of parents, unknown ones included, among the interactions with more than one; 0 if there are none. */
export function synthesisDepth(samples: readonly Derived[]): number {
  let count = 0;
  let parents = 0;
  for (const { causalParents } of samples) {
    if (causalParents.length < 2) continue;
    count += 1;
    parents += causalParents.length;
  }
  return count === 0 ? 0 : parents / count;
}
