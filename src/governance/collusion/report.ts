/** A pair whose score reached the threshold. */
export interface SuspiciousPair {
  /** Agent indices; the id of a sorts before that of b. */
  readonly a: number;
  readonly b: number;
  readonly score: number;
  readonly interactions: number;
  readonly acceptance: number;
  readonly correlation: number;
  /** Mean p of the interactions that a, or b, initiated; 0.5 where there is none. */
  readonly qualityByA: number;
  readonly qualityByB: number;
  /** Mean benefit of a and of b, payoff units. */
  readonly meanBenefitA: number;
  readonly meanBenefitB: number;
  /** Seconds; see pair timing. */
  readonly meanGap: number;
  readonly burstiness: number;
}

/** Agents joined by suspicious pairs, whose score as a group reached the threshold. */
export interface CollusionGroup {
  /** Agent indices, by id. */
  readonly members: readonly number[];
  readonly score: number;
  /** Shares of the members' interactions that stay inside, or have one party outside; 0 without any interaction. */
  readonly internalRate: number;
  readonly externalRate: number;
  /** Mean p of those interactions; 0.5 where there is none. */
  readonly qualityInside: number;
  readonly qualityOutside: number;
}

/** Outcome of one collusion analysis. */
export interface CollusionReport {
  /** [0, 1]. */
  readonly ecosystemRisk: number;
  /** Over the pairs with enough interactions; 0 without any. */
  readonly meanPairScore: number;
  readonly maxPairScore: number;
  readonly flaggedPairs: number;
  /** Pairs of two watched agents with enough interactions whose score stayed below the threshold. Absent unless asked for. */
  readonly missedPairs?: number;
  /** Agents that have a risk: the given ones or those of the history; none when no interaction counted. */
  readonly agents: readonly number[];
  /** By agent index, 0 where nothing is held against the agent. */
  readonly agentRisk: Float64Array;
  readonly groups: readonly CollusionGroup[];
  /** Highest score first, equal ones in order of first contact. Absent unless asked for. */
  readonly suspiciousPairs?: readonly SuspiciousPair[];
}
