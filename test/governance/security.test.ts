import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { HistoryRow } from "../../src/governance/history.js";
import { SecurityAnalysis, type SecuritySettings } from "../../src/governance/security/analysis.js";
import { containmentEffectiveness } from "../../src/governance/security/containment.js";
import { graphOf } from "../../src/governance/security/graph.js";
import { assessLaundering, launderingPaths } from "../../src/governance/security/laundering.js";
import { launderingTotals } from "../../src/governance/security/laundering-totals.js";
import { realtimeThreat } from "../../src/governance/security/realtime.js";
import type { SecurityReport } from "../../src/governance/security/report.js";
import { ThreatScores } from "../../src/governance/security/threat-scores.js";
import { threatTrend } from "../../src/governance/security/threat-trend.js";
import { anyHistory, anyOrder, historyOf, row } from "../support/histories.js";

const SETTINGS: SecuritySettings = {
  injectionThreshold: 0.3,
  manipulationThreshold: 0.5,
  launderingTrustGap: 0.3,
  contagionVelocity: 2,
  minChainLength: 3,
};
const EVEN = [0, 0, 0, 0, 0, 0, 0, 0];

function report(
  rows: readonly HistoryRow[],
  settings: Partial<SecuritySettings> = {},
  trust: readonly (number | undefined)[] = EVEN,
): SecurityReport {
  return new SecurityAnalysis(historyOf(rows), { ...SETTINGS, ...settings }).report({ trust, detail: true });
}

const low = (initiator: number, counterparty: number, timeMs = 0) => row({ initiator, counterparty, p: 0.2, timeMs });

describe("injection and exfiltration", () => {
  it("weigh a low accepted p, misuse flags and rejections", () => {
    // 0.3 x (0.3 - 0.1) / 0.3 + 0.2 + 0.15 = 0.55, confidence 0.75; 0.3 of the risk for the target.
    const found = report([row({ p: 0.1, misuse: 1, rejections: 1 })]);
    expect(found.detail?.indicators).toHaveLength(1);
    expect(found.detail?.indicators[0]).toMatchObject({ kind: "prompt_injection", source: 0, targets: [1] });
    expect(found.detail?.indicators[0].severity).toBeCloseTo(0.55, 12);
    expect(found.threatScores[0]).toBeCloseTo(0.55 * 0.75, 12);
    expect(found.threatScores[1]).toBeCloseTo(0.3 * 0.55 * 0.75, 12);
    expect(found.promptInjectionRate).toBe(1);
  });

  it("reach the default threshold with two rejections, not with a low p alone", () => {
    expect(report([row({ rejections: 2 })]).activeThreats).toBe(1);
    expect(report([row({ p: 0.01 })]).activeThreats).toBe(0);
    expect(report([row({ p: 0.1, accepted: false, rejections: 1 })]).activeThreats).toBe(0);
  });

  it("cap severity and confidence", () => {
    const [injection, exfiltration] = report([row({ p: 0, misuse: 9, rejections: 9 })]).detail?.indicators ?? [];
    expect(injection).toMatchObject({ severity: 1, confidence: 0.9 });
    expect(exfiltration).toMatchObject({ kind: "exfiltration", severity: 1, confidence: 0.6, risk: 0.6 });
  });

  it("take two misuse flags for an exfiltration", () => {
    const found = report([row({ misuse: 2 })], { injectionThreshold: 1 });
    expect(found.exfiltrationAttempts).toBe(1);
    expect(found.threatScores[0]).toBeCloseTo(0.36, 12);
    expect(report([row({ misuse: 1 })], { injectionThreshold: 1 }).exfiltrationAttempts).toBe(0);
  });
});

describe("manipulation", () => {
  it("is gaining by what is bad for others in a large enough share of one's proposals", () => {
    const found = report([
      row({ counterparty: 1, p: 0.35, rA: 0.1 }),
      row({ counterparty: 2, p: 0.45, tau: -1.5 }),
      row({ counterparty: 3, rA: 1 }),
      row({ counterparty: 3, p: 0.35, rA: 0.1, accepted: false }),
    ]);
    expect(found.detail?.manipulations).toEqual([
      {
        manipulator: 0,
        victims: [1, 2],
        techniques: ["reputation_boosting", "resource_extraction"],
        interactions: 4,
        successRate: 0.5,
        influenceDelta: expect.closeTo(1.2, 12),
        assessment: { severity: 0.5, confidence: 0.7 },
      },
    ]);
    expect(found.threatScores[0]).toBe(0.35);
    expect(found.manipulationRate).toBe(1 / 4);
  });

  it("counts an interaction for both rules, so that the rate can exceed 1", () => {
    const both = { p: 0.3, rA: 0.1, tau: -2 };
    expect(report([row(both), row(both), row(both)]).detail?.manipulations[0].successRate).toBe(2);
  });

  it("needs three proposals", () => {
    const boost = row({ p: 0.35, rA: 0.1 });
    expect(report([boost, boost]).manipulationRate).toBe(0);
    expect(report([boost, boost, boost]).manipulationRate).toBe(0.5);
  });

  it("takes agents met three times for victims as soon as one meeting was poor", () => {
    const poor = [row({ p: 0.45, accepted: false }), row(), row()];
    const found = report(poor, { manipulationThreshold: 0 });
    expect(found.detail?.manipulations).toMatchObject([
      { victims: [1], techniques: ["targeted_influence"], successRate: 0 },
    ]);
    expect(report([row(), row(), row()], { manipulationThreshold: 0 }).manipulationRate).toBe(0);
  });
});

