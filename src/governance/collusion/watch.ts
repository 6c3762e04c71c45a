import type { Effects, Lever, Roster } from "../../contract/lever.js";
import type { Interaction } from "../../model/interaction.js";
import { InteractionHistory, type SavedHistory } from "../history.js";
import { rowOf } from "../row-of.js";
import { CollusionAnalysis } from "./analysis.js";
import type { CollusionConfig } from "./lever.js";
import type { CollusionReport } from "./report.js";

/** Resources that a penalty takes per unit of reputation that it takes. */
const RESOURCES_PER_REPUTATION = 10;

interface SavedWatch {
  readonly history: SavedHistory;
  readonly risk: readonly number[] | null;
}

/**
 * The collusion lever at work. An interaction is noted in constant time; an epoch start analyses the whole history, in
 * time that grows with the agents, the pairs of them that met and the interactions of pairs that met again.
 * Source: SWARM v1.9.0 governance, collusion lever.
 */
export class CollusionWatch implements Lever {
  /** What the latest analysis found; undefined before the first one. */
  report: CollusionReport | undefined;
  private readonly history: InteractionHistory;
  private readonly analysis: CollusionAnalysis;
  private readonly minInteractions: number;
  private readonly scoreThreshold: number;
  private readonly adversaries: Uint8Array;
  private risk: ArrayLike<number> | undefined;

  /** @param agents whose interactions with each other count are all of them unless `members` is "those seen" */
  constructor(
    private readonly config: CollusionConfig,
    agents: Roster,
    members: "all" | "those seen" = "all",
  ) {
    const everybody = Array.from({ length: agents.size }, (_, agent) => agent);
    this.adversaries = Uint8Array.from(everybody, (agent) => (agents.archetypeOf(agent) === "adversarial" ? 1 : 0));
    this.minInteractions = config.collusion_min_interactions;
    this.scoreThreshold = config.collusion_score_threshold;
    // One place more than there are agents, for parties without a name: the analysis passes over them.
    this.history = new InteractionHistory(agents.size + 1);
    this.analysis = new CollusionAnalysis(this.history, {
      ...(members === "all" && { agents: everybody }),
      rank: ranksOfIds(agents),
      frequencyThreshold: config.collusion_frequency_threshold,
      minInteractions: this.minInteractions,
      scoreThreshold: this.scoreThreshold,
    });
  }

  interaction(x: Readonly<Interaction>, effects: Effects): void {
    const { config, risk, scoreThreshold } = this;
    this.history.push(rowOf(x, 0));
    if (!config.collusion_realtime_penalty || risk === undefined) return;
    const ofInitiator = risk[x.initiator];
    const ofCounterparty = risk[x.counterparty];
    if (ofInitiator < scoreThreshold || ofCounterparty < scoreThreshold) return;
    const cost = (config.collusion_realtime_rate * (ofInitiator + ofCounterparty)) / 2;
    effects.cost(cost, cost, "both are suspected of collusion");
  }

  /** The analysis weighs costs too, and knows them only now that all levers have charged theirs. */
  settled(x: Readonly<Interaction>): void {
    this.history.setCosts(this.history.length - 1, x.costA, x.costB);
  }

  epochStart(_epoch: number, effects: Effects): void {
    if (this.history.length < this.minInteractions) return;
    const report = this.analysis.report({ detail: false, watched: this.adversaries });
    this.report = report;
    this.risk = report.agentRisk;
    const flagged = report.agents.filter((agent) => report.agentRisk[agent] >= this.scoreThreshold);
    for (const agent of flagged) {
      const penalty = report.agentRisk[agent] * this.config.collusion_penalty_multiplier;
      if (penalty === 0) continue;
      effects.reputation(agent, -penalty, "collusion penalty");
      effects.resources(agent, -RESOURCES_PER_REPUTATION * penalty, "collusion penalty");
    }
    effects.report({
      ecosystem_collusion_risk: report.ecosystemRisk,
      flagged_pairs: report.flaggedPairs,
      flagged_groups: report.groups.length,
      flagged_agents: flagged.length,
      mean_pair_score: report.meanPairScore,
      max_pair_score: report.maxPairScore,
      ...this.detection(flagged, report),
    });
    if (this.config.collusion_clear_history_on_epoch) this.history.clear();
  }

  save(): SavedWatch {
    return { history: this.history.save(), risk: this.risk === undefined ? null : Array.from(this.risk) };
  }

  restore(saved: unknown): void {
    const { history, risk } = saved as SavedWatch;
    this.history.restore(history);
    this.risk = risk ?? undefined;
  }

  /** How many of those who mean harm were found; nothing where nobody does. */
  private detection(flagged: readonly number[], { missedPairs }: CollusionReport): Readonly<Record<string, number>> {
    const adversaries = this.adversaries.reduce((sum, one) => sum + one, 0);
    if (adversaries === 0 || missedPairs === undefined) return {};
    const found = flagged.filter((agent) => this.adversaries[agent] === 1).length;
    return {
      adversarial_agents: adversaries,
      flagged_adversarial_agents: found,
      collusion_detection_rate: found / adversaries,
      undetected_collusion_pairs: missedPairs,
    };
  }
}

/** Place of each agent's id among all ids in sorted order, by agent. */
function ranksOfIds(agents: Roster): Int32Array {
  const ids = Array.from({ length: agents.size }, (_, agent) => agents.idOf(agent));
  const order = Array.from(ids.keys()).sort((one, other) => (ids[one] < ids[other] ? -1 : 1));
  const ranks = new Int32Array(agents.size + 1).fill(agents.size);
  for (const [rank, agent] of order.entries()) ranks[agent] = rank;
  return ranks;
}
