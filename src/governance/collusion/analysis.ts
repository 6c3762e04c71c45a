import type { InteractionHistory } from "../history.js";
import { collusionGroups } from "./groups.js";
import { type Membership, PairRecords } from "./pair-records.js";
import { pairScore } from "./pair-score.js";
import { pairTiming } from "./pair-timing.js";
import { pairwiseSum } from "./pairwise-sum.js";
import type { CollusionReport, SuspiciousPair } from "./report.js";

/** Settings of the collusion analysis. */
export interface CollusionSettings extends Membership {
  /** Standard deviations above the mean pair at which frequency counts fully, > 0. */
  readonly frequencyThreshold: number;
  /** Interactions from which a pair is scored, >= 1. */
  readonly minInteractions: number;
  /** Score from which pairs and groups are suspicious, [0, 1]. */
  readonly scoreThreshold: number;
}

/**
 * Finds pairs and groups that collude in a growing history. Follows the history from its making on; an analysis then
 * costs time in proportion to the pairs, plus the interactions of those pairs that have news.
 * Source: SWARM 1.9 governance, collusion analysis.
 */
export class CollusionAnalysis {
  private readonly records: PairRecords;

  constructor(
    private readonly history: InteractionHistory,
    private readonly settings: CollusionSettings,
  ) {
    this.records = new PairRecords(history, settings);
  }

  /**
   * @param detail whether to describe the suspicious pairs too; they are counted in any case
   * @param watched by agent: 1 for those whose pairs should be found
   */
  report({ detail, watched }: { readonly detail: boolean; readonly watched?: Uint8Array }): CollusionReport {
    const { records, settings } = this;
    const none = records.count === 0;
    const agents = none ? [] : (settings.agents ?? [...records.seen]);
    const agentRisk = new Float64Array(this.history.agents);
    const raise = (agent: number, score: number) => {
      if (score > agentRisk[agent]) agentRisk[agent] = score;
    };

    let scoredPairs = 0;
    let sumOfScores = 0;
    let maxPairScore = 0;
    let missedPairs = 0;
    const flagged: { pair: number; score: number }[] = [];
    const frequency = this.frequencies();
    for (let pair = 0; pair < records.count; pair++) {
      if (records.interactions[pair] < settings.minInteractions) continue;
      const score = this.score(pair, frequency);
      scoredPairs++;
      sumOfScores += score;
      maxPairScore = Math.max(maxPairScore, score);
      raise(records.a(pair), score);
      raise(records.b(pair), score);
      if (score >= settings.scoreThreshold) flagged.push({ pair, score });
      else if (watched?.[records.a(pair)] === 1 && watched[records.b(pair)] === 1) missedPairs++;
    }

    const flaggedPairs = flagged.map(({ pair }) => pair);
    const groups = collusionGroups(records, flaggedPairs, settings.rank, settings.scoreThreshold);
    let inGroups = 0;
    let maxGroupScore = 0;
    for (const { members, score } of groups) {
      inGroups += members.length;
      maxGroupScore = Math.max(maxGroupScore, score);
      for (const member of members) raise(member, score);
    }

    const possiblePairs = (agents.length * (agents.length - 1)) / 2;
    const pairShare = possiblePairs > 0 ? flagged.length / possiblePairs : 0;
    const groupShare = agents.length > 0 ? inGroups / agents.length : 0;
    return {
      ecosystemRisk: Math.min(1, 0.3 * pairShare + 0.3 * groupShare + 0.4 * maxGroupScore),
      meanPairScore: scoredPairs > 0 ? sumOfScores / scoredPairs : 0,
      maxPairScore,
      flaggedPairs: flagged.length,
      agents,
      agentRisk,
      groups,
      ...(watched && { missedPairs }),
      ...(detail && {
        suspiciousPairs: flagged
          .sort((one, other) => other.score - one.score)
          .map(({ pair, score }) => this.describe(pair, score)),
      }),
    };
  }

  /** Mean and population standard deviation of the interactions per pair; 0 below two pairs. */
  private frequencies(): { mean: number; sd: number } {
    const { interactions, count } = this.records;
    if (count < 2) return { mean: 0, sd: 0 };
    let sum = 0;
    for (let pair = 0; pair < count; pair++) sum += interactions[pair];
    const mean = sum / count;
    let squares = 0;
    for (let pair = 0; pair < count; pair++) squares += (interactions[pair] - mean) ** 2;
    return { mean, sd: Math.sqrt(squares / count) };
  }

  private score(pair: number, { mean, sd }: { mean: number; sd: number }): number {
    const { records } = this;
    const n = records.interactions[pair];
    const { byA, byB } = this.qualities(pair);
    return pairScore(
      {
        interactions: n,
        acceptance: records.accepted[pair] / n,
        z: sd === 0 ? 0 : (n - mean) / sd,
        correlation: records.correlation(pair),
        quality: (byA + byB) / 2,
      },
      this.settings.frequencyThreshold,
    );
  }

  private qualities(pair: number): { byA: number; byB: number } {
    const { records } = this;
    const startedByA = records.startedByA[pair];
    const startedByB = records.interactions[pair] - startedByA;
    return {
      byA: startedByA > 0 ? records.sumPByA[pair] / startedByA : 0.5,
      byB: startedByB > 0 ? records.sumPByB[pair] / startedByB : 0.5,
    };
  }

  private describe(pair: number, score: number): SuspiciousPair {
    const { records, history } = this;
    const n = records.interactions[pair];
    const correlation = records.correlation(pair); // before the benefits, which it centres
    const benefits = records.benefits(pair);
    const { byA, byB } = this.qualities(pair);
    return {
      a: records.a(pair),
      b: records.b(pair),
      score,
      interactions: n,
      acceptance: records.accepted[pair] / n,
      correlation,
      qualityByA: byA,
      qualityByB: byB,
      meanBenefitA: pairwiseSum(benefits.a, 0, n) / n,
      meanBenefitB: pairwiseSum(benefits.b, 0, n) / n,
      ...pairTiming(records.rows(pair).map((row) => history.timeMs[row])),
    };
  }
}
