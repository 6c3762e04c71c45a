import { OrderedSet } from "../base/ordered-set.js";
import type { Group, Standing } from "../contract/agent.js";
import type { Roster } from "../contract/lever.js";
import type { Pool } from "../contract/view.js";
import type { Archetype } from "../model/archetype.js";
import { Ledger } from "./ledger.js";
import { TurnCounts } from "./turn-counts.js";

/** The agents of one entry of the scenario, before they can decide anything. */
export interface Population {
  readonly type: string;
  readonly archetype: Archetype;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** By role, the name of the model that each of them asks; undefined for agents that ask none. */
  readonly models?: Readonly<Record<string, string>> | undefined;
}

interface Kept {
  readonly rule: (standing: Standing) => boolean;
  readonly members: OrderedSet;
}

/**
 * The state of all agents, in columns. Agents are numbered in registration order. Whoever changes what an agent shows
 * does it here, so that the pools (sets of unfrozen agents by rule) are never out of date.
 */
export class World implements Roster {
  readonly size: number;
  readonly ids: readonly string[];
  /** Number of each agent's population. */
  readonly groupOf: Uint16Array | Int32Array;
  /** The first agent of each population. */
  private readonly firstOf: Int32Array;
  readonly reputation: Float64Array;
  readonly resources: Float64Array;
  readonly ledger: Ledger;
  readonly freezes: Int32Array;
  readonly turns: TurnCounts;
  epoch = 0;
  step = 0;
  frozenCount = 0;
  private readonly frozen: Uint8Array;
  private readonly archetypes: readonly Archetype[];
  private readonly pools: Kept[] = [];

  constructor(readonly populations: readonly Population[]) {
    this.ids = populations.flatMap((population) => population.ids);
    const n = this.ids.length;
    this.size = n;
    // Small enough to stay near the processor with a hundred thousand agents.
    this.groupOf = populations.length > 0xffff ? new Int32Array(n) : new Uint16Array(n);
    this.firstOf = new Int32Array(populations.length);
    this.archetypes = populations.map((population) => population.archetype);
    let first = 0;
    populations.forEach(({ ids }, group) => {
      this.firstOf[group] = first;
      this.groupOf.fill(group, first, first + ids.length);
      first += ids.length;
    });
    this.reputation = new Float64Array(n);
    this.resources = new Float64Array(n).fill(100);
    this.ledger = new Ledger(n);
    this.freezes = new Int32Array(n);
    this.turns = new TurnCounts(n);
    this.frozen = new Uint8Array(n);
    this.keepPool(() => true);
  }

  /** The number under which nobody posts and votes, one past the last agent; its id is empty. */
  get nobody(): number {
    return this.size;
  }

  idOf(agent: number): string {
    return agent === this.nobody ? "" : this.ids[agent];
  }

  /** Place of an agent in its population, from 0. */
  memberOf(agent: number): number {
    return agent - this.firstOf[this.groupOf[agent]];
  }

  archetypeOf(agent: number): Archetype {
    return this.archetypes[this.groupOf[agent]];
  }

  reputationOf(agent: number): number {
    return this.reputation[agent];
  }

  resourcesOf(agent: number): number {
    return this.resources[agent];
  }

  initiatedBy(agent: number): number {
    return this.ledger.initiatedBy(agent);
  }

  isFrozen(agent: number): boolean {
    return this.frozen[agent] === 1;
  }

  /** A new pool of the unfrozen agents for which the rule holds. */
  readonly keepPool: Group["pool"] = (rule) => {
    const members = new OrderedSet(this.size);
    this.pools.push({ rule, members });
    const standing = new Shown(this);
    for (let agent = 0; agent < this.size; agent += 1) {
      if (!this.isFrozen(agent) && rule(standing.of(agent))) members.add(agent);
    }
    return (this.pools.length - 1) as Pool;
  };

  membersOf(pool: Pool): OrderedSet {
    return this.pools[pool].members;
  }

  ruleOf(pool: Pool): (standing: Standing) => boolean {
    return this.pools[pool].rule;
  }

  setReputation(agent: number, value: number): void {
    this.reputation[agent] = value;
    this.review(agent);
  }

  setResources(agent: number, value: number): void {
    this.resources[agent] = value;
    this.review(agent);
  }

  /** True when the agent was not frozen before. */
  freeze(agent: number): boolean {
    if (this.isFrozen(agent)) return false;
    this.frozen[agent] = 1;
    this.frozenCount += 1;
    this.freezes[agent] += 1;
    for (const { members } of this.pools) members.delete(agent);
    return true;
  }

  /** True when the agent was frozen before. */
  unfreeze(agent: number): boolean {
    if (!this.isFrozen(agent)) return false;
    this.frozen[agent] = 0;
    this.frozenCount -= 1;
    this.pools[0].members.add(agent);
    this.review(agent);
    return true;
  }

  private readonly shown = new Shown(this);

  /** Puts the agent into the pools where it now belongs. Pool 0 is everybody and depends on freezing alone. */
  private review(agent: number): void {
    if (this.pools.length === 1 || this.isFrozen(agent)) return;
    const standing = this.shown.of(agent);
    for (let pool = 1; pool < this.pools.length; pool += 1) {
      const { rule, members } = this.pools[pool];
      if (rule(standing)) members.add(agent);
      else members.delete(agent);
    }
  }
}

/** One agent's standing, re-aimed rather than made anew. */
class Shown implements Standing {
  private agent = 0;

  constructor(private readonly world: World) {}

  of(agent: number): this {
    this.agent = agent;
    return this;
  }

  get archetype(): Archetype {
    return this.world.archetypeOf(this.agent);
  }

  get reputation(): number {
    return this.world.reputation[this.agent];
  }

  get resources(): number {
    return this.world.resources[this.agent];
  }
}
