import type { RandomStream, StreamFamily } from "../base/random/random-source.js";
import type { Behaviour, Outcome } from "../contract/agent.js";
import type { Facts } from "../contract/metric.js";
import type { AgentNote } from "../model/agent-note.js";
import type { Interaction } from "../model/interaction.js";
import type { PayoffParameters } from "../model/payoff.js";
import type { ProxyParameters } from "../model/proxy.js";
import type { Semantics } from "../model/semantics.js";
import type { SignalProfile } from "../model/signal-profile.js";
import { Activity } from "./activity.js";
import { Dynamics } from "./dynamics.js";
import { Emitter, type EventSink } from "./emitter.js";
import { Feed } from "./feed.js";
import { Governance, type NamedLever } from "./governance.js";
import type { Graph } from "./graph.js";
import type { MetricBoard, MetricRow } from "./metric-board.js";
import { NeighbourView } from "./neighbour-view.js";
import { type EdgeDynamics, Network } from "./network.js";
import { NoisyView, type ObservationNoise } from "./noisy-view.js";
import { Proposals } from "./proposals.js";
import { type RateLimitSettings, RateLimits } from "./rate-limits.js";
import { Schedule, type ScheduleMode } from "./schedule.js";
import { StateChanges } from "./state-changes.js";
import { playStep } from "./step.js";
import { type AimedView, OpenView } from "./view.js";
import type { World } from "./world.js";

export interface Settings {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly schedule: ScheduleMode;
  /** How many agents may act in a step. */
  readonly maxActionsPerStep: number;
  /** Posts are cut to this many characters. */
  readonly maxContentLength: number;
}

/** Everything a run is made of; `scenario/build` puts it together. */
export interface SimulationParts {
  readonly scenarioId: string;
  readonly seed: number;
  readonly semantics: Semantics;
  readonly settings: Settings;
  readonly world: World;
  /** One per population, in the same order. */
  readonly behaviours: readonly Behaviour[];
  readonly profiles: readonly SignalProfile[];
  readonly levers: readonly NamedLever[];
  readonly payoff: PayoffParameters;
  readonly proxy: ProxyParameters;
  readonly limits: RateLimitSettings;
  readonly board: MetricBoard;
  readonly observables: StreamFamily;
  /** One stream per agent, where a behaviour distorts signals. */
  readonly distortions: StreamFamily | undefined;
  readonly scheduling: RandomStream;
  /** Who is joined to whom at the start; without it everybody sees everybody. */
  readonly graph: Graph | undefined;
  /** How its edges live and die; undefined for edges that stay. */
  readonly edgeDynamics: EdgeDynamics | undefined;
  readonly noise: ObservationNoise | undefined;
  readonly sinks: readonly EventSink[];
}

/** How far a run is. */
export interface Progress {
  readonly epoch: number;
  readonly step: number;
  readonly agentSteps: number;
  readonly interactions: number;
}

/** Called now and then while the run goes on; what it throws ends the run. */
export type Watcher = (progress: Progress) => void | Promise<void>;

/** A run: its state, and the order of its epochs. Steps are in `step.ts`, interactions in `complete.ts`. */
export class Simulation {
  readonly world: World;
  readonly settings: Settings;
  readonly behaviours: readonly Behaviour[];
  readonly profiles: readonly SignalProfile[];
  readonly payoff: PayoffParameters;
  readonly proxy: ProxyParameters;
  readonly board: MetricBoard;
  readonly observables: StreamFamily;
  readonly distortions: StreamFamily | undefined;
  readonly feed: Feed;
  readonly proposals: Proposals;
  readonly limits: RateLimits;
  readonly emitter: Emitter;
  readonly activity: Activity;
  readonly changes: StateChanges;
  readonly governance: Governance;
  readonly schedule: Schedule;
  readonly view: AimedView;
  readonly network: Network | undefined;
  /** Put in place by whoever builds the run: dynamics need the run they act on. */
  dynamics: Dynamics;
  sigmoidK: number;
  completed = 0;
  agentSteps = 0;
  frozenAtEpochEnds = 0;
  readonly rows: MetricRow[] = [];
  /** The interaction at hand and its outcome for one party: one object each, reused. */
  readonly interaction: Interaction = blankInteraction();
  readonly outcome: Outcome = blankOutcome();

  constructor(private readonly parts: SimulationParts) {
    const { world } = parts;
    this.world = world;
    this.settings = parts.settings;
    this.behaviours = parts.behaviours;
    this.profiles = parts.profiles;
    this.payoff = parts.payoff;
    this.proxy = parts.proxy;
    this.sigmoidK = parts.proxy.sigmoid_k;
    this.board = parts.board;
    this.observables = parts.observables;
    this.distortions = parts.distortions;
    this.feed = new Feed(world.size + 1);
    this.proposals = new Proposals(world.size);
    this.limits = new RateLimits(world.size, parts.limits);
    this.emitter = new Emitter(world, parts.sinks);
    this.activity = new Activity(world);
    this.changes = new StateChanges(world, this.emitter, this.activity);
    this.governance = new Governance(world, this.emitter, this.activity, this.changes, parts.levers);
    this.schedule = new Schedule(world, parts.settings.schedule, parts.settings.maxActionsPerStep, parts.scheduling);
    this.dynamics = new Dynamics(world, []);
    const { graph, edgeDynamics, noise } = parts;
    this.network = graph && new Network(graph, edgeDynamics, this.emitter);
    const plain = graph === undefined ? new OpenView(this) : new NeighbourView(this, graph);
    this.view = noise === undefined ? plain : new NoisyView(this, plain, noise);
  }

