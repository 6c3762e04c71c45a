import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { CollusionAnalysis, type CollusionSettings } from "../../src/governance/collusion/analysis.js";
import { benefitCorrelation } from "../../src/governance/collusion/benefit-correlation.js";
import { pairScore } from "../../src/governance/collusion/pair-score.js";
import { pairTiming } from "../../src/governance/collusion/pair-timing.js";
import { pairwiseSum } from "../../src/governance/collusion/pairwise-sum.js";
import type { CollusionReport } from "../../src/governance/collusion/report.js";
import { temporalClustering } from "../../src/governance/collusion/temporal-clustering.js";
import { coordinatedVoters } from "../../src/governance/collusion/vote-coordination.js";
import { type HistoryRow, InteractionHistory } from "../../src/governance/history.js";
import { AGENTS, anyHistory, anyOrder, historyOf, row } from "../support/histories.js";

const SETTINGS: CollusionSettings = {
  rank: [0, 1, 2, 3, 4, 5],
  frequencyThreshold: 2,
  minInteractions: 3,
  scoreThreshold: 0.5,
};

function report(rows: readonly HistoryRow[], settings: Partial<CollusionSettings> = {}): CollusionReport {
  return new CollusionAnalysis(historyOf(rows), { ...SETTINGS, ...settings }).report({ detail: true });
}

/** `n` rows that differ in what `given` says of the i-th. */
function rows(n: number, given: (i: number) => Partial<HistoryRow>): HistoryRow[] {
  return Array.from({ length: n }, (_, i) => row(given(i)));
}

describe("benefit correlation", () => {
  const correlate = (a: number[], b: number[]) =>
    benefitCorrelation(Float64Array.from(a), Float64Array.from(b), a.length);

  it("is that of Pearson", () => {
    // By hand: deviations -1 0 1 and -1 -1 2, so 3 / sqrt(2 x 6).
    expect(correlate([1, 2, 3], [1, 1, 4])).toBeCloseTo(Math.sqrt(3) / 2, 12);
    expect(correlate([1, 2, 4], [-1, -2, -4])).toBeCloseTo(-1, 12);
  });

  it("is 0 where it is not defined", () => {
    expect(correlate([], [])).toBe(0);
    expect(correlate([3], [4])).toBe(0);
    expect(correlate([1, 1, 1], [1, 2, 3])).toBe(0);
    expect(correlate([1, 2, 3], [0.5, 0.5, 0.5])).toBe(0);
  });

  it.each([
    // Answers of numpy.corrcoef(x, x)[0, 1], NumPy 2.4.6 with OpenBLAS kernels without fused multiply-add.
    [[1, 2, 3, 4], 1],
    [[0.1, 0.5, 0.9, 0.2, 0.3], 1],
    [[0.3, 0.1, 0.5], 0.9999999999999999],
    [[0.1, 0.2, 0.4], 0.9999999999999998],
    [[0.1, 0.3, 0.7, 0.2], 0.9999999999999998],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9999999999999999],
  ])("of %j with itself has the last bit that NumPy gives it", (series, expected) => {
    expect(correlate(series, series)).toBe(expected);
  });

  it.each([
    // Answers of numpy.add.reduce, NumPy 2.4.6; adding left to right gives another last bit for most of them.
    [7, 2.1210000000000004],
    [8, 2.128],
    [13, 3.6780000000000004],
    [20, 5.890000000000001],
    [128, 46.028000000000006],
    [130, 46.785],
    [300, 134.55],
    [1000, 799.2],
  ])("takes means over sums of %i values in NumPy's order", (n, expected) => {
    const values = Float64Array.from({ length: n }, (_, i) => 0.1 * (i % 7) + 1e-3 * i);
    expect(pairwiseSum(values, 0, n)).toBe(expected);
  });
});

