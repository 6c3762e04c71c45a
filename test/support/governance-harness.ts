import { Value } from "@sinclair/typebox/value";
import type { RandomStream, StreamFamily } from "../../src/base/random/random-source.js";
import type { Lever, LeverDefinition } from "../../src/contract/lever.js";
import { pay, settle } from "../../src/engine/complete.js";
import { MetricBoard } from "../../src/engine/metric-board.js";
import { Simulation } from "../../src/engine/simulation.js";
import { World } from "../../src/engine/world.js";
import { CircuitBreaker } from "../../src/governance/circuit-breaker.js";
import type { CollusionConfig } from "../../src/governance/collusion/lever.js";
import { CollusionWatch } from "../../src/governance/collusion/watch.js";
import { LEVERS } from "../../src/governance/registry.js";
import { SecurityGuard } from "../../src/governance/security/guard.js";
import type { SecurityConfig } from "../../src/governance/security/lever.js";
import { slashed } from "../../src/governance/staking.js";
import { taxBase } from "../../src/governance/transaction-tax.js";
import { voteWeight } from "../../src/governance/vote-normalization.js";
import type { LoggedEvent } from "../../src/model/event.js";
import type { Interaction } from "../../src/model/interaction.js";
import { DEFAULT_PAYOFF } from "../../src/model/payoff.js";
import { DEFAULT_PROXY } from "../../src/model/proxy.js";
import { NATIVE } from "../../src/model/semantics.js";
import { PROFILES } from "../../src/model/signal-profile.js";
import type { GovernanceInput, GovernanceOp, GovernanceResult } from "./governance-vectors.js";
import { auditOf, effectsOf, threatOf } from "./lever-effects.js";

const dummy: StreamFamily = { of: () => unexpected(), save: () => null, restore: () => {} };

function unexpected(): never {
  throw new Error("an unexpected draw");
}

/**
 * A case of the governance vectors, played with the real levers on the real engine parts: hooks, effects and their
 * application, payoffs, bookkeeping. Only the order of the lines of an interaction is repeated here.
 */
export class GovernanceHarness {
  private readonly world: World;
  private readonly sim: Simulation;
  private readonly config: Readonly<Record<string, unknown>>;
  private readonly levers = new Map<string, Lever>();
  private readonly times: number[] = [];
  private events: LoggedEvent[] = [];
  private draws: number[] = [];
  private drawn: number[] = [];

  constructor(private readonly input: GovernanceInput) {
    const ids = input.agents.map(({ id }) => id);
    this.world = new World([{ type: "honest", archetype: "honest", ids, names: ids }]);
    input.agents.forEach(({ reputation = 0, resources = 100 }, agent) => {
      this.world.setReputation(agent, reputation);
      this.world.setResources(agent, resources);
    });
    const all = input.level !== "lever";
    const configs = [...LEVERS].map((lever) => {
      const given = Object.entries(input.config).filter(([key]) => key in lever.config.properties);
      return [lever, Value.Default(lever.config, Object.fromEntries(given)) as Record<string, unknown>] as const;
    });
    this.config = Object.assign({}, ...configs.map(([, config]) => config));
    for (const [definition, config] of configs) {
      if ((all || definition.name === input.lever) && definition.isOn(config)) {
        this.levers.set(definition.name, this.create(definition, config));
      }
    }
    this.sim = this.simulation();
  }

  /** @param draws what the audit lever will draw in this operation */
  play(op: GovernanceOp, draws: readonly number[]): GovernanceResult {
    this.events = [];
    this.draws = [...draws];
    this.drawn = [];
    const own = this.perform(op);
    return { ...effectsOf(this.events), ...own, draws: this.drawn, state: this.state() };
  }

  state(): GovernanceResult {
    const { world } = this;
    const shown = (agent: number) => ({
      reputation: world.reputationOf(agent),
      resources: world.resourcesOf(agent),
      frozen: world.isFrozen(agent),
    });
    return Object.fromEntries(world.ids.map((id, agent) => [id, shown(agent)]));
  }