describe("laundering", () => {
  const chain = [row({ initiator: 0, counterparty: 1 }), row({ initiator: 1, counterparty: 2 })];

  it("is a long enough way to someone better trusted", () => {
    const found = report(chain, {}, [-1, 0, 1]);
    expect(found.detail?.launderingPaths).toEqual([
      {
        source: 0,
        destination: 2,
        intermediaries: [1],
        trustAtOrigin: -1,
        trustAtDestination: 1,
        trustGain: 2,
        interactions: [1],
      },
    ]);
    // Severity 1, confidence 0.8.
    expect([...found.threatScores].slice(0, 3)).toEqual([0.8, 0, 0.24]);
    expect(found.launderingRate).toBe(0.5);
  });

  it("starts at 0.5 where trust is unknown", () => {
    expect(report(chain, {}, [undefined, 0, 0.9]).detail?.launderingPaths[0].trustAtOrigin).toBe(0.5);
    expect(report(chain, {}, [undefined, 0, 0.8]).launderingRate).toBe(0);
  });

  it("goes on past a reported agent and follows accepted interactions only", () => {
    const longer = [...chain, row({ initiator: 2, counterparty: 3 })];
    expect(report(longer, {}, [-1, 1, 1, 1]).detail?.launderingPaths.map(({ destination }) => destination)).toEqual([
      2, 3,
    ]);
    expect(
      report([chain[0], row({ initiator: 1, counterparty: 2, accepted: false })], {}, [-1, 0, 1]).launderingRate,
    ).toBe(0);
  });

  it("starts from listed agents only, but passes through others", () => {
    expect(report(chain, { agents: [0] }, [-1, 0, 1]).launderingRate).toBe(0.5);
    expect(report(chain, { agents: [1, 2] }, [-1, 0, 1]).launderingRate).toBe(0);
  });

  const someGraph = fc.integer({ min: 1, max: 14 }).chain((nodes) =>
    fc.tuple(
      fc.constant(nodes),
      fc.uniqueArray(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), {
        maxLength: 3 * nodes,
        selector: ([from, to]) => `${from} ${to}`,
      }),
      fc.array(
        fc.integer({ min: -3, max: 3 }).map((n) => n / 2),
        { minLength: nodes, maxLength: nodes },
      ),
      fc.subarray(Array.from({ length: nodes }, (_, node) => node)),
    ),
  );

  test.prop([someGraph, fc.integer({ min: 2, max: 6 }), fc.constantFrom(0, 0.25, 0.5, 1, 2)], { numRuns: 500 })(
    "totals are those of the paths that a search from every source finds",
    ([nodes, edges, trust, sources], minChainLength, trustGap) => {
      const from = Int32Array.from(edges, ([node]) => node);
      const to = Int32Array.from(edges, ([, node]) => node);
      const graph = graphOf(nodes, from, to, edges.length);
      const reversed = graphOf(nodes, to, from, edges.length);
      const paths = launderingPaths(graph, sources, trust, { trustGap, minChainLength });
      const expected = new ThreatScores(nodes);
      for (const { source, destination, trustGain } of paths) {
        expected.source(source, assessLaundering(trustGain));
        expected.target(destination, assessLaundering(trustGain));
      }
      const scores = new ThreatScores(nodes);
      const count = launderingTotals({ graph, reversed }, sources, trust, { trustGap, minChainLength }, scores);
      expect(count).toBe(paths.length);
      expect(scores.values).toEqual(expected.values);
    },
  );
});

