import { EVERYONE, type Offer, type Pool, type View } from "../contract/view.js";
import type { Archetype } from "../model/archetype.js";
import type { Feed } from "./feed.js";
import type { Proposals } from "./proposals.js";
import type { RateLimits } from "./rate-limits.js";
import type { World } from "./world.js";

/** The parts of a run that a view looks into. */
export interface Surroundings {
  readonly world: World;
  readonly feed: Feed;
  readonly proposals: Proposals;
  readonly limits: RateLimits;
}

/** A view that can be aimed at one agent after another. */
export interface AimedView extends View {
  aim(agent: number): View;
}

/** What every kind of view shares: own state, posts, proposals. Who is visible is left to the kinds. */
export abstract class ViewBase implements AimedView {
  self = 0;
  protected readonly world: World;
  private readonly feed: Feed;
  private readonly proposals: Proposals;
  private readonly limits: RateLimits;

  constructor({ world, feed, proposals, limits }: Surroundings) {
    this.world = world;
    this.feed = feed;
    this.proposals = proposals;
    this.limits = limits;
  }

  aim(agent: number): View {
    this.self = agent;
    return this;
  }

  abstract get seesAll(): boolean;
  abstract count(pool?: Pool): number;
  abstract pick(k: number, pool?: Pool): number;
  abstract next(from: number, pool?: Pool): number;
  abstract isVisible(agent: number): boolean;

  get epoch(): number {
    return this.world.epoch;
  }

  get step(): number {
    return this.world.step;
  }

  get member(): number {
    return this.world.memberOf(this.self);
  }

  get reputation(): number {
    return this.world.reputation[this.self];
  }

  get resources(): number {
    return this.world.resources[this.self];
  }

  get totalPayoff(): number {
    return this.world.ledger.totalPayoffOf(this.self);
  }

  get timesFrozen(): number {
    return this.world.freezes[this.self];
  }

  get canPost(): boolean {
    return this.limits.canPost(this.self);
  }

  get canVote(): boolean {
    return this.limits.canVote(this.self);
  }

  get canPropose(): boolean {
    return this.limits.canPropose(this.self);
  }

  archetypeOf(agent: number): Archetype {
    return this.world.archetypeOf(agent);
  }

  reputationOf(agent: number): number {
    return this.world.reputation[agent];
  }

  resourcesOf(agent: number): number {
    return this.world.resources[agent];
  }

  idOf(agent: number): string {
    return this.world.idOf(agent);
  }

  get offer(): Offer | undefined {
    return this.proposals.firstFor(this.self);
  }

  *offers(): Iterable<Offer> {
    for (let offer = this.proposals.firstFor(this.self); offer !== undefined; offer = offer.newerToSame) yield offer;
  }

  get postCount(): number {
    return this.feed.shown().length;
  }

  postAt(rank: number): number {
    return this.feed.shown()[rank];
  }

  authorOf(post: number): number {
    return this.feed.authorOf(post);
  }

  contentOf(post: number): string {
    return this.feed.contentOf(post);
  }

  votesOn(post: number): number {
    return this.feed.votesOn(post);
  }

  hasVoted(post: number): boolean {
    return this.feed.hasVoted(this.self, post);
  }

  get unvoted(): number {
    return this.feed.unvotedBy(this.self);
  }
}

/** Everybody sees everybody who is not frozen. Every question is answered from the pools, never by looking at all. */
export class OpenView extends ViewBase {
  get seesAll(): boolean {
    return true;
  }

  count(pool: Pool = EVERYONE): number {
    const members = this.world.membersOf(pool);
    return members.has(this.self) ? members.size - 1 : members.size;
  }

  pick(k: number, pool: Pool = EVERYONE): number {
    const members = this.world.membersOf(pool);
    const found = members.at(k);
    return found >= this.self && members.has(this.self) ? members.at(k + 1) : found;
  }

  next(from: number, pool: Pool = EVERYONE): number {
    const members = this.world.membersOf(pool);
    const found = members.next(from);
    return found === this.self ? members.next(found + 1) : found;
  }

  isVisible(agent: number): boolean {
    return agent !== this.self && !this.world.isFrozen(agent);
  }
}