  /** The state at the end; where interactions are paid, with the books of each agent, which count accepted ones only. */
  finalState(): GovernanceResult {
    const { world } = this;
    const state = this.state();
    if (this.input.level !== "pipeline") return state;
    const books = (agent: number) => ({
      total_payoff: world.ledger.of(agent).totalPayoff,
      interactions_initiated: world.ledger.of(agent).initiated,
      interactions_accepted: world.ledger.of(agent).initiated,
      interactions_received: world.ledger.of(agent).received,
      average_p_initiated: world.ledger.of(agent).meanPInitiated,
      average_p_received: world.ledger.of(agent).meanPReceived,
    });
    return Object.fromEntries(world.ids.map((id, agent) => [id, { ...(state[id] as object), ...books(agent) }]));
  }

  private perform(op: GovernanceOp): GovernanceResult {
    const { world, sim } = this;
    const agent = this.indexOf(op.agent ?? "");
    switch (op.op) {
      case "epoch_start":
        world.epoch = op.epoch ?? 0;
        sim.governance.epochStart();
        return { report: this.report(), quarantined: this.quarantined() };
      case "interaction":
        return this.interact(op);
      case "can_act":
        return { lever_allows: sim.governance.mayAct(agent), not_frozen: !world.isFrozen(agent) };
      case "set_agent":
        if (op.reputation !== undefined) world.setReputation(agent, op.reputation);
        if (op.resources !== undefined) world.setResources(agent, op.resources);
        return {};
      case "slash":
        return this.slash(agent);
      case "vote_weight": {
        const { max_vote_weight_per_agent: most, vote_normalization_enabled: enabled } = this.config;
        return { weight: voteWeight(op.vote_count ?? 0, most as number, enabled as boolean) };
      }
      case "status":
        return this.status(agent);
      case "reset":
        this.breaker()?.forget(agent);
        return {};
      case "release":
        return { released: this.guard()?.release(agent) ?? false, quarantined: this.quarantined() };
      default:
        throw new Error(`unknown operation ${op.op}`);
    }
  }

  private interact(op: GovernanceOp): GovernanceResult {
    const { sim, world } = this;
    const x = this.interaction(op);
    const { costA, costB } = x;
    sim.governance.govern(x);
    const effects = effectsOf(this.events);
    if (this.input.level !== "pipeline") {
      x.costA = costA;
      x.costB = costB;
      sim.governance.settled(x);
    } else {
      pay(sim, x);
      settle(sim, x);
    }
    const base = taxBase(x.p, x.tau);
    return {
      payoff_initiator: x.payoffA,
      payoff_counterparty: x.payoffB,
      c_a: x.costA,
      c_b: x.costB,
      initiator_reputation: world.reputationOf(x.initiator),
      tax_base: base,
      total_tax: effects.cost_a + effects.cost_b,
      avg_toxicity: this.breaker()?.toxicity.mean(x.initiator),
      violations: this.breaker()?.violations[x.initiator],
      triggered: effects.freeze.length > 0,
      ...auditOf(this.events, x.p, this.config),
      ...threatOf(this.events),
    };
  }

  private interaction(op: GovernanceOp): Interaction {
    const id = this.times.length;
    this.times.push(op.t_ms ?? 10 * id);
    return {
      ...this.sim.interaction,
      id,
      epoch: this.world.epoch,
      initiator: this.indexOf(op.initiator ?? ""),
      counterparty: this.indexOf(op.counterparty ?? ""),
      accepted: op.accepted ?? false,
      signals: {
        progress: 0,
        rework: 0,
        rejections: op.verifier_rejections ?? 0,
        misuse: op.tool_misuse_flags ?? 0,
        engagement: 0,
      },
      p: op.p ?? Number.NaN,
      tau: op.tau ?? 0,
      costA: op.c_a ?? 0,
      costB: op.c_b ?? 0,
      rA: op.r_a ?? 0,
    };
  }

  private slash(agent: number): GovernanceResult {
    const known = agent < this.world.size;
    if (!known || this.config.staking_enabled !== true) return {};
    const before = this.world.resourcesOf(agent);
    const delta = slashed(before, this.config.stake_slash_rate as number);
    this.world.setResources(agent, before + delta);
    return { resource_deltas: { [this.world.idOf(agent)]: delta } };
  }