describe("pair score", () => {
  const harmless = { interactions: 10, acceptance: 0.5, z: 0, correlation: 0, quality: 0.5 };

  it("adds a quarter for frequency, full from the threshold on", () => {
    expect(pairScore({ ...harmless, z: 1 }, 2)).toBe(0.125);
    expect(pairScore({ ...harmless, z: 7 }, 2)).toBe(0.25);
    expect(pairScore({ ...harmless, z: -1 }, 2)).toBe(0);
  });

  it("adds 0.3 of a positive correlation and 0.2 of acceptance above one half", () => {
    expect(pairScore({ ...harmless, correlation: 0.5 }, 2)).toBe(0.15);
    expect(pairScore({ ...harmless, correlation: -1 }, 2)).toBe(0);
    expect(pairScore({ ...harmless, acceptance: 0.75 }, 2)).toBe(0.1);
    expect(pairScore({ ...harmless, acceptance: 0.1 }, 2)).toBe(0);
  });

  it("counts poor quality only when most of it is accepted", () => {
    expect(pairScore({ ...harmless, quality: 0 }, 2)).toBe(0);
    expect(pairScore({ ...harmless, acceptance: 1, quality: 0.25 }, 2)).toBeCloseTo(0.2 + 0.125, 12);
  });

  it("gives a tenth of itself per interaction up to ten", () => {
    expect(pairScore({ ...harmless, interactions: 4, acceptance: 1 }, 2)).toBeCloseTo(0.08, 12);
  });
});

