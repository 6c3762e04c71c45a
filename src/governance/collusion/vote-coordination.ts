/** One vote, by indices of voter and target. */
export interface Vote {
  readonly voter: number;
  readonly target: number;
  /** +1 for, -1 against. */
  readonly direction: number;
}

/** Two voters who vote alike. */
export interface CoordinatedVoters {
  /** The id of a sorts before that of b. */
  readonly a: number;
  readonly b: number;
  /** Share of common targets on which they agree, [threshold, 1]. */
  readonly agreement: number;
}

const MIN_COMMON_TARGETS = 3;

/**
 * Pairs of voters with at least three common targets who agree on a share of at least `threshold` of them, the most
 * agreeing first. A voter's last vote on a target counts.
 * Source: SWARM 1.9 metrics, collusion, vote coordination (threshold 0.8 there).
 *
 * @param rank place of each voter's id in sorted order, by voter
 */
export function coordinatedVoters(
  votes: readonly Vote[],
  threshold: number,
  rank: ArrayLike<number>,
): CoordinatedVoters[] {
  const ballots = new Map<number, Map<number, number>>();
  for (const { voter, target, direction } of votes) {
    const ballot = ballots.get(voter) ?? new Map<number, number>();
    ballots.set(voter, ballot.set(target, direction));
  }
  const voters = [...ballots].sort(([one], [other]) => rank[one] - rank[other]);
  const found: CoordinatedVoters[] = [];
  for (const [i, [a, ballotOfA]] of voters.entries()) {
    for (const [b, ballotOfB] of voters.slice(i + 1)) {
      let common = 0;
      let agreed = 0;
      for (const [target, direction] of ballotOfA) {
        const other = ballotOfB.get(target);
        if (other === undefined) continue;
        common++;
        if (other === direction) agreed++;
      }
      const agreement = agreed / common;
      if (common >= MIN_COMMON_TARGETS && agreement >= threshold) found.push({ a, b, agreement });
    }
  }
  return found.sort((one, other) => other.agreement - one.agreement);
}
