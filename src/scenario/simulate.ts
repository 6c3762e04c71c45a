import type { ActivityEntry } from "../engine/activity.js";
import type { EventSink } from "../engine/emitter.js";
import type { MetricRow } from "../engine/metric-board.js";
import type { Simulation, Watcher } from "../engine/simulation.js";
import { TURN_COUNTS } from "../engine/world.js";
import type { ActionKind } from "../model/action.js";
import type { Archetype } from "../model/archetype.js";
import { build } from "./build.js";
import { BUILT_IN, type Extensions } from "./extensions.js";
import type { Scenario } from "./spec.js";

/** One agent at the end of a run. */
export interface AgentEnd {
  readonly agent_id: string;
  readonly agent_type: string;
  readonly archetype: Archetype;
  readonly name: string;
  readonly reputation: number;
  readonly resources: number;
  readonly total_payoff: number;
  /** Completed interactions by side, and how many of them were accepted. */
  readonly interactions_initiated: number;
  readonly interactions_received: number;
  readonly accepted_initiated: number;
  readonly accepted_received: number;
  /** Mean p over everything it initiated; undefined when that was nothing. */
  readonly mean_p_initiated: number | undefined;
  readonly governance_cost: number;
  readonly frozen: boolean;
  readonly freezes: number;
  /** Turns by action, and turns without effect. */
  readonly turns: Readonly<Record<ActionKind | "failed", number>>;
}

export interface RunCounts {
  readonly agents: number;
  readonly epochs: number;
  readonly empty_epochs: number;
  readonly agent_steps: number;
  readonly failed_actions: number;
  readonly proposals: number;
  readonly pending_proposals: number;
  readonly interactions: number;
  readonly events: number;
  readonly posts: number;
  readonly votes: number;
  readonly frozen_agents: number;
  /** Mean over epoch ends. */
  readonly mean_frozen_agents: number;
}

/** What a run came to. */
export interface RunResult {
  /** One row of metrics per epoch. */
  readonly rows: readonly MetricRow[];
  /** The same metrics over all interactions of the run at once. */
  readonly pooled: MetricRow;
  readonly agents: readonly AgentEnd[];
  readonly activity: readonly ActivityEntry[];
  readonly counts: RunCounts;
}

export interface SimulateOptions {
  /** Receive every event; the object handed over may be reused. */
  readonly sinks?: readonly EventSink[];
  /** Called after each step and within long ones. */
  readonly watcher?: Watcher;
  readonly extensions?: Extensions;
}

/** Runs a scenario from its first epoch to its last. The same scenario, seed and version give the same result. */
export async function simulate(scenario: Scenario, options: SimulateOptions = {}): Promise<RunResult> {
  const simulation = build(scenario, options.extensions ?? BUILT_IN, options.sinks);
  await simulation.run(options.watcher);
  return resultOf(simulation);
}

function resultOf(sim: Simulation): RunResult {
  const { world } = sim;
  const agents = world.ids.map((agent_id, agent): AgentEnd => {
    const population = world.populations[world.groupOf[agent]];
    const completed = world.completedInitiated[agent];
    return {
      agent_id,
      agent_type: population.type,
      archetype: population.archetype,
      name: population.names[world.placeInGroup[agent]],
      reputation: world.reputation[agent],
      resources: world.resources[agent],
      total_payoff: world.totalPayoff[agent],
      interactions_initiated: completed,
      interactions_received: world.completedReceived[agent],
      accepted_initiated: world.initiated[agent],
      accepted_received: world.received[agent],
      mean_p_initiated: completed === 0 ? undefined : world.sumPInitiated[agent] / completed,
      governance_cost: world.costs[agent],
      frozen: world.isFrozen(agent),
      freezes: world.freezes[agent],
      turns: turnsOf(sim, agent),
    };
  });
  const epochs = sim.rows.length;
  return {
    rows: sim.rows,
    pooled: sim.board.pooled(sim.facts()),
    agents,
    activity: sim.activity.entries(),
    counts: {
      agents: world.size,
      epochs,
      empty_epochs: sim.rows.filter((row) => row.total_interactions === 0).length,
      agent_steps: sim.agentSteps,
      failed_actions: agents.reduce((sum, { turns }) => sum + turns.failed, 0),
      proposals: sim.proposals.made,
      pending_proposals: sim.proposals.size,
      interactions: sim.completed,
      events: sim.emitter.emitted,
      posts: sim.feed.totalPosts,
      votes: sim.feed.totalVotes,
      frozen_agents: world.frozenCount,
      mean_frozen_agents: epochs === 0 ? 0 : sim.frozenAtEpochEnds / epochs,
    },
  };
}

function turnsOf({ world }: Simulation, agent: number): AgentEnd["turns"] {
  return Object.fromEntries(TURN_COUNTS.map((kind) => [kind, world.turns[kind][agent]])) as AgentEnd["turns"];
}