  private status(agent: number): GovernanceResult {
    const breaker = this.breaker();
    const end = breaker?.terms.endOf(agent) ?? -1;
    return {
      avg_toxicity: breaker?.toxicity.mean(agent) ?? 0,
      violations: breaker?.violations[agent] ?? 0,
      freeze_until_epoch: end,
      is_frozen: breaker !== undefined && !breaker.mayAct(agent, this.world.epoch),
    };
  }

  private report(): GovernanceResult | undefined {
    const ofSecurity = this.guard()?.report;
    const ofCollusion = this.watch()?.report;
    const by = (agents: readonly number[], scores: Float64Array) =>
      Object.fromEntries(agents.map((agent) => [this.world.idOf(agent), scores[agent]]));
    if (ofSecurity !== undefined) {
      return {
        ecosystem_threat_level: ofSecurity.ecosystemThreatLevel,
        active_threat_count: ofSecurity.activeThreats,
        contagion_depth: ofSecurity.contagionDepth,
        agent_threat_scores: by(ofSecurity.agents, ofSecurity.threatScores),
        agents_flagged: ofSecurity.flagged.map((agent) => this.world.idOf(agent)).sort(),
      };
    }
    if (ofCollusion === undefined) return undefined;
    return {
      ecosystem_collusion_risk: ofCollusion.ecosystemRisk,
      n_flagged_pairs: ofCollusion.flaggedPairs,
      n_flagged_groups: ofCollusion.groups.length,
      agent_collusion_risk: by(ofCollusion.agents, ofCollusion.agentRisk),
    };
  }

  private quarantined(): string[] {
    return [...(this.guard()?.quarantined ?? [])].map((agent) => this.world.idOf(agent)).sort();
  }

  private breaker(): CircuitBreaker | undefined {
    const lever = this.levers.get("circuit_breaker");
    return lever instanceof CircuitBreaker ? lever : undefined;
  }

  private guard(): SecurityGuard | undefined {
    const lever = this.levers.get("security");
    return lever instanceof SecurityGuard ? lever : undefined;
  }

  private watch(): CollusionWatch | undefined {
    const lever = this.levers.get("collusion");
    return lever instanceof CollusionWatch ? lever : undefined;
  }

  /** An id that no agent has is nobody's. */
  private indexOf(id: string): number {
    const index = this.world.ids.indexOf(id);
    return index < 0 ? this.world.nobody : index;
  }

  private create(definition: LeverDefinition, config: unknown): Lever {
    // The vectors carry times and, some of them, unknown agents, which runs do not.
    if (definition.name === "security") {
      return new SecurityGuard(config as SecurityConfig, this.world, ({ id }) => this.times[id]);
    }
    if (definition.name === "collusion") {
      const members = this.input.agent_ids_known === false ? "those seen" : "all";
      return new CollusionWatch(config as CollusionConfig, this.world, members);
    }
    const script = { random: () => this.draw() } as RandomStream;
    const streams = (): StreamFamily => ({ of: () => script, save: () => null, restore: () => {} });
    return definition.create(config, { agents: this.world, stepsPerEpoch: 10, semantics: NATIVE, streams });
  }

  private draw(): number {
    const next = this.draws.shift();
    if (next === undefined) throw new Error("an unexpected draw");
    this.drawn.push(next);
    return next;
  }

  private simulation(): Simulation {
    const { world } = this;
    const payoff = { ...DEFAULT_PAYOFF, ...this.input.payoff_config };
    return new Simulation({
      scenarioId: this.input.lever,
      seed: 0,
      semantics: NATIVE,
      settings: { epochs: 1, stepsPerEpoch: 10, schedule: "round_robin", maxActionsPerStep: 20, maxContentLength: 1 },
      world,
      behaviours: [{ act: () => unexpected(), answer: () => unexpected() }],
      profiles: [PROFILES.honest],
      levers: [...this.levers].map(([name, lever]) => ({ name, lever })),
      payoff,
      proxy: DEFAULT_PROXY,
      limits: { posts_per_epoch: 0, interactions_per_step: 0, votes_per_epoch: 0 },
      board: new MetricBoard([], { payoff, semantics: NATIVE, archetypeOf: () => "honest" }),
      observables: dummy,
      distortions: undefined,
      scheduling: { random: unexpected } as unknown as RandomStream,
      graph: undefined,
      edgeDynamics: undefined,
      noise: undefined,
      sinks: [(event) => this.events.push({ ...event })],
    });
  }
}
