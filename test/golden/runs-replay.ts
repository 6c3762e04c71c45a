import type { LoggedEvent } from "../../src/model/event.js";
import { simulate } from "../../src/scenario/simulate.js";
import type { Scenario } from "../../src/scenario/spec.js";

export type Cell = string | number | boolean;
/** Index pairs of agents in registration order. */
export type Edges = readonly (readonly [number, number])[];

/** One run of the reference system: rows under the columns that its file names. */
export interface GoldenRun {
  readonly seed: number;
  readonly epochs: readonly (readonly Cell[])[];
  readonly agents: readonly (readonly Cell[])[];
  /** The first 60 completed interactions, or all if there were fewer. */
  readonly interactions: readonly (readonly Cell[])[];
  /** Where the scenario has a network: the reference system built it with random numbers of another kind. */
  readonly network_edges?: Edges;
}

/** Runs of one scenario by seed. */
export interface GoldenRuns {
  readonly scenario: string;
  readonly epoch_columns: readonly string[];
  readonly agent_columns: readonly string[];
  readonly interaction_columns: readonly string[];
  readonly runs: readonly GoldenRun[];
}

type Row = Readonly<Record<string, unknown>>;

/** A run of ours, its figures under the names that the golden runs use. */
export interface Replay {
  readonly interactions: readonly Row[];
  readonly epochs: readonly Row[];
  readonly agents: readonly Row[];
}

/** Runs a scenario; `shown` is how many of the first interactions are kept. */
export async function replay(scenario: Scenario, shown = 60): Promise<Replay> {
  const interactions: Row[] = [];
  const sink = (event: LoggedEvent) => {
    if (event.kind !== "interaction_completed" || interactions.length === shown) return;
    interactions.push({ ...event, initiator: event.initiator_id, counterparty: event.counterparty_id });
  };
  const result = await simulate(scenario, { sinks: [sink] });
  return {
    interactions,
    epochs: result.rows.map((row, epoch) => ({ ...row, epoch })),
    agents: result.agents.map((agent) => ({ ...agent, agent_type: agent.archetype })),
  };
}

/** The settings with edges that are given in place of a topology; the rules by which they change stay as they are. */
export function withEdges<T extends Readonly<Record<string, unknown>>>(settings: T, edges: Edges | undefined): T {
  if (edges === undefined) return settings;
  return { ...settings, network: { ...(settings.network as object), topology: "custom", edges } };
}
