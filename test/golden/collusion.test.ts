import { describe, expect, it } from "vitest";
import { CollusionAnalysis } from "../../src/governance/collusion/analysis.js";
import { temporalClustering } from "../../src/governance/collusion/temporal-clustering.js";
import { coordinatedVoters } from "../../src/governance/collusion/vote-coordination.js";
import { InteractionHistory } from "../../src/governance/history.js";
import { expectClose, loadGolden } from "../support/golden.js";
import { StringIndex, sortedBy } from "../support/string-index.js";

interface ReportInput {
  agents: string[];
  agent_ids: string[] | null;
  params: { frequency_threshold: number; min_interactions_for_analysis: number; collusion_score_threshold: number };
  temporal_window_seconds: number;
  interactions: Record<
    "initiator" | "counterparty" | "accepted" | "p" | "tau" | "c_a" | "c_b" | "t_ms",
    readonly number[]
  >;
}
interface ReportExpected {
  report: { suspicious_pairs: { agent_a: string; agent_b: string; benefit_correlation: number }[] };
  temporal_clustering: Record<string, number>;
}
interface VotesInput {
  votes: { voter: string; target: string; direction: number }[];
  threshold: number;
}
type Case =
  | { id: string; tag: "report"; input: ReportInput; expected: ReportExpected }
  | { id: string; tag: "vote_coordination"; input: VotesInput; expected: unknown };

const golden = loadGolden("collusion_metrics");
const cases = (golden?.cases ?? []) as readonly Case[];

function historyOf(columns: ReportInput["interactions"], index: StringIndex, names: readonly string[]) {
  const history = new InteractionHistory(index.names.length);
  const agents = names.map((name) => index.of(name));
  columns.p.forEach((p, row) => {
    history.push({
      id: row,
      initiator: agents[columns.initiator[row]],
      counterparty: agents[columns.counterparty[row]],
      accepted: columns.accepted[row] === 1,
      p,
      tau: columns.tau[row],
      costA: columns.c_a[row],
      costB: columns.c_b[row],
      rA: 0,
      misuse: 0,
      rejections: 0,
      timeMs: columns.t_ms[row],
    });
  });
  return history;
}

function reportOf(input: ReportInput) {
  const index = new StringIndex([...input.agents, ...(input.agent_ids ?? [])]);
  const history = historyOf(input.interactions, index, input.agents);
  const analysis = new CollusionAnalysis(history, {
    agents: input.agent_ids?.map((name) => index.of(name)),
    rank: index.rank,
    frequencyThreshold: input.params.frequency_threshold,
    minInteractions: input.params.min_interactions_for_analysis,
    scoreThreshold: input.params.collusion_score_threshold,
  });
  const report = analysis.report({ detail: true });
  const pairs = report.suspiciousPairs ?? [];
  const named = {
    report: {
      ecosystem_collusion_risk: report.ecosystemRisk,
      avg_pair_collusion_score: report.meanPairScore,
      max_pair_collusion_score: report.maxPairScore,
      n_flagged_pairs: report.flaggedPairs,
      n_flagged_groups: report.groups.length,
      agent_collusion_risk: index.record(report.agents, (agent) => report.agentRisk[agent]),
      suspicious_pairs: pairs
        .map((pair) => ({
          agent_a: index.names[pair.a],
          agent_b: index.names[pair.b],
          interaction_count: pair.interactions,
          mutual_acceptance_rate: pair.acceptance,
          avg_benefit_a: pair.meanBenefitA,
          avg_benefit_b: pair.meanBenefitB,
          benefit_correlation: pair.correlation,
          avg_p_when_a_initiates: pair.qualityByA,
          avg_p_when_b_initiates: pair.qualityByB,
          avg_time_between_interactions: pair.meanGap,
          interaction_burstiness: pair.burstiness,
          collusion_score: pair.score,
        }))
        .sort(sortedBy((pair) => [pair.agent_a, pair.agent_b])),
      suspicious_groups: report.groups
        .map((group) => ({
          members: group.members.map((member) => index.names[member]),
          internal_interaction_rate: group.internalRate,
          external_interaction_rate: group.externalRate,
          avg_internal_p: group.qualityInside,
          avg_external_p: group.qualityOutside,
          collusion_score: group.score,
        }))
        .sort(sortedBy((group) => group.members)),
    },
    temporal_clustering: index.record(...spread(temporalClustering(history, input.temporal_window_seconds * 1000))),
  };
  return { named, analysis };
}

function spread(values: Map<number, number>): [number[], (agent: number) => number] {
  return [[...values.keys()], (agent) => values.get(agent) ?? Number.NaN];
}

function coordinatedOf({ votes, threshold }: VotesInput) {
  const voters = new StringIndex(votes.map(({ voter }) => voter));
  const targets = new StringIndex(votes.map(({ target }) => target));
  const found = coordinatedVoters(
    votes.map(({ voter, target, direction }) => ({ voter: voters.of(voter), target: targets.of(target), direction })),
    threshold,
    voters.rank,
  );
  return {
    pairs: found
      .map(({ a, b, agreement }): [string, string, number] => [voters.names[a], voters.names[b], agreement])
      .sort(sortedBy(([a, b]) => [a, b])),
  };
}

describe("collusion analysis against the reference system's vectors", () => {
  it("has the vectors it claims to have", () => {
    expect(cases.length).toBe(golden?.meta.count ?? 0);
  });

  for (const { id, tag, input, expected } of cases) {
    if (tag === "vote_coordination") {
      it(`${id}: finds the same coordinated voters`, () => expectClose(coordinatedOf(input), expected, id));
      continue;
    }
    it(`${id}: reports the same pairs, groups, risks and clustering`, () => {
      const { named, analysis } = reportOf(input);
      expectClose(named, expected, id);
      // The vectors carry every digit, and the correlation is a rule down to the last bit.
      for (const [i, pair] of named.report.suspicious_pairs.entries()) {
        expect(pair.benefit_correlation, id).toBe(expected.report.suspicious_pairs[i].benefit_correlation);
      }
      const { suspiciousPairs, ...brief } = analysis.report({ detail: true });
      expect(analysis.report({ detail: false }), id).toEqual(brief);
      expect(suspiciousPairs?.length).toBe(brief.flaggedPairs);
    });
  }
});
