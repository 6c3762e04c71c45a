import { describe, expect, it } from "vitest";
import { InteractionHistory } from "../../src/governance/history.js";
import { SecurityAnalysis } from "../../src/governance/security/analysis.js";
import { containmentEffectiveness } from "../../src/governance/security/containment.js";
import type { SecurityReport } from "../../src/governance/security/report.js";
import { threatTrend } from "../../src/governance/security/threat-trend.js";
import { expectClose, loadGolden } from "../support/golden.js";
import { StringIndex, sortedBy } from "../support/string-index.js";

type Column =
  | "initiator"
  | "counterparty"
  | "accepted"
  | "p"
  | "tau"
  | "c_a"
  | "c_b"
  | "r_a"
  | "tool_misuse_flags"
  | "verifier_rejections"
  | "t_ms";

interface ReportInput {
  agents: string[];
  agent_ids: string[] | null;
  params: {
    injection_threshold: number;
    manipulation_threshold: number;
    laundering_trust_gap: number;
    contagion_velocity_threshold: number;
    min_chain_length: number;
  };
  trust_scores: Record<string, number>;
  interactions: Record<Column, readonly number[]>;
}
interface Pattern {
  technique: string | null;
  technique_tied?: boolean;
}
interface ReportExpected {
  report: { manipulation_patterns: Pattern[] };
}
type Case =
  | { id: string; tag: "report"; input: ReportInput; expected: ReportExpected }
  | { id: string; tag: "threat_trend"; input: { threat_levels: number[]; window: number }; expected: unknown }
  | { id: string; tag: "containment"; input: { contained: boolean[] }; expected: unknown };

const golden = loadGolden("security_metrics");
const cases = (golden?.cases ?? []) as readonly Case[];

function analysed({ agents, agent_ids, params, trust_scores, interactions: columns }: ReportInput) {
  const index = new StringIndex([...agents, ...(agent_ids ?? []), ...Object.keys(trust_scores)]);
  const history = new InteractionHistory(index.names.length);
  const analysis = new SecurityAnalysis(history, {
    agents: agent_ids?.map((name) => index.of(name)),
    injectionThreshold: params.injection_threshold,
    manipulationThreshold: params.manipulation_threshold,
    launderingTrustGap: params.laundering_trust_gap,
    contagionVelocity: params.contagion_velocity_threshold,
    minChainLength: params.min_chain_length,
  });
  columns.p.forEach((p, row) => {
    history.push({
      id: row,
      initiator: index.of(agents[columns.initiator[row]]),
      counterparty: index.of(agents[columns.counterparty[row]]),
      accepted: columns.accepted[row] === 1,
      p,
      tau: columns.tau[row],
      costA: columns.c_a[row],
      costB: columns.c_b[row],
      rA: columns.r_a[row],
      misuse: columns.tool_misuse_flags[row],
      rejections: columns.verifier_rejections[row],
      timeMs: columns.t_ms[row],
    });
  });
  const trust = index.names.map((name) => trust_scores[name]);
  const report = analysis.report({ trust, detail: true });
  return { index, report, brief: analysis.report({ trust, detail: false }) };
}

/** The report in the words of the vectors; a technique that ties becomes null, as there. */
function named(index: StringIndex, report: SecurityReport) {
  const nameOf = (agent: number) => index.names[agent];
  const detail = report.detail ?? { indicators: [], launderingPaths: [], manipulations: [] };
  return {
    ecosystem_threat_level: report.ecosystemThreatLevel,
    active_threat_count: report.activeThreats,
    prompt_injection_rate: report.promptInjectionRate,
    manipulation_rate: report.manipulationRate,
    laundering_rate: report.launderingRate,
    contagion_depth: report.contagionDepth,
    exfiltration_attempts: report.exfiltrationAttempts,
    // Declared there and never set; not part of this project's report.
    containment_success_rate: 0,
    false_positive_rate: 0,
    agent_threat_scores: index.record(report.agents, (agent) => report.threatScores[agent]),
    agents_flagged: report.flagged.map(nameOf).sort(),
    manipulation_patterns: detail.manipulations
      .map(({ manipulator, victims, techniques, interactions, successRate, influenceDelta }) => ({
        manipulator: nameOf(manipulator),
        victims: victims.map(nameOf).sort(),
        technique: techniques.length > 1 ? null : techniques[0],
        n_interactions: interactions,
        success_rate: successRate,
        influence_delta: influenceDelta,
        technique_tied: techniques.length > 1 || undefined,
      }))
      .sort(sortedBy(({ manipulator }) => [manipulator])),
    laundering_paths: detail.launderingPaths
      .map((path) => ({
        source: nameOf(path.source),
        destination: nameOf(path.destination),
        intermediaries: path.intermediaries.map(nameOf),
        trust_at_origin: path.trustAtOrigin,
        trust_at_destination: path.trustAtDestination,
        trust_gain: path.trustGain,
        interactions: path.interactions,
      }))
      .sort(sortedBy(({ source, destination }) => [source, destination])),
    contagion_chains: report.contagionChains.map((chain) => ({
      origin_agent: nameOf(chain.origin),
      propagation_path: chain.path.map(nameOf),
      interactions: chain.interactions,
      depth: chain.depth,
      spread: chain.path.length,
      velocity: chain.velocity,
      contained: false,
    })),
    threat_indicators: detail.indicators
      .map(({ kind, source, targets, severity, confidence, risk, interactions }) => ({
        type: kind,
        source: nameOf(source),
        targets: targets.map(nameOf).sort(),
        severity,
        confidence,
        risk_score: risk,
        interactions,
      }))
      .sort(sortedBy(({ type, source, targets, interactions }) => [type, source, targets, interactions])),
  };
}

describe("security analysis against the reference system's vectors", () => {
  it("has the vectors it claims to have", () => {
    expect(cases.length).toBe(golden?.meta.count ?? 0);
  });

  for (const { id, tag, input, expected } of cases) {
    if (tag === "threat_trend") {
      it(`${id}: sees the same trend`, () => {
        const { trend, acceleration, current, max } = threatTrend(input.threat_levels, input.window);
        expectClose({ trend, acceleration, current_level: current, max_level: max }, expected, id);
      });
      continue;
    }
    if (tag === "containment") {
      it(`${id}: rates containment the same`, () => {
        expectClose({ effectiveness: containmentEffectiveness(input.contained) }, expected, id);
      });
      continue;
    }
    it(`${id}: reports the same threats`, () => {
      const { index, report, brief } = analysed(input);
      expectClose(named(index, report), expected.report, id);
      const { detail, ...rest } = report;
      expect(brief, id).toEqual(rest);
      expect(detail?.indicators.length, id).toBe(brief.activeThreats);
    });
  }
});