  /** Whether dynamics and levers let an agent take its turn; undefined where none of them has a say. */
  get mayAct(): ((agent: number) => boolean) | undefined {
    return this.dynamics.admits || this.governance.admits ? this.asked : undefined;
  }

  private readonly asked = (agent: number): boolean => this.dynamics.mayAct(agent) && this.governance.mayAct(agent);

  private watcher: Watcher | undefined;

  /** Gives the caller a chance to show progress or to end the run. */
  lookIn(): Promise<void> | undefined {
    if (this.watcher === undefined) return undefined;
    const { epoch, step } = this.world;
    const waiting = this.watcher({ epoch, step, agentSteps: this.agentSteps, interactions: this.completed });
    return waiting instanceof Promise ? waiting : undefined;
  }

  async run(watcher?: Watcher): Promise<void> {
    this.watcher = watcher;
    this.announce();
    for (let epoch = 0; epoch < this.settings.epochs; epoch += 1) {
      this.startEpoch(epoch);
      for (let step = 0; step < this.settings.stepsPerEpoch; step += 1) {
        this.world.step = step;
        const waiting = playStep(this);
        if (waiting !== undefined) await waiting;
        const looking = this.lookIn();
        if (looking !== undefined) await looking;
      }
      this.world.step = this.settings.stepsPerEpoch;
      this.endEpoch();
    }
    const { epochs } = this.settings;
    if (this.emitter.on) {
      const { completed: interactions, agentSteps: agent_steps } = this;
      this.emitter.emit({ kind: "simulation_ended", epochs, interactions, agent_steps });
    }
  }

  /** Of the network as it was at the last end of an epoch: they cost more than an epoch in a large network. */
  private networkFigures: Readonly<Record<string, number>> | undefined;

  /** What an accumulator needs to know besides the interactions. */
  facts(): Facts {
    return {
      frozenAgents: this.world.frozenCount,
      totalPosts: this.feed.totalPosts,
      totalVotes: this.feed.totalVotes,
      report: (lever) => this.governance.reports.get(lever),
      network: this.networkFigures,
    };
  }

  /** Something an agent did besides its action: logged and counted, and nothing moves. */
  note(note: AgentNote): void {
    this.board.note(note);
    if (!this.emitter.on) return;
    const { agent, about, action, figures, texts } = note;
    this.emitter.emit({
      kind: "agent_acted",
      agent_id: this.world.idOf(agent),
      ...(about === undefined ? {} : { about_id: this.world.idOf(about) }),
      action,
      figures: { ...figures },
      ...(texts === undefined ? {} : { texts: { ...texts } }),
    });
  }

  private announce(): void {
    if (!this.emitter.on) return;
    const { scenarioId, seed, semantics, settings } = this.parts;
    this.world.populations.forEach(({ type, archetype, ids, names, models }) => {
      const asks = models === undefined ? {} : { models: { ...models } };
      ids.forEach((agent_id, i) => {
        this.emitter.emit({ kind: "agent_created", agent_id, agent_type: type, archetype, name: names[i], ...asks });
      });
    });
    this.network?.announce();
    this.emitter.emit({
      kind: "simulation_started",
      scenario_id: scenarioId,
      seed,
      semantics: semantics.name,
      n_epochs: settings.epochs,
      steps_per_epoch: settings.stepsPerEpoch,
      n_agents: this.world.size,
      payoff: { ...this.payoff },
    });
  }

  private startEpoch(epoch: number): void {
    this.world.epoch = epoch;
    this.world.step = 0;
    this.governance.epochStart();
    this.dynamics.epochStart();
  }

  private endEpoch(): void {
    this.endDynamics();
    this.network?.decay();
    this.networkFigures = this.network?.figures();
    const row = this.board.closeEpoch(this.facts());
    this.rows.push(row);
    this.frozenAtEpochEnds += this.world.frozenCount;
    if (this.emitter.on) {
      const metrics = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? null]));
      this.emitter.emit({ kind: "epoch_completed", metrics });
    }
    this.limits.endEpoch();
  }

  private endDynamics(): void {
    if (!this.dynamics.watchEpochs) return;
    const { epoch } = this.world;
    const row = this.board.epochSoFar(this.facts());
    const interactions = row.total_interactions ?? 0;
    const figures = { epoch, interactions, toxicityRate: row.toxicity_rate ?? 0, qualityGap: row.quality_gap ?? 0 };
    this.dynamics.epochEnd(figures);
  }
}

function blankInteraction(): Interaction {
  return {
    id: 0,
    epoch: 0,
    step: 0,
    initiator: 0,
    counterparty: 0,
    type: "collaboration",
    accepted: false,
    answeredIn: "turn",
    signals: { progress: 0, rework: 0, rejections: 0, misuse: 0, engagement: 0 },
    vHat: 0,
    p: 0.5,
    tau: 0,
    costA: 0,
    costB: 0,
    rA: 0,
    rB: 0,
    payoffA: 0,
    payoffB: 0,
    marks: undefined,
  };
}

function blankOutcome(): Outcome {
  return { agent: 0, member: 0, counterparty: 0, initiated: false, accepted: false, p: 0.5, payoff: 0 };
}