describe("collusion analysis", () => {
  it("flags an honest pair under an even tax exactly when the correlation of the equal costs rounds to 1", () => {
    const taxed = (last: number) =>
      rows(10, (i) => ({ costA: i === 9 ? last : i + 1, costB: i === 9 ? last : i + 1, initiator: 0 }));
    // Correlations by NumPy as above: 1 with a last cost of 12, one step below 1 with a last cost of 10.
    expect(report(taxed(12)).maxPairScore).toBe(0.5);
    expect(report(taxed(12)).flaggedPairs).toBe(1);
    expect(report(taxed(10)).maxPairScore).toBeLessThan(0.5);
    expect(report(taxed(10)).flaggedPairs).toBe(0);
  });

  it("counts costs that are set after the interaction was recorded, also after a report", () => {
    const history = historyOf(rows(10, () => ({})));
    const analysis = new CollusionAnalysis(history, SETTINGS);
    expect(analysis.report({ detail: false }).maxPairScore).toBe(0.2);
    for (let i = 0; i < 10; i++) history.setCosts(i, i % 2, i % 2);
    expect(analysis.report({ detail: false }).maxPairScore).toBeCloseTo(0.5, 12);
  });

  it("measures frequency in standard deviations above the mean pair", () => {
    // Counts 3, 3, 12: mean 6, sd sqrt(18), z = sqrt 2; over the threshold of 2 that is 0.7071 of 0.25.
    const found = report([
      ...rows(12, () => ({})),
      ...rows(3, () => ({ initiator: 2 })),
      ...rows(3, () => ({ initiator: 2, counterparty: 0 })),
    ]);
    expect(found.maxPairScore).toBeCloseTo(0.25 * Math.SQRT1_2 + 0.2, 12);
    expect(found.meanPairScore).toBeCloseTo((0.25 * Math.SQRT1_2 + 0.2 + 0.06 + 0.06) / 3, 12);
  });

  it("averages quality over both initiators, a missing one counting as 0.5", () => {
    // Mean p 0.2 when 0 starts, 0.5 in default of 1: q = 0.35, so (0.2 + 0.25 x 0.3) x 5 / 10.
    expect(report(rows(5, () => ({ p: 0.2 }))).maxPairScore).toBeCloseTo(0.1375, 12);
  });

  it("scores the group that suspicious pairs connect against what its members do outside", () => {
    // Pair 0-1: z = 1, so 0.125 + 0.2 = 0.325. Group: 10 of 12 interactions inside, p 0.9 against 0.4:
    // (0.4 x 2 x 1/3 + 0.6 x 0.5) x (0.5 + 0.5 x 2/5) = 0.396667.
    const found = report(
      [...rows(10, () => ({ p: 0.9 })), ...rows(2, () => ({ initiator: 1, counterparty: 2, p: 0.4 }))],
      { scoreThreshold: 0.3 },
    );
    const group = 0.7 * (0.8 / 3 + 0.3);
    expect(found.groups).toHaveLength(1);
    expect(found.groups[0]).toMatchObject({ members: [0, 1], internalRate: 10 / 12, externalRate: 2 / 12 });
    expect(found.groups[0].score).toBeCloseTo(group, 12);
    expect([...found.agentRisk].slice(0, 3)).toEqual([found.groups[0].score, found.groups[0].score, 0]);
    // One of three possible pairs, two of three agents.
    expect(found.ecosystemRisk).toBeCloseTo(0.1 + 0.2 + 0.4 * group, 12);
  });

  it("names the party first whose id sorts first, whatever the indices", () => {
    const [pair] =
      report(
        rows(10, (i) => ({ tau: 1, costA: i % 2, p: 0.9 })),
        { rank: [1, 0], scoreThreshold: 0 },
      ).suspiciousPairs ?? [];
    expect(pair).toMatchObject({ a: 1, b: 0, qualityByA: 0.5, meanBenefitA: 1, meanBenefitB: -1.5 });
    expect(pair.qualityByB).toBeCloseTo(0.9, 12);
  });

  it("ignores interactions with agents that are not listed, and lists idle ones", () => {
    const strangers = rows(10, () => ({ counterparty: 5 }));
    const found = report([...strangers, ...rows(10, () => ({ accepted: false }))], { agents: [0, 1, 3] });
    expect(found.agents).toEqual([0, 1, 3]);
    expect(found.maxPairScore).toBe(0);
    expect(report(strangers, { agents: [0, 1, 3] })).toMatchObject({ agents: [], ecosystemRisk: 0, flaggedPairs: 0 });
  });

  it("forgets everything when the history is cleared, and is the same again when it is restored", () => {
    const history = historyOf(rows(10, (i) => ({ costA: i % 3, costB: i % 3 })));
    const analysis = new CollusionAnalysis(history, SETTINGS);
    const before = analysis.report({ detail: true });
    const saved = JSON.parse(JSON.stringify(history.save()));
    history.clear();
    expect(analysis.report({ detail: true })).toEqual(report([]));
    history.restore(saved);
    expect(analysis.report({ detail: true })).toEqual(before);
  });

  test.prop([anyHistory(5), anyOrder(5), fc.double({ min: 0, max: 0.5, noNaN: true })])(
    "depends on the agents' ids, not on their indices",
    (history, order, scoreThreshold) => {
      const rank = [3, 0, 4, 1, 2];
      const renamed = history.map((x) => ({
        ...x,
        initiator: order[x.initiator],
        counterparty: order[x.counterparty],
      }));
      const rankRenamed = order.map((_, agent) => rank[order.indexOf(agent)]);
      const original = report(history, { rank, scoreThreshold });
      const { agents, agentRisk, groups, suspiciousPairs, ...sums } = report(renamed, {
        rank: rankRenamed,
        scoreThreshold,
      });
      expect(sums).toEqual({
        ecosystemRisk: original.ecosystemRisk,
        meanPairScore: original.meanPairScore,
        maxPairScore: original.maxPairScore,
        flaggedPairs: original.flaggedPairs,
      });
      expect(agents).toEqual(original.agents.map((agent) => order[agent]));
      for (const agent of original.agents) expect(agentRisk[order[agent]]).toBe(original.agentRisk[agent]);
      expect(groups).toEqual(
        original.groups.map((group) => ({ ...group, members: group.members.map((agent) => order[agent]) })),
      );
      expect(suspiciousPairs).toEqual(
        original.suspiciousPairs?.map((pair) => ({ ...pair, a: order[pair.a], b: order[pair.b] })),
      );
    },
  );

  test.prop([anyHistory(4), fc.double({ min: 0, max: 1, noNaN: true })])(
    "keeps every score between 0 and 1, and a mean not above the maximum",
    (history, scoreThreshold) => {
      const found = report(history, { scoreThreshold, minInteractions: 1 });
      const scores = [
        found.ecosystemRisk,
        found.meanPairScore,
        found.maxPairScore,
        ...found.agentRisk,
        ...found.groups.map(({ score }) => score),
      ];
      for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
      expect(found.meanPairScore).toBeLessThanOrEqual(found.maxPairScore + 1e-12);
      for (const { score } of [...(found.suspiciousPairs ?? []), ...found.groups]) {
        expect(score).toBeGreaterThanOrEqual(scoreThreshold);
      }
    },
  );

  test.prop([anyHistory(4), fc.integer({ min: 1, max: 9 })])(
    "reports the same after many reports on the way as after none",
    (given, every) => {
      const history = new InteractionHistory(AGENTS);
      const analysis = new CollusionAnalysis(history, SETTINGS);
      for (const [i, { costA, costB, ...rest }] of given.entries()) {
        history.push({ ...rest, costA: 0, costB: 0 });
        if (i % every === 0) analysis.report({ detail: false });
        history.setCosts(i, costA, costB);
      }
      expect(analysis.report({ detail: true })).toEqual(report(given));
    },
  );
});

