import { Value } from "@sinclair/typebox/value";
import type { RandomStream, StreamFamily } from "../../src/base/random/random-source.js";
import type { AgentDefinition, Behaviour, Group, Outcome, Standing } from "../../src/contract/agent.js";
import { NO_SERVICES } from "../../src/contract/services.js";
import type { Offer, Pool, View } from "../../src/contract/view.js";
import type { Action } from "../../src/model/action.js";
import type { Archetype } from "../../src/model/archetype.js";
import { NATIVE, type Semantics } from "../../src/model/semantics.js";

/** One agent as others see it. */
export interface Actor {
  archetype: Archetype;
  reputation: number;
  resources: number;
  frozen: boolean;
}

interface Post {
  author: number;
  votes: number;
  voted: boolean;
}

/** A stream whose draws are written down beforehand; `random()` returns them, `below(n)` floor(n draw). */
class Script implements RandomStream {
  private draws: number[] = [];

  prepare(draws: readonly number[]): void {
    this.draws = [...draws];
  }

  get left(): number {
    return this.draws.length;
  }

  random(): number {
    const draw = this.draws.shift();
    if (draw === undefined) throw new Error("an unexpected draw");
    return draw;
  }

  below(n: number): number {
    return Math.floor(this.random() * n);
  }

  uniform(a: number, b: number): number {
    return a + (b - a) * this.random();
  }

  integer(a: number, b: number): number {
    return a + this.below(b - a + 1);
  }

  gauss(mu: number, sd: number): number {
    return mu + sd * this.random();
  }
}

/**
 * A hand-made world for one agent, number 0, of the type under test. Everything it can see is a plain field; everything
 * it draws must be announced, so that a test also fixes how many draws a rule takes.
 */
export class Stage {
  /** All agents; number 0 is the one under test. */
  readonly cast: Actor[];
  /** Posts as they are shown, best first; a post's number is its place. */
  posts: Post[] = [];
  epoch = 0;
  step = 0;
  canPost = true;
  canVote = true;
  canPropose = true;
  timesFrozen = 0;
  private readonly behaviour: Behaviour;
  private readonly script = new Script();
  private readonly rules: ((standing: Standing) => boolean)[] = [() => true];
  private waiting: Offer | undefined;

  constructor(
    definition: AgentDefinition,
    config: Record<string, unknown> = {},
    others: readonly Archetype[] = [],
    given: { readonly semantics?: Semantics; readonly drawsAtStart?: readonly number[] } = {},
  ) {
    this.cast = [definition.archetype, ...others].map((archetype) => ({
      archetype,
      reputation: 0,
      resources: 100,
      frozen: false,
    }));
    const streams: StreamFamily = { of: () => this.script, save: () => null, restore: () => {} };
    const group: Group = {
      size: 1,
      members: [0],
      population: this.cast.length,
      idOf: (agent) => `agent_${agent}`,
      streams,
      semantics: given.semantics ?? NATIVE,
      pool: (rule) => (this.rules.push(rule) - 1) as Pool,
      sizeOf: (pool) => this.cast.filter(this.rules[pool]).length,
      note: () => {},
      services: NO_SERVICES,
    };
    this.script.prepare(given.drawsAtStart ?? []);
    this.behaviour = definition.create(Value.Default(definition.config, { ...config }), group);
  }

  /** The action of a turn that makes exactly the announced draws. */
  act(...draws: number[]): Action {
    return this.drawing(draws, () => this.behaviour.act(this.view()) as Action);
  }

  /** The action of a turn in which a proposal of `initiator` waits: whether it accepts; undefined if it does not answer. */
  acceptsInTurn(initiator: number, ...draws: number[]): boolean | undefined {
    this.waiting = this.offer(initiator);
    const action = this.act(...draws);
    this.waiting = undefined;
    return action.kind === "accept" ? true : action.kind === "reject" ? false : undefined;
  }

  /** Whether it accepts a proposal at the end of a step. */
  answers(initiator: number, ...draws: number[]): boolean {
    return this.drawing(draws, () => this.behaviour.answer(this.offer(initiator), this.view()) as boolean);
  }

  /** An interaction with a partner completes: an accepted one that the agent started unless said otherwise. */
  learn(counterparty: number, given: Partial<Outcome> = {}): void {
    const outcome = { agent: 0, member: 0, counterparty, initiated: true, accepted: true, p: 0.5, payoff: 0 };
    this.behaviour.learn?.({ ...outcome, ...given });
  }

  shiftTrust(delta: number): void {
    this.behaviour.shiftTrust?.(0, delta);
  }

  /** Shows posts by these authors, best first. */
  show(...authors: number[]): void {
    this.posts = authors.map((author) => ({ author, votes: 0, voted: false }));
  }

  private offer(initiator: number): Offer {
    return { id: 7, initiator, counterparty: 0, type: "collaboration", transfer: 0, content: undefined };
  }

  private drawing<T>(draws: readonly number[], decide: () => T): T {
    this.script.prepare(draws);
    const decision = decide();
    if (this.script.left > 0) throw new Error(`${this.script.left} of ${draws.length} draws were not made`);
    return decision;
  }

  private members(pool: number): number[] {
    return this.cast.flatMap((actor, agent) => (agent > 0 && !actor.frozen && this.rules[pool](actor) ? [agent] : []));
  }

  private view(): View {
    const { cast, posts } = this;
    return {
      epoch: this.epoch,
      step: this.step,
      self: 0,
      member: 0,
      reputation: cast[0].reputation,
      resources: cast[0].resources,
      totalPayoff: 0,
      timesFrozen: this.timesFrozen,
      canPost: this.canPost,
      canVote: this.canVote,
      canPropose: this.canPropose,
      seesAll: true,
      count: (pool = 0 as Pool) => this.members(pool).length,
      pick: (k, pool = 0 as Pool) => this.members(pool)[k],
      next: (from, pool = 0 as Pool) => this.members(pool).find((agent) => agent >= from) ?? -1,
      isVisible: (agent) => this.members(0).includes(agent),
      archetypeOf: (agent) => cast[agent].archetype,
      reputationOf: (agent) => cast[agent].reputation,
      resourcesOf: (agent) => cast[agent].resources,
      idOf: (agent) => `agent_${agent}`,
      offer: this.waiting,
      offers: () => (this.waiting === undefined ? [] : [this.waiting]),
      postCount: posts.length,
      postAt: (rank) => rank,
      authorOf: (post) => posts[post].author,
      contentOf: () => "",
      votesOn: (post) => posts[post].votes,
      hasVoted: (post) => posts[post].voted,
      unvoted: posts.reduce((bits, { voted }, rank) => (voted ? bits : bits | (1 << rank)), 0),
    };
  }
}
