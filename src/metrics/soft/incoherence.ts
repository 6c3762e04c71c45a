/** One answer to a decision that was put to an agent several times. */
export interface Replay {
  /** What it chose; absent if it gave no answer. */
  readonly action?: string | undefined;
  readonly abstained?: boolean;
}

/** How an agent's answers to one and the same decision hang together. */
export interface DecisionIncoherence {
  /** Answers that count: those neither abstained nor missing. */
  readonly answers: number;
  /** 1 - share of the most frequent answer, in [0, 1). */
  readonly disagreement: number;
  /** Share of answers that differ from the benchmark, in [0, 1]. */
  readonly error: number;
  /** How much of the error is disagreement with itself, in [0, 1]. */
  readonly index: number;
}

/**
 * Abstentions and missing answers are left out first; if nothing is left, everything is 0.
 * @param benchmark the right answer, where there is one
 * @throws RangeError if there are no replays at all
 */
export function decisionIncoherence(replays: readonly Replay[], benchmark?: string): DecisionIncoherence {
  if (replays.length === 0) throw new RangeError("a decision needs at least one replay");
  const actions: string[] = [];
  for (const { action, abstained } of replays) {
    if (action !== undefined && abstained !== true) actions.push(action);
  }
  const disagreement = disagreementRate(actions);
  const error = errorRate(actions, benchmark);
  return { answers: actions.length, disagreement, error, index: incoherenceIndex(disagreement, error) };
}

/** 1 - (count of the most frequent action) / n, in [0, 1); 0 if there are none. */
export function disagreementRate(actions: readonly string[]): number {
  const counts = new Map<string, number>();
  let most = 0;
  for (const action of actions) {
    const count = (counts.get(action) ?? 0) + 1;
    counts.set(action, count);
    most = Math.max(most, count);
  }
  return actions.length === 0 ? 0 : 1 - most / actions.length;
}

/** Share of the actions that are not the benchmark, in [0, 1]; 0 without actions or without a benchmark. */
export function errorRate(actions: readonly string[], benchmark?: string): number {
  if (actions.length === 0 || benchmark === undefined) return 0;
  return actions.filter((action) => action !== benchmark).length / actions.length;
}

/** D / (error + 1e-8), cut to [0, 1]; 0 if D <= 0. Disagreement without any error therefore counts in full. */
export function incoherenceIndex(disagreement: number, error: number): number {
  return disagreement <= 0 ? 0 : Math.min(1, disagreement / (error + 1e-8));
}