describe("pair timing", () => {
  it("is the mean gap in seconds and the spread of the gaps over it", () => {
    // Gaps of 1 and 3 seconds: mean 2, population sd 1.
    expect(pairTiming([4000, 0, 1000])).toEqual({ meanGap: 2, burstiness: 0.5 });
    expect(pairTiming([7])).toEqual({ meanGap: 0, burstiness: 0 });
    expect(pairTiming([7, 7])).toEqual({ meanGap: 0, burstiness: 0 });
  });
});

describe("temporal clustering", () => {
  it("is the share of an agent's other events within the window, its border included", () => {
    const history = historyOf([
      row({ timeMs: 100_001 }),
      row({ timeMs: 0, accepted: false }),
      row({ timeMs: 60_000, counterparty: 2 }),
    ]);
    // Agent 0: 0 and 60 s are near each other, so are 60 and 100.001 s: 2, 3 and 2 near events of 3.
    expect(temporalClustering(history, 60_000)).toEqual(
      new Map([
        [0, (7 / 3 - 1) / 2],
        [1, 0],
        [2, 0],
      ]),
    );
    expect(temporalClustering(history, 59_999).get(0)).toBeCloseTo((5 / 3 - 1) / 2, 12);
  });
});

describe("vote coordination", () => {
  const ballot = (voter: number, directions: readonly number[]) =>
    directions.map((direction, target) => ({ voter, target, direction }));

  it("pairs voters who agree often enough on three targets or more, the most agreeing first", () => {
    const votes = [...ballot(0, [1, 1, 1, 1]), ...ballot(1, [1, 1, 1, -1]), ...ballot(2, [1, 1, 1])];
    expect(coordinatedVoters(votes, 0.75, [2, 1, 0])).toEqual([
      { a: 2, b: 1, agreement: 1 },
      { a: 2, b: 0, agreement: 1 },
      { a: 1, b: 0, agreement: 0.75 },
    ]);
    expect(coordinatedVoters(votes, 0.8, [0, 1, 2])).toHaveLength(2);
  });

  it("needs three common targets and counts the last vote on a target", () => {
    expect(coordinatedVoters([...ballot(0, [1, 1]), ...ballot(1, [1, 1])], 0, [0, 1])).toEqual([]);
    const changed = [...ballot(0, [1, 1, 1]), ...ballot(1, [1, 1, 1]), { voter: 1, target: 2, direction: -1 }];
    expect(coordinatedVoters(changed, 0, [0, 1])).toEqual([{ a: 0, b: 1, agreement: 2 / 3 }]);
  });
});
