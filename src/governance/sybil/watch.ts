import type { Effects, Lever, Roster } from "../../contract/lever.js";
import type { Interaction } from "../../model/interaction.js";
import { clusters } from "./clusters.js";
import type { SybilConfig } from "./lever.js";
import { Meetings } from "./meetings.js";

/** What a member of a cluster loses per epoch, before the multiplier. */
const REPUTATION_LOSS = 0.1;
const RESOURCES_LOSS = 1;

interface SavedWatch {
  readonly meetings: unknown;
  readonly clusterSizes: readonly number[];
}

/**
 * The Sybil lever at work. An interaction is counted in constant time; an epoch start compares each agent with those who
 * share a partner with it. Meetings are counted from the start of the run and never forgotten.
 * Source: SWARM v1.9.0 governance, Sybil lever.
 */
export class SybilWatch implements Lever {
  private readonly meetings = new Meetings();
  /** Size of the agent's cluster at the latest epoch start, 0 for none. */
  private readonly clusterSizes: Int32Array;

  constructor(
    private readonly config: SybilConfig,
    agents: Roster,
  ) {
    this.clusterSizes = new Int32Array(agents.size);
  }

  epochStart(_epoch: number, effects: Effects): void {
    const { config, clusterSizes } = this;
    const found = clusters(this.meetings, config.sybil_similarity_threshold);
    clusterSizes.fill(0);
    for (const members of found) {
      for (const agent of members) {
        clusterSizes[agent] = members.length;
        if (config.sybil_penalty_multiplier === 0) continue;
        effects.reputation(agent, -REPUTATION_LOSS * config.sybil_penalty_multiplier, "Sybil penalty");
        effects.resources(agent, -RESOURCES_LOSS * config.sybil_penalty_multiplier, "Sybil penalty");
      }
    }
    effects.report({
      sybil_clusters: found.length,
      sybil_agents: found.reduce((sum, members) => sum + members.length, 0),
      largest_sybil_cluster: found.reduce((largest, members) => Math.max(largest, members.length), 0),
    });
  }

  interaction({ initiator, counterparty }: Readonly<Interaction>, effects: Effects): void {
    const { config, clusterSizes } = this;
    this.meetings.add(initiator, counterparty);
    if (!config.sybil_realtime_penalty || clusterSizes[initiator] === 0 || clusterSizes[counterparty] === 0) return;
    effects.cost(config.sybil_realtime_rate, config.sybil_realtime_rate, "both are in a cluster");
  }

  mayAct(agent: number): boolean {
    const size = this.clusterSizes[agent];
    return size === 0 || size <= this.config.sybil_max_cluster_size;
  }

  save(): SavedWatch {
    return { meetings: this.meetings.save(), clusterSizes: Array.from(this.clusterSizes) };
  }

  restore(saved: unknown): void {
    const { meetings, clusterSizes } = saved as SavedWatch;
    this.meetings.restore(meetings);
    this.clusterSizes.set(clusterSizes);
  }
}
