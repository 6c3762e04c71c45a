import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { clusters } from "../../src/governance/sybil/clusters.js";
import { sybilDetection } from "../../src/governance/sybil/lever.js";
import { Meetings } from "../../src/governance/sybil/meetings.js";
import { similarity } from "../../src/governance/sybil/similarity.js";
import { LeverBench } from "../support/lever-bench.js";

function meetingsOf(pairs: readonly (readonly [number, number])[]): Meetings {
  const meetings = new Meetings();
  for (const [a, b] of pairs) meetings.add(a, b);
  return meetings;
}

const partners = (record: Record<number, number>) =>
  new Map(Object.entries(record).map(([partner, times]) => [Number(partner), times]));

describe("the similarity of two agents", () => {
  it("is 1 when both met one and the same partner, however often", () => {
    expect(similarity(partners({ 7: 1 }), partners({ 7: 5 }))).toBe(1);
  });

  it("is 0 without a common partner", () => {
    expect(similarity(partners({ 7: 1 }), partners({ 8: 1 }))).toBe(0);
  });

  it("is the mean of the Jaccard index and of the product of the shares over common partners", () => {
    // One of three partners in common, with all of the interactions with common partners on both sides: (1/3 + 1) / 2.
    expect(similarity(partners({ 7: 1, 8: 1 }), partners({ 7: 1, 9: 4 }))).toBeCloseTo(2 / 3, 12);
    // The same two partners, 1 : 1 and 3 : 1: (1 + 1/2 x 3/4 + 1/2 x 1/4) / 2.
    expect(similarity(partners({ 7: 2, 8: 2 }), partners({ 7: 3, 8: 1 }))).toBeCloseTo(0.75, 12);
  });
});

describe("clusters", () => {
  it("are founded in the order of appearance and joined by those like the founder, not like each other", () => {
    // 1 meets 8 and 9; 2 meets 8 alone and 3 meets 9 alone: each is (1/2 + 1) / 2 = 0.75 like 1, and nothing like the
    // other. 8 and 9 have one of three partners in common: (1/3 + 1) / 2 = 0.67.
    const pairs = [
      [1, 8],
      [1, 9],
      [2, 8],
      [3, 9],
    ] as const;
    expect(clusters(meetingsOf(pairs), 0.7)).toEqual([[1, 2, 3]]);
    expect(clusters(meetingsOf(pairs), 0.6)).toEqual([
      [1, 2, 3],
      [8, 9],
    ]);
    // In reverse, 3 comes first, founds a cluster with 1, and 2 is left over.
    expect(clusters(meetingsOf([...pairs].reverse()), 0.7)).toEqual([[3, 1]]);
  });

  it("have two members at least", () => {
    expect(clusters(meetingsOf([[0, 1]]), 0.5)).toEqual([]);
    expect(clusters(new Meetings(), 0)).toEqual([]);
  });

  it("take in everybody at a threshold of 0", () => {
    expect(
      clusters(
        meetingsOf([
          [3, 1],
          [2, 0],
        ]),
        0,
      ),
    ).toEqual([[3, 1, 2, 0]]);
  });

  const agent = fc.nat(7);
  const history = fc.array(
    fc.tuple(agent, agent).filter(([a, b]) => a !== b),
    { maxLength: 40 },
  );
  const threshold = fc.oneof(
    fc.constantFrom(0.55, 0.6, 0.7, 0.75, 0.8, 0.9, 1),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  test.prop([history, threshold], { numRuns: 500 })("are those of the definition", (pairs, threshold) => {
    const meetings = meetingsOf(pairs);
    const expected: number[][] = [];
    const assigned = new Set<number>();
    for (const [place, founder] of meetings.seen.entries()) {
      if (assigned.has(founder)) continue;
      const members = [founder];
      for (const later of meetings.seen.slice(place + 1)) {
        if (assigned.has(later)) continue;
        if (similarity(meetings.partnersOf(founder), meetings.partnersOf(later)) >= threshold) members.push(later);
      }
      if (members.length < 2) continue;
      expected.push(members);
      for (const member of members) assigned.add(member);
    }
    expect(clusters(meetings, threshold)).toEqual(expected);
  });
});

describe("the Sybil lever", () => {
  const bench = (given: Record<string, unknown> = {}) =>
    new LeverBench(sybilDetection, { sybil_detection_enabled: true, ...given }, 5);

  /** Agents 1, 2 and 3 all deal with agent 0 alone; agent 4 with nobody. */
  function ring(lever: LeverBench): void {
    for (const initiator of [1, 2]) lever.meet({ initiator, counterparty: 0 });
    lever.meet({ initiator: 0, counterparty: 3, accepted: false });
  }

  it("penalises each member of a cluster at every epoch start", () => {
    const lever = bench({ sybil_penalty_multiplier: 2 });
    ring(lever);
    const penalties = { reputation: { 1: -0.2, 2: -0.2, 3: -0.2 }, resources: { 1: -2, 2: -2, 3: -2 } };
    expect(lever.epochStart(1)).toMatchObject(penalties);
    expect(lever.epochStart(2)).toMatchObject(penalties);
    expect(lever.epochStart(2).report).toEqual({ sybil_clusters: 1, sybil_agents: 3, largest_sybil_cluster: 3 });
  });

  it("blocks the members of clusters above the largest size, which at 1 is every cluster", () => {
    const lever = bench();
    ring(lever);
    const acting = () => [0, 1, 2, 3, 4].filter((agent) => lever.mayAct(agent));
    expect(acting()).toEqual([0, 1, 2, 3, 4]);
    lever.epochStart(1);
    expect(acting()).toEqual([0, 4]);
    lever.config.sybil_max_cluster_size = 3;
    expect(acting()).toEqual([0, 1, 2, 3, 4]);
    lever.config.sybil_max_cluster_size = 2;
    expect(acting()).toEqual([0, 4]);
  });

  it("charges both sides when two members meet, if it is told to", () => {
    const lever = bench({ sybil_realtime_rate: 0.3 });
    ring(lever);
    lever.epochStart(1);
    expect(lever.meet({ initiator: 1, counterparty: 2 }).cost).toEqual([0, 0]);
    lever.config.sybil_realtime_penalty = true;
    expect(lever.meet({ initiator: 1, counterparty: 2, accepted: false }).cost).toEqual([0.3, 0.3]);
    expect(lever.meet({ initiator: 1, counterparty: 0 }).cost).toEqual([0, 0]);
  });

  it("drops agents from a cluster when they come to deal with others", () => {
    const lever = bench();
    ring(lever);
    lever.epochStart(1);
    for (let i = 0; i < 3; i += 1) lever.meet({ initiator: 3, counterparty: 4 });
    expect(lever.epochStart(2).reputation).toEqual({ 1: -0.1, 2: -0.1 });
    expect(lever.mayAct(3)).toBe(true);
  });
});
