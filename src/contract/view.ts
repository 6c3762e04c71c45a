import type { InteractionType } from "../model/action.js";
import type { Archetype } from "../model/archetype.js";

/** A proposal that waits for an answer. */
export interface Offer {
  readonly id: number;
  readonly initiator: number;
  readonly counterparty: number;
  readonly type: InteractionType;
  readonly transfer: number;
  readonly content: string | undefined;
}

/** A named set of agents that the engine keeps up to date; see `Group.pool`. */
export type Pool = number & { readonly pool: unique symbol };

/** Everybody the agent can see: the pool that always exists. */
export const EVERYONE = 0 as Pool;

/**
 * What an agent may know when it decides. Answers questions and never hands over a list of everybody, so a turn costs the
 * same among a million as among ten. The object is reused: it is valid until `act` or `answer` returns (a behaviour that
 * waits for a model reads what it needs before it waits).
 *
 * "Visible" agents are all others that are not frozen; with a network, only neighbours. Order is registration order.
 */
export interface View {
  readonly epoch: number;
  readonly step: number;
  /** The agent's index among all agents, and its place in its group. */
  readonly self: number;
  readonly member: number;
  /** Own standing; never noisy. */
  readonly reputation: number;
  readonly resources: number;
  readonly totalPayoff: number;
  /** How often the agent itself has been frozen so far. */
  readonly timesFrozen: number;
  readonly canPost: boolean;
  readonly canVote: boolean;
  readonly canPropose: boolean;

  /** Whether every other agent that is not frozen is visible, and shows its true standing. */
  readonly seesAll: boolean;
  /** How many visible agents are in the pool. */
  count(pool?: Pool): number;
  /** The k-th visible member of the pool in registration order, k in [0 (included), count(pool) (excluded)). */
  pick(k: number, pool?: Pool): number;
  /** The first visible member with index >= `from`, or -1. */
  next(from: number, pool?: Pool): number;
  isVisible(agent: number): boolean;
  /** What others show: archetype, reputation, resources. */
  archetypeOf(agent: number): Archetype;
  reputationOf(agent: number): number;
  resourcesOf(agent: number): number;
  idOf(agent: number): string;

  /** The oldest proposal addressed to this agent. */
  readonly offer: Offer | undefined;
  /** All of them, oldest first. */
  offers(): Iterable<Offer>;

  /** Ranked top-level posts that are shown, at most 20. */
  readonly postCount: number;
  /** `rank` in [0 (included), postCount (excluded)), best first. */
  postAt(rank: number): number;
  /** Of an anonymous post, the number of agents in the run: no agent's index. */
  authorOf(post: number): number;
  contentOf(post: number): string;
  /** Upvotes minus downvotes. */
  votesOn(post: number): number;
  hasVoted(post: number): boolean;
  /** The shown posts that the agent has no vote on: bit r stands for rank r. */
  readonly unvoted: number;
}