describe("contagion", () => {
  it("passes from an initiator to a counterparty that goes on to harm others", () => {
    const found = report([low(0, 1), low(1, 2), low(1, 3)]);
    expect(found.contagionChains).toMatchObject([{ origin: 0, path: [0, 1, 2, 3], interactions: [0, 1, 2], depth: 3 }]);
    // No time passed: 3 agents in 0.01 minutes. Severity 3 / 5, confidence 0.9.
    expect(found.contagionChains[0].velocity).toBeCloseTo(300, 9);
    expect(found.threatScores[0]).toBeCloseTo(0.54, 12);
    expect(found.threatScores[3]).toBeCloseTo(0.162, 12);
    expect(found.contagionDepth).toBe(3);
  });

  it("needs two later harmful proposals; equal times count as later by row", () => {
    expect(report([low(0, 1), low(1, 2)]).contagionDepth).toBe(0);
    expect(report([low(1, 2), low(0, 1), low(1, 3)]).contagionDepth).toBe(0);
    expect(report([low(1, 2, 5), low(0, 1, 1), low(1, 3, 9)]).contagionDepth).toBe(3);
  });

  it("follows the first five proposals, those to agents already reached included", () => {
    const repeated = [low(0, 1), low(1, 2), low(1, 2), low(1, 0), low(1, 3), low(1, 4), low(1, 5)];
    expect(report(repeated).contagionChains[0].path).toEqual([0, 1, 2, 3, 4]);
  });

  it("is too slow when all later harm together takes too long", () => {
    // 2 new agents besides the counterparty; the span ends with the last of all later ones.
    const rows = (end: number) => [low(0, 1), low(1, 2), low(1, 3), low(1, 3, end)];
    // 3 / (1.49 + 0.01) = 2 agents per minute.
    expect(report(rows(1.49 * 60_000 - 1)).contagionDepth).toBe(3);
    expect(report(rows(1.49 * 60_000 + 1)).contagionDepth).toBe(0);
  });

  it("drops a chain whose agents all belong to a deeper one, or to an equal one that started before", () => {
    const found = report([low(0, 1), low(0, 1), low(1, 2), low(1, 3)]);
    expect(found.contagionChains.map(({ interactions }) => interactions)).toEqual([[0, 2, 3]]);
    // 4 -> 1 adds an agent of its own and stays.
    expect(report([low(0, 1), low(4, 1), low(1, 2), low(1, 3)]).contagionChains).toHaveLength(2);
  });
});

describe("security report", () => {
  it("combines the findings into the level of the ecosystem", () => {
    // 1 injection, 2 agents, nobody flagged: 0.25 x 1 / 10; flagged with a threshold of 0.2: + 0.25 x 1 / 2.
    expect(report([row({ misuse: 2 })], { manipulationThreshold: 1, injectionThreshold: 1 })).toMatchObject({
      ecosystemThreatLevel: 0.025,
      flagged: [],
    });
    expect(report([row({ misuse: 2 })], { manipulationThreshold: 0.2, injectionThreshold: 1 })).toMatchObject({
      ecosystemThreatLevel: 0.15,
      flagged: [0],
    });
  });

  it("scores listed agents only, idle ones included, and counts findings about all", () => {
    const found = report([row({ initiator: 5, misuse: 2 })], { agents: [1, 3], injectionThreshold: 1 });
    expect(found).toMatchObject({ agents: [1, 3], exfiltrationAttempts: 1, activeThreats: 1 });
    expect(found.threatScores[1]).toBeCloseTo(0.3 * 0.36, 12);
    expect(found.threatScores[3]).toBe(0);
    expect(found.ecosystemThreatLevel).toBeCloseTo(0.25 / 10, 12);
  });

  it("is empty without interactions, whoever is listed", () => {
    expect(report([], { agents: [0, 1] })).toMatchObject({ agents: [], ecosystemThreatLevel: 0, activeThreats: 0 });
  });

  it("forgets everything when the history is cleared, and is the same again when it is restored", () => {
    const history = historyOf([low(0, 1), low(1, 2), low(1, 3), row({ misuse: 3, tau: -2, p: 0.1 })]);
    const analysis = new SecurityAnalysis(history, SETTINGS);
    const question = { trust: [-1, 0, 1, 2], detail: true };
    const before = analysis.report(question);
    const saved = JSON.parse(JSON.stringify(history.save()));
    history.clear();
    expect(analysis.report(question)).toEqual(report([]));
    history.restore(saved);
    expect(analysis.report(question)).toEqual(before);
  });

  const trusts = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 6, maxLength: 6 });
  const settings = fc.record({
    injectionThreshold: fc.double({ min: 0, max: 1, noNaN: true }),
    manipulationThreshold: fc.double({ min: 0, max: 1, noNaN: true }),
    launderingTrustGap: fc.double({ min: 0, max: 1, noNaN: true }),
    contagionVelocity: fc.double({ min: 0.1, max: 5, noNaN: true }),
    minChainLength: fc.integer({ min: 2, max: 5 }),
  });

  test.prop([anyHistory(6), trusts, settings])(
    "has the same counts, scores and chains with and without detail",
    (rows, trust, given) => {
      const analysis = new SecurityAnalysis(historyOf(rows), given);
      const { detail, ...rest } = analysis.report({ trust, detail: true });
      expect(analysis.report({ trust, detail: false })).toEqual(rest);
      expect(detail?.indicators).toHaveLength(rest.activeThreats);
    },
  );

  test.prop([anyHistory(6), trusts, settings, anyOrder(6)])(
    "does not depend on the agents' indices",
    (rows, trust, given, order) => {
      const renamed = rows.map((x) => ({ ...x, initiator: order[x.initiator], counterparty: order[x.counterparty] }));
      const trustRenamed = order.map((_, agent) => trust[order.indexOf(agent)]);
      const original = report(rows, given, trust);
      const found = report(renamed, given, trustRenamed);
      const { ecosystemThreatLevel, activeThreats, launderingRate, contagionDepth } = original;
      expect(found).toMatchObject({ ecosystemThreatLevel, activeThreats, launderingRate, contagionDepth });
      expect(found.agents).toEqual(original.agents.map((agent) => order[agent]));
      expect(found.flagged).toEqual(original.flagged.map((agent) => order[agent]));
      for (const agent of original.agents) {
        expect(found.threatScores[order[agent]]).toBe(original.threatScores[agent]);
      }
      expect(found.contagionChains).toEqual(
        original.contagionChains.map((chain) => ({
          ...chain,
          origin: order[chain.origin],
          path: chain.path.map((agent) => order[agent]),
        })),
      );
    },
  );

  test.prop([anyHistory(6), trusts, settings])("keeps shares and levels in their ranges", (rows, trust, given) => {
    const found = report(rows, given, trust);
    for (const share of [found.ecosystemThreatLevel, found.promptInjectionRate, found.manipulationRate]) {
      expect(share >= 0 && share <= 1).toBe(true);
    }
    for (const { kind, severity, confidence } of found.detail?.indicators ?? []) {
      expect(severity >= 0 && (severity <= 1 || kind === "cross_agent_manipulation")).toBe(true);
      expect(confidence >= 0.2 && confidence <= 0.9).toBe(true);
    }
    for (const score of found.threatScores) expect(score >= 0 && score <= 2 * 0.9).toBe(true);
  });
});

