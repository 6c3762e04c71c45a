import { InputError } from "../base/errors.js";
import type { Facts, MetricDefinition } from "../contract/metric.js";
import { Graph } from "../engine/graph.js";
import { MetricBoard, type MetricRow } from "../engine/metric-board.js";
import { networkFigures } from "../engine/network-figures.js";
import { METRICS } from "../metrics/registry.js";
import type { InteractionType } from "../model/action.js";
import type { Archetype } from "../model/archetype.js";
import type { LoggedEvent } from "../model/event.js";
import type { PayoffParameters } from "../model/payoff.js";
import { NATIVE, SWARM_1_9 } from "../model/semantics.js";
import { readEvents } from "./read-events.js";

/** The figures of a run, as they follow from what happened in it. */
export interface RebuiltRun {
  readonly rows: readonly MetricRow[];
  readonly pooled: MetricRow;
}

/**
 * Works out the metrics of a run from its event log.
 *
 * @param families metric families in column order, those that ship with the package if not given
 * @throws InputError where the log cannot be read, has gaps, or does not go from the start of a run to its end
 */
export async function rebuildRun(file: string, families?: Iterable<MetricDefinition>): Promise<RebuiltRun> {
  const rebuild = new Rebuild(families, file);
  for await (const event of readEvents(file)) rebuild.add(event);
  return rebuild.finish();
}

type Of<K extends LoggedEvent["kind"]> = Extract<LoggedEvent, { kind: K }>;

/**
 * Works out the metrics of a run from its events alone, in their order. The rows that the events of kind
 * `epoch_completed` carry are not looked at: this is what they can be checked against.
 */
class Rebuild {
  private readonly rows: MetricRow[] = [];
  private readonly agents = new Map<string, number>();
  private readonly archetypes: Archetype[] = [];
  private readonly modelAgents = new Set<number>();
  private readonly frozen = new Set<string>();
  private readonly voters = new Map<number, Set<string>>();
  private readonly reports = new Map<string, Readonly<Record<string, number>>>();
  private posts = 0;
  private votes = 0;
  private graph: Graph | undefined;
  private board: MetricBoard | undefined;
  private epochs = 0;
  private complete = false;

  /** `file` is where the events come from, for messages. */
  constructor(
    private readonly families: Iterable<MetricDefinition> = METRICS,
    private readonly file?: string,
  ) {}

  add(event: LoggedEvent): void {
    if (this.board !== undefined) this.closeEpochsBefore(event.epoch);
    switch (event.kind) {
      case "agent_created":
        if (event.models !== undefined) this.modelAgents.add(this.agents.size);
        this.agents.set(event.agent_id, this.agents.size);
        this.archetypes.push(event.archetype as Archetype);
        break;
      case "simulation_started":
        this.start(event);
        break;
      case "post_created":
        this.posts += 1;
        break;
      case "vote_cast":
        this.vote(event);
        break;
      case "agent_frozen":
        this.frozen.add(event.agent_id);
        break;
      case "agent_unfrozen":
        this.frozen.delete(event.agent_id);
        break;
      case "lever_reported":
        this.reports.set(event.lever, event.figures);
        break;
      case "network_changed":
        this.rewire(event);
        break;
      case "agent_acted":
        this.board?.note({ agent: this.indexOf(event.agent_id), action: event.action, figures: event.figures });
        break;
      case "interaction_completed":
        this.interact(event);
        break;
      case "simulation_ended":
        this.complete = true;
        break;
    }
  }

  finish(): RebuiltRun {
    const { board } = this;
    if (board === undefined || !this.complete) throw this.fault("the log does not reach the end of the run");
    this.closeEpochsBefore(this.epochs);
    return { rows: this.rows, pooled: board.pooled(this.facts()) };
  }

  private start({ payoff, semantics, n_epochs }: Of<"simulation_started">): void {
    this.epochs = n_epochs;
    this.board = new MetricBoard([...this.families], {
      payoff: payoff as Record<string, number> & PayoffParameters,
      semantics: semantics === SWARM_1_9.name ? SWARM_1_9 : NATIVE,
      archetypeOf: (agent) => this.archetypes[agent],
      modelAgents: this.modelAgents,
    });
  }

  private vote({ post_id, voter_id }: Of<"vote_cast">): void {
    const voters = this.voters.get(post_id) ?? new Set();
    if (!voters.has(voter_id)) this.votes += 1;
    this.voters.set(post_id, voters.add(voter_id));
  }

  /** The network is announced when all agents are known. */
  private rewire({ added, removed }: Of<"network_changed">): void {
    this.graph ??= new Graph(this.agents.size);
    for (const [a, b] of added) this.graph.join(a, b, 1, 1);
    for (const [a, b] of removed) this.graph.cut(a, b);
  }

  private interact(event: Of<"interaction_completed">): void {
    if (this.board === undefined) throw this.fault("an interaction precedes the start of the run");
    this.board.interaction({
      id: event.interaction_id,
      epoch: event.epoch,
      step: event.step,
      initiator: this.indexOf(event.initiator_id),
      counterparty: this.indexOf(event.counterparty_id),
      type: event.interaction_type as InteractionType,
      accepted: event.accepted,
      answeredIn: event.answered_in,
      signals: {
        progress: event.task_progress_delta,
        rework: event.rework_count,
        rejections: event.verifier_rejections,
        misuse: event.tool_misuse_flags,
        engagement: event.counterparty_engagement_delta,
      },
      vHat: event.v_hat,
      p: event.p,
      tau: event.tau,
      costA: event.c_a,
      costB: event.c_b,
      rA: 0,
      rB: 0,
      payoffA: event.payoff_initiator,
      payoffB: event.payoff_counterparty,
      marks: undefined,
    });
  }

  private indexOf(id: string): number {
    const index = this.agents.get(id);
    if (index === undefined) throw this.fault(`the agent "${id}" was never created`);
    return index;
  }

  private fault(message: string): InputError {
    return new InputError([{ message, ...(this.file === undefined ? {} : { place: { file: this.file } }) }]);
  }

  private closeEpochsBefore(epoch: number): void {
    const { board } = this;
    while (board !== undefined && this.rows.length < epoch) this.rows.push(board.closeEpoch(this.facts()));
  }

  private facts(): Facts {
    return {
      frozenAgents: this.frozen.size,
      totalPosts: this.posts,
      totalVotes: this.votes,
      report: (lever) => this.reports.get(lever),
      network: this.graph && networkFigures(this.graph),
    };
  }
}
