import { Value } from "@sinclair/typebox/value";
import type { Effects, Lever, LeverDefinition, Roster } from "../../src/contract/lever.js";
import type { Action } from "../../src/model/action.js";
import type { Archetype } from "../../src/model/archetype.js";
import type { Interaction } from "../../src/model/interaction.js";
import { NATIVE } from "../../src/model/semantics.js";
import type { Signals } from "../../src/model/signal-profile.js";
import { ListedStreams } from "./listed-streams.js";

/** One agent as levers see it; change what you like between hooks. */
export interface Subject {
  id: string;
  archetype: Archetype;
  reputation: number;
  resources: number;
}

/** What a lever ordered in one hook. Costs are sums, deltas sums by agent. */
export interface Orders {
  cost: [initiator: number, counterparty: number];
  freeze: number[];
  unfreeze: number[];
  reputation: Record<number, number>;
  resources: Record<number, number>;
  notes: [action: string, agent: number, figures: Readonly<Record<string, number>>][];
  report: Readonly<Record<string, number>> | undefined;
}

export type Meeting = Partial<Omit<Interaction, "signals">> & { readonly signals?: Partial<Signals> };

/** A lever by itself, with a handful of agents and draws that are written down. Orders are recorded, not carried out. */
export class LeverBench {
  readonly subjects: Subject[];
  /** The lever's live settings. */
  readonly config: Record<string, unknown>;
  readonly lever: Lever;
  readonly draws = new ListedStreams();
  private interactions = 0;

  constructor(
    definition: LeverDefinition,
    given: Readonly<Record<string, unknown>>,
    subjects: Partial<Subject>[] | number,
  ) {
    const list = typeof subjects === "number" ? Array.from({ length: subjects }, () => ({})) : subjects;
    this.subjects = list.map((subject, i) => ({
      id: `agent_${i}`,
      archetype: "honest",
      reputation: 0,
      resources: 100,
      ...subject,
    }));
    this.config = Value.Default(definition.config, { ...given }) as Record<string, unknown>;
    const streams = () => this.draws;
    this.lever = definition.create(this.config, {
      agents: this.roster(),
      stepsPerEpoch: 10,
      semantics: NATIVE,
      streams,
    });
  }

  /** What the lever will draw from now on. */
  draw(...draws: number[]): void {
    this.draws.restore(draws);
  }

  epochStart(epoch: number): Orders {
    return this.recorded((effects) => this.lever.epochStart?.(epoch, effects));
  }

  mayAct(agent: number, epoch = 0): boolean {
    return this.lever.mayAct?.(agent, epoch) ?? true;
  }

  /**
   * An accepted interaction that agent 0 started with agent 1, unless said otherwise. `costA` and `costB` are what other
   * levers charge: this one does not see them before the interaction is settled.
   */
  meet(given: Meeting = {}): Orders {
    const { signals, costA = 0, costB = 0, ...rest } = given;
    const x: Interaction = {
      id: this.interactions,
      epoch: 0,
      step: 0,
      initiator: 0,
      counterparty: 1,
      type: "collaboration",
      accepted: true,
      answeredIn: "turn",
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
      ...rest,
      signals: { progress: 0, rework: 0, rejections: 0, misuse: 0, engagement: 0, ...signals },
    };
    this.interactions += 1;
    const orders = this.recorded((effects) => this.lever.interaction?.(x, effects));
    x.costA = costA + orders.cost[0];
    x.costB = costB + orders.cost[1];
    this.lever.settled?.(x);
    return orders;
  }

  /** What the lever makes of an agent's first answer, given its further ones; and how many of those it asked for. */
  async choose(agent: number, first: Action, more: readonly Action[] = []) {
    let asked = 0;
    const again = (): Action => {
      asked += 1;
      if (asked > more.length) throw new Error("the agent was asked too often");
      return more[asked - 1];
    };
    const choice = { agent, epoch: 0, step: 0, first, again };
    const chosen = (await this.lever.choose?.(choice)) ?? { action: first };
    return { ...chosen, asked };
  }

  private roster(): Roster {
    const { subjects } = this;
    return {
      size: subjects.length,
      idOf: (agent) => subjects[agent].id,
      archetypeOf: (agent) => subjects[agent].archetype,
      reputationOf: (agent) => subjects[agent].reputation,
      resourcesOf: (agent) => subjects[agent].resources,
      isFrozen: () => false,
      initiatedBy: () => 0,
    };
  }

  private recorded(hook: (effects: Effects) => void): Orders {
    const orders: Orders = {
      cost: [0, 0],
      freeze: [],
      unfreeze: [],
      reputation: {},
      resources: {},
      notes: [],
      report: undefined,
    };
    hook({
      cost(initiator, counterparty) {
        orders.cost = [orders.cost[0] + initiator, orders.cost[1] + counterparty];
      },
      freeze: (agent) => void orders.freeze.push(agent),
      unfreeze: (agent) => void orders.unfreeze.push(agent),
      reputation(agent, delta) {
        orders.reputation[agent] = (orders.reputation[agent] ?? 0) + delta;
      },
      resources(agent, delta) {
        orders.resources[agent] = (orders.resources[agent] ?? 0) + delta;
      },
      note: (action, agent, figures) => void orders.notes.push([action, agent, { ...figures }]),
      report(figures) {
        orders.report = { ...figures };
      },
    });
    return orders;
  }
}
