import { lowerBound } from "../base/lower-bound.js";
import type { StreamFamily } from "../base/random/random-source.js";
import type { Standing } from "../contract/agent.js";
import { EVERYONE, type Pool, type View } from "../contract/view.js";
import type { Archetype } from "../model/archetype.js";
import { type AimedView, type Surroundings, ViewBase } from "./view.js";

export interface ObservationNoise {
  /** Chance that a number is noisy, in (0, 1]. */
  readonly probability: number;
  /** Standard deviation of the noise, > 0. */
  readonly std: number;
  readonly streams: StreamFamily;
}

/**
 * Numbers of the ecosystem that the reference system blurs after those of the agents: epoch, step, total, active and
 * frozen agents, pending proposals, completed interactions, mean reputation, total resources. Nothing here shows them to
 * an agent; their draws are made so that replayed runs stay in step.
 */
const ECOSYSTEM_NUMBERS = 9;

/**
 * What another view shows, blurred: when an agent is aimed at, each number of each agent it sees (reputation, resources,
 * edge weight, in registration order) gets Normal(0, std) with the given chance, and keeps it while the turn lasts. Pools
 * go by the blurred numbers. Own standing is never noisy. Costs as much as there are visible agents.
 * Source: SWARM v1.9.0.
 */
export class NoisyView extends ViewBase {
  private readonly visible: number[] = [];
  /** The observation in which an agent was last seen; the current one is `observation`. */
  private readonly seenIn: Float64Array;
  private readonly reputations: Float64Array;
  private readonly resourcesSeen: Float64Array;
  private observation = 0;
  private readonly seen: Seen;

  constructor(
    surroundings: Surroundings,
    private readonly plain: AimedView,
    private readonly noise: ObservationNoise,
  ) {
    super(surroundings);
    const { size } = surroundings.world;
    this.seenIn = new Float64Array(size);
    this.reputations = new Float64Array(size);
    this.resourcesSeen = new Float64Array(size);
    this.seen = { archetype: "honest", reputation: 0, resources: 0 };
  }

  override aim(agent: number): View {
    super.aim(agent);
    const plain = this.plain.aim(agent);
    const { probability, std, streams } = this.noise;
    const stream = streams.of(agent);
    const noise = () => (stream.random() < probability ? stream.gauss(0, std) : 0);
    this.observation += 1;
    this.visible.length = 0;
    for (let other = plain.next(0); other !== -1; other = plain.next(other + 1)) {
      this.visible.push(other);
      this.seenIn[other] = this.observation;
      this.reputations[other] = plain.reputationOf(other) + noise();
      this.resourcesSeen[other] = plain.resourcesOf(other) + noise();
      noise(); // the edge's weight
    }
    for (let i = 0; i < ECOSYSTEM_NUMBERS; i += 1) noise();
    return this;
  }

  get seesAll(): boolean {
    return false;
  }

  count(pool: Pool = EVERYONE): number {
    if (pool === EVERYONE) return this.visible.length;
    let count = 0;
    for (const agent of this.visible) if (this.belongs(agent, pool)) count += 1;
    return count;
  }

  pick(k: number, pool: Pool = EVERYONE): number {
    let left = k;
    for (const agent of this.visible) {
      if (!this.belongs(agent, pool)) continue;
      if (left === 0) return agent;
      left -= 1;
    }
    throw new Error(`agent ${this.self} sees fewer than ${k + 1} members of pool ${pool}`);
  }

  next(from: number, pool: Pool = EVERYONE): number {
    let at = lowerBound(this.visible, from);
    while (at < this.visible.length && !this.belongs(this.visible[at], pool)) at += 1;
    return at < this.visible.length ? this.visible[at] : -1;
  }

  isVisible(agent: number): boolean {
    return this.seenIn[agent] === this.observation;
  }

  override reputationOf(agent: number): number {
    return this.isVisible(agent) ? this.reputations[agent] : super.reputationOf(agent);
  }

  override resourcesOf(agent: number): number {
    return this.isVisible(agent) ? this.resourcesSeen[agent] : super.resourcesOf(agent);
  }

  private belongs(agent: number, pool: Pool): boolean {
    const { seen } = this;
    seen.archetype = this.world.archetypeOf(agent);
    seen.reputation = this.reputations[agent];
    seen.resources = this.resourcesSeen[agent];
    return this.world.ruleOf(pool)(seen);
  }
}

/** What one agent shows, re-filled rather than made anew. */
interface Seen extends Standing {
  archetype: Archetype;
  reputation: number;
  resources: number;
}
