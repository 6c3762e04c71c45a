import type { ActivityEntry } from "../engine/activity.js";
import type { MetricRow } from "../engine/metric-board.js";
import { judge, type Verdict } from "../metrics/criteria.js";
import { epochMean, epochMeanWithZeros } from "../metrics/epoch-means.js";
import type { RunCounts, RunResult } from "./simulate.js";
import type { Scenario } from "./spec.js";

/** All agents of one type at the end of a run. */
export interface TypeDigest {
  readonly agents: number;
  /** Means over the agents of the type. */
  readonly reputation: number;
  readonly resources: number;
  readonly total_payoff: number;
  /** Sums over them. */
  readonly interactions_initiated: number;
  readonly interactions_received: number;
  readonly accepted_initiated: number;
  readonly turns: number;
  readonly governance_cost: number;
  readonly freezes: number;
  readonly frozen: number;
}

/** A type that nobody is of. */
export const NO_AGENTS: TypeDigest = {
  agents: 0,
  reputation: 0,
  resources: 0,
  total_payoff: 0,
  interactions_initiated: 0,
  interactions_received: 0,
  accepted_initiated: 0,
  turns: 0,
  governance_cost: 0,
  freezes: 0,
  frozen: 0,
};

/** What comparisons and sweeps keep of a run: figures, no agents and no events. Plain data, so that it can cross threads. */
export interface RunDigest {
  readonly seed: number;
  /** Figures under the three estimands: over all interactions, over epochs that have data, over epochs with blanks as 0. */
  readonly pooled: MetricRow;
  readonly epochMeans: MetricRow;
  readonly epochMeansWithZeros: MetricRow;
  /** The metrics table, where it was asked for. */
  readonly rows: readonly MetricRow[] | undefined;
  readonly types: Readonly<Record<string, TypeDigest>>;
  readonly activity: readonly ActivityEntry[];
  readonly counts: RunCounts;
  /** How the run stands to the scenario's success criteria. */
  readonly verdicts: readonly Verdict[];
}

/** @param keepRows whether the digest holds the metrics table */
export function digestOf({ spec, semantics }: Scenario, result: RunResult, keepRows: boolean): RunDigest {
  const { rows, pooled, activity, counts } = result;
  const { emptyEpochsCountAsZero } = semantics;
  const means = (mean: typeof epochMean): MetricRow =>
    Object.fromEntries(Object.keys(pooled).map((column) => [column, mean(rows, column)]));
  return {
    seed: spec.simulation.seed,
    pooled,
    epochMeans: means(epochMean),
    epochMeansWithZeros: means(epochMeanWithZeros),
    rows: keepRows ? rows : undefined,
    types: typesOf(result),
    activity,
    counts,
    verdicts: judge(spec.success_criteria, { ...result, emptyEpochsCountAsZero }),
  };
}

function typesOf({ agents }: RunResult): Record<string, TypeDigest> {
  const types: Record<string, { -readonly [K in keyof TypeDigest]: TypeDigest[K] }> = {};
  for (const agent of agents) {
    types[agent.agent_type] ??= { ...NO_AGENTS };
    const type = types[agent.agent_type];
    type.agents += 1;
    type.reputation += agent.reputation;
    type.resources += agent.resources;
    type.total_payoff += agent.total_payoff;
    type.interactions_initiated += agent.interactions_initiated;
    type.interactions_received += agent.interactions_received;
    type.accepted_initiated += agent.accepted_initiated;
    const { failed: _, ...kinds } = agent.turns;
    type.turns += Object.values(kinds).reduce((sum, times) => sum + times, 0);
    type.governance_cost += agent.governance_cost;
    type.freezes += agent.freezes;
    type.frozen += agent.frozen ? 1 : 0;
  }
  for (const type of Object.values(types)) {
    type.reputation /= type.agents;
    type.resources /= type.agents;
    type.total_payoff /= type.agents;
  }
  return types;
}
