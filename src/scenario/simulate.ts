import { StoppedError } from "../base/errors.js";
import type { ActivityEntry } from "../engine/activity.js";
import type { EventSink } from "../engine/emitter.js";
import type { MetricRow } from "../engine/metric-board.js";
import type { Simulation, Watcher } from "../engine/simulation.js";
import type { ActionKind } from "../model/action.js";
import type { Archetype } from "../model/archetype.js";
import { build } from "./build.js";
import { BUILT_IN, type Extensions } from "./extensions.js";
import { type ModelOptions, openModels } from "./open-models.js";
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
  /** How models are asked, where agents of the scenario ask any. */
  readonly models?: ModelOptions;
}

/** A run stopped on purpose before its end (a budget is spent, an endpoint is down). It carries what there is of it. */
export class RunStoppedError extends StoppedError {
  override readonly name = "RunStoppedError";

  constructor(
    /** Why. */
    readonly reason: StoppedError,
    /** When: epoch and step, from 0. */
    readonly at: { readonly epoch: number; readonly step: number },
    /** The epochs that are complete; agents and pooled figures as they were at the stop. */
    readonly result: RunResult,
  ) {
    super(`stopped in epoch ${at.epoch}, step ${at.step}: ${reason.message}`);
  }
}

/**
 * Runs a scenario from its first epoch to its last. The same scenario, seed and version (and the same answers of models)
 * give the same result.
 * @throws InputError when a model cannot be opened; RunStoppedError when the run stops on purpose
 */
export async function simulate(scenario: Scenario, options: SimulateOptions = {}): Promise<RunResult> {
  const { extensions = BUILT_IN, sinks, watcher } = options;
  const models = await openModels(scenario, extensions, options.models);
  try {
    const simulation = build(scenario, extensions, sinks, models.byName);
    await simulation.run(watcher).catch((error: unknown) => {
      if (!(error instanceof StoppedError)) throw error;
      const { epoch, step } = simulation.world;
      throw new RunStoppedError(error, { epoch, step }, resultOf(simulation));
    });
    return resultOf(simulation);
  } finally {
    await models.close();
  }
}

function resultOf(sim: Simulation): RunResult {
  const { world } = sim;
  const agents = world.ids.map((agent_id, agent): AgentEnd => {
    const population = world.populations[world.groupOf[agent]];
    const account = world.ledger.of(agent);
    const completed = account.completedInitiated;
    return {
      agent_id,
      agent_type: population.type,
      archetype: population.archetype,
      name: population.names[world.memberOf(agent)],
      reputation: world.reputation[agent],
      resources: world.resources[agent],
      total_payoff: account.totalPayoff,
      interactions_initiated: completed,
      interactions_received: account.completedReceived,
      accepted_initiated: account.initiated,
      accepted_received: account.received,
      mean_p_initiated: completed === 0 ? undefined : account.sumPInitiated / completed,
      governance_cost: account.costs,
      frozen: world.isFrozen(agent),
      freezes: world.freezes[agent],
      turns: world.turns.of(agent),
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
