import { describe, expect, it } from "vitest";
import { security } from "../../src/governance/security/lever.js";
import { LeverBench, type Subject } from "../support/lever-bench.js";

const bench = (given: Record<string, unknown> = {}, subjects: Partial<Subject>[] | number = 4) =>
  new LeverBench(security, { security_enabled: true, ...given }, subjects);

/**
 * Good and accepted work from 0 (reputation -1) over 1 (0) to 2 (1). A chain of three toward a better reputation is taken
 * for laundering: gain 2, severity 1, confidence 0.8. Source 0.8, target 0.3 x 0.8.
 */
function launder(given: Record<string, unknown> = {}): LeverBench {
  const lever = bench(given, [{ reputation: -1 }, { reputation: 0 }, { reputation: 1 }, {}]);
  for (let i = 0; i < 4; i += 1) lever.meet({ initiator: 0, counterparty: 1, p: 0.9 });
  lever.meet({ initiator: 1, counterparty: 2, p: 0.9 });
  return lever;
}

/** Harm that spreads from 0 over 1 to 2 and 3: severity 3/5, confidence 0.9, so 0.54 for its origin. */
function spread(lever: LeverBench): void {
  lever.meet({ initiator: 0, counterparty: 1, p: 0.2 });
  lever.meet({ initiator: 1, counterparty: 2, p: 0.2 });
  lever.meet({ initiator: 1, counterparty: 3, p: 0.2 });
  for (let i = 0; i < 2; i += 1) lever.meet({ initiator: 2, counterparty: 3, p: 0.9 });
}

describe("the security lever at an epoch start", () => {
  it("quarantines for good, and takes the threat score in reputation and five times that in resources", () => {
    const lever = launder();
    const { freeze, reputation, resources } = lever.epochStart(1);
    expect(freeze).toEqual([0]);
    expect(Object.keys(reputation)).toEqual(["0"]);
    expect(reputation[0]).toBeCloseTo(-0.8, 12);
    expect(resources[0]).toBeCloseTo(-4, 12);
    expect([0, 1, 2, 3].map((agent) => lever.mayAct(agent, 1000))).toEqual([false, true, true, true]);
  });

  it("penalises from a lower threshold than it quarantines", () => {
    const lever = launder({ security_quarantine_threshold: 0.9, security_penalty_threshold: 0.2 });
    lever.config.security_penalty_multiplier = 0.5;
    const { freeze, reputation } = lever.epochStart(1);
    expect(freeze).toEqual([]);
    expect(reputation[0]).toBeCloseTo(-0.4, 12);
    expect(reputation[2]).toBeCloseTo(-0.12, 12);
    expect(reputation).not.toHaveProperty("1");
  });

  it("reports the figures of the analysis", () => {
    expect(launder().epochStart(1).report).toMatchObject({
      active_threats: 1,
      contagion_depth: 0,
      containment_effectiveness: 1,
      quarantined_agents: 1,
      flagged_agents: 1,
      laundering_rate: 1 / 5,
      prompt_injection_rate: 0,
      exfiltration_attempts: 0,
    });
  });

  it("waits for the least number of interactions, which it reads as it stands", () => {
    const lever = launder({ security_min_interactions: 6 });
    expect(lever.epochStart(1)).toMatchObject({ freeze: [], report: undefined });
    lever.config.security_min_interactions = 5;
    expect(lever.epochStart(2).freeze).toEqual([0]);
  });

  it("takes trust from the reputations of the moment", () => {
    const lever = launder();
    lever.subjects[0].reputation = 0.9;
    expect(lever.epochStart(1)).toMatchObject({ freeze: [], report: { active_threats: 0, quarantined_agents: 0 } });
  });

  it("keeps an agent in quarantine when nothing is held against it any more, and freezes suspects again", () => {
    const lever = launder();
    lever.epochStart(1);
    expect(lever.epochStart(2).freeze).toEqual([0]);
    lever.subjects[0].reputation = 1;
    expect(lever.epochStart(3)).toMatchObject({ freeze: [], report: { quarantined_agents: 1 } });
    expect(lever.mayAct(0, 3)).toBe(false);
  });

  it("forgets the history after an analysis if it is told to, and not before", () => {
    const lever = launder({ security_clear_history_on_epoch: true, security_min_interactions: 6 });
    lever.epochStart(1);
    lever.meet({ initiator: 1, counterparty: 2, p: 0.9 });
    expect(lever.epochStart(2).report).toBeDefined();
    expect(lever.epochStart(3)).toMatchObject({ reputation: {}, report: undefined });
  });

  it("contains the chains whose origin it froze just now", () => {
    const lever = bench({ security_quarantine_threshold: 0.5 });
    spread(lever);
    const { freeze, notes, report } = lever.epochStart(1);
    expect(freeze).toEqual([0]);
    expect(notes).toEqual([["chain contained", 0, { depth: 3 }]]);
    expect(report).toMatchObject({ contagion_depth: 3, containment_effectiveness: 1 });
  });

  it("says so when a chain is not contained", () => {
    const lever = bench({ security_quarantine_threshold: 0.6 });
    spread(lever);
    expect(lever.epochStart(1)).toMatchObject({
      freeze: [],
      notes: [],
      report: { contagion_depth: 3, containment_effectiveness: 0, quarantined_agents: 0 },
    });
  });

  it("leaves a party without a name alone, whatever it did", () => {
    const lever = bench({ security_quarantine_threshold: 0.5 });
    for (let i = 0; i < 5; i += 1) lever.meet({ initiator: 4, signals: { misuse: 3 } });
    const { freeze, reputation, report } = lever.epochStart(1);
    expect(report).toMatchObject({ exfiltration_attempts: 5, quarantined_agents: 0 });
    expect(freeze).toEqual([]);
    expect(reputation).not.toHaveProperty("4");
  });

  it("read its detection thresholds at the start", () => {
    const lever = launder();
    Object.assign(lever.config, {
      security_injection_threshold: 0,
      security_manipulation_threshold: 1,
      security_laundering_trust_gap: 100,
      security_min_chain_length: 50,
    });
    expect(lever.epochStart(1)).toMatchObject({ freeze: [0], report: { active_threats: 1, flagged_agents: 1 } });
  });
});

