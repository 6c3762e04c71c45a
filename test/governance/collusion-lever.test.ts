import { describe, expect, it } from "vitest";
import { collusion } from "../../src/governance/collusion/lever.js";
import { LeverBench, type Meeting, type Subject } from "../support/lever-bench.js";

const bench = (given: Record<string, unknown> = {}, subjects: Partial<Subject>[] | number = 3) =>
  new LeverBench(collusion, { collusion_detection_enabled: true, collusion_score_threshold: 0.25, ...given }, subjects);

/**
 * Ten accepted interactions that 0 starts with 1 at p = 0.1. The only pair, so no frequency; no costs, so no correlation;
 * acceptance 0.2; quality (0.1 + 0.5) / 2, so 0.25 x 0.4 = 0.1 for poor work: 0.3. As a group: (0.4 x 1) x 0.7 = 0.28.
 */
function collude(lever: LeverBench, given: Meeting = {}): void {
  for (let i = 0; i < 10; i += 1) lever.meet({ p: 0.1, ...given });
}

describe("the collusion lever", () => {
  it("takes risk in reputation and ten times as much in resources off every suspect", () => {
    const lever = bench({ collusion_penalty_multiplier: 2 });
    collude(lever);
    const { reputation, resources } = lever.epochStart(1);
    expect(Object.keys(reputation)).toEqual(["0", "1"]);
    for (const agent of [0, 1]) {
      expect(reputation[agent]).toBeCloseTo(-0.6, 12);
      expect(resources[agent]).toBeCloseTo(-6, 12);
    }
  });

  it("reports the figures of the analysis", () => {
    const lever = bench();
    collude(lever);
    const { report } = lever.epochStart(1);
    expect(report).toMatchObject({ flagged_pairs: 1, flagged_groups: 1, flagged_agents: 2 });
    // 0.3 x 1 of 3 pairs + 0.3 x 2 of 3 agents + 0.4 x 0.28.
    expect(report?.ecosystem_collusion_risk).toBeCloseTo(0.412, 12);
    expect(report?.max_pair_score).toBeCloseTo(0.3, 12);
    expect(report?.mean_pair_score).toBeCloseTo(0.3, 12);
  });

  it("spares agents below the threshold", () => {
    const lever = bench({ collusion_score_threshold: 0.31 });
    collude(lever);
    expect(lever.epochStart(1)).toMatchObject({ reputation: {}, report: { flagged_pairs: 0, flagged_agents: 0 } });
  });

  it("waits for the least number of interactions", () => {
    const lever = bench({ collusion_min_interactions: 10 });
    for (let i = 0; i < 9; i += 1) lever.meet({ p: 0.1 });
    expect(lever.epochStart(1)).toMatchObject({ reputation: {}, report: undefined });
    lever.meet({ p: 0.1 });
    expect(lever.epochStart(2).report).toBeDefined();
  });

  it("penalises the same evidence again each epoch, unless it forgets it", () => {
    const lever = bench();
    collude(lever);
    expect(lever.epochStart(1).reputation).toEqual(lever.epochStart(2).reputation);
    lever.config.collusion_clear_history_on_epoch = true;
    expect(lever.epochStart(3).report).toBeDefined();
    expect(lever.epochStart(4)).toMatchObject({ reputation: {}, report: undefined });
  });

  it("weighs costs as they were settled, those of other levers included", () => {
    const lever = bench({ collusion_score_threshold: 0.59 });
    // Costs that rise and fall together on both sides: a correlation of 1 adds 0.3 to the 0.3.
    for (let i = 0; i < 10; i += 1) lever.meet({ p: 0.1, costA: i % 2, costB: i % 2 });
    const { reputation } = lever.epochStart(1);
    expect(reputation[0]).toBeCloseTo(-0.6, 12);
  });

  it("charges interactions between two suspects of the latest analysis, if it is told to", () => {
    const lever = bench({ collusion_realtime_penalty: true });
    collude(lever);
    expect(lever.meet({ p: 0.1 }).cost).toEqual([0, 0]);
    lever.epochStart(1);
    const [initiator, counterparty] = lever.meet({ initiator: 1, counterparty: 0, accepted: false }).cost;
    expect(initiator).toBeCloseTo(0.03, 12);
    expect(counterparty).toBe(initiator);
    expect(lever.meet({ initiator: 0, counterparty: 2 }).cost).toEqual([0, 0]);
    lever.config.collusion_realtime_penalty = false;
    expect(lever.meet({ p: 0.1 }).cost).toEqual([0, 0]);
  });

  it("read its thresholds at the start", () => {
    const lever = bench();
    Object.assign(lever.config, {
      collusion_score_threshold: 1,
      collusion_min_interactions: 1000,
      collusion_frequency_threshold: 100,
    });
    collude(lever);
    expect(lever.epochStart(1).report).toMatchObject({ flagged_pairs: 1 });
  });

  it("says how many adversaries it found, and which of their pairs it scored and let pass", () => {
    const adversary = { archetype: "adversarial" } as const;
    const lever = bench({}, [adversary, {}, adversary, adversary]);
    collude(lever);
    // Accepted and good: 0.2 x 3/10 for pair 2-3.
    for (let i = 0; i < 3; i += 1) lever.meet({ initiator: 2, counterparty: 3, p: 0.9 });
    expect(lever.epochStart(1).report).toMatchObject({
      adversarial_agents: 3,
      flagged_adversarial_agents: 1,
      collusion_detection_rate: 1 / 3,
      undetected_collusion_pairs: 1,
    });
  });

  it("says nothing of detection where nobody is an adversary", () => {
    const lever = bench();
    collude(lever);
    expect(lever.epochStart(1).report).not.toHaveProperty("collusion_detection_rate");
  });

  it("passes over parties without a name", () => {
    const lever = bench();
    collude(lever, { initiator: 3 });
    expect(lever.epochStart(1)).toMatchObject({ reputation: {}, report: { flagged_pairs: 0, max_pair_score: 0 } });
  });
});