describe("real-time threat", () => {
  const harmless = { accepted: true, p: 0.8, misuse: 0, rejections: 0 };

  it("adds up what one interaction shows and 0.3 of the initiator's latest score", () => {
    expect(realtimeThreat(harmless, 0)).toEqual({ score: 0, kind: "unknown" });
    expect(realtimeThreat({ accepted: true, p: 0.29, misuse: 1, rejections: 1 }, 0.5).score).toBeCloseTo(0.8, 12);
    expect(realtimeThreat({ accepted: true, p: 0.1, misuse: 5, rejections: 5 }, 1).score).toBe(1);
    expect(realtimeThreat({ ...harmless, accepted: false, p: 0.1 }, 0).score).toBe(0);
  });

  it("is named by its flags first, then by an accepted p below 0.2", () => {
    expect(realtimeThreat({ ...harmless, misuse: 2, p: 0.1 }, 0).kind).toBe("exfiltration");
    expect(realtimeThreat({ ...harmless, misuse: 1, p: 0.1 }, 0).kind).toBe("prompt_injection");
    expect(realtimeThreat({ ...harmless, p: 0.19 }, 0).kind).toBe("cross_agent_manipulation");
    expect(realtimeThreat({ ...harmless, p: 0.2 }, 0).kind).toBe("unknown");
    expect(realtimeThreat({ ...harmless, p: 0.19, accepted: false }, 0).kind).toBe("unknown");
  });
});

describe("threat trend and containment", () => {
  it("fit a line through the last levels and compare its halves", () => {
    expect(threatTrend([9, 0, 1, 2, 4], 4)).toEqual({
      trend: expect.closeTo(1.3, 12), // by hand: (-1.5 x 0 - 0.5 x 1 + 0.5 x 2 + 1.5 x 4) / 5
      acceleration: expect.closeTo(1, 12),
      current: 4,
      max: 4,
    });
    expect(threatTrend([0.1, 0.4, 0.4], 5).acceleration).toBe(0);
    expect(threatTrend([0.3], 5)).toEqual({ trend: 0, acceleration: 0 });
  });

  it("count the contained share, all of none", () => {
    expect(containmentEffectiveness([])).toBe(1);
    expect(containmentEffectiveness([true, false, false, false])).toBe(0.25);
  });
});