describe("the security lever at an interaction", () => {
  const watching = (given: Record<string, unknown> = {}) => bench({ security_realtime_penalty: true, ...given });

  it("charges what looks like an attack, the counterparty half as much", () => {
    // 0.3 for a low p + 0.2 for misuse + 0.15 for a rejection.
    const { cost, notes } = watching().meet({ p: 0.1, signals: { misuse: 1, rejections: 1 } });
    expect(cost[0]).toBeCloseTo(0.13, 12);
    expect(cost[1]).toBeCloseTo(0.065, 12);
    expect(notes[0][0]).toBe("threat");
    expect(notes[0][2].score).toBeCloseTo(0.65, 12);
  });

  it("lets pass what stays below the threshold, and everything unless it is told to", () => {
    const signals = { misuse: 1, rejections: 1 };
    expect(watching().meet({ p: 0.1, accepted: false, signals }).cost).toEqual([0, 0]);
    expect(bench().meet({ p: 0.1, signals }).cost).toEqual([0, 0]);
    const lever = watching();
    lever.config.security_realtime_threshold = 0.35;
    lever.config.security_realtime_rate = 1;
    expect(lever.meet({ p: 0.9, signals }).cost[0]).toBeCloseTo(0.35, 12);
  });

  it("remembers the initiator's score of the latest analysis", () => {
    const lever = launder({ security_realtime_penalty: true, security_realtime_threshold: 0.2 });
    expect(lever.meet({ initiator: 0, counterparty: 3, p: 0.9 }).cost).toEqual([0, 0]);
    lever.epochStart(1);
    // 0.3 x 0.8 = 0.24.
    expect(lever.meet({ initiator: 0, counterparty: 3, p: 0.9 }).cost[0]).toBeCloseTo(0.048, 12);
    expect(lever.meet({ initiator: 3, counterparty: 0, p: 0.9 }).cost).toEqual([0, 0]);
  });
});
