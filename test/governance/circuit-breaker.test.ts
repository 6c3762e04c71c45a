import { describe, expect, it } from "vitest";
import { circuitBreaker } from "../../src/governance/circuit-breaker.js";
import { LeverBench } from "../support/lever-bench.js";

const bench = (given: Record<string, unknown> = {}) =>
  new LeverBench(
    circuitBreaker,
    {
      circuit_breaker_enabled: true,
      freeze_threshold_toxicity: 0.6,
      freeze_threshold_violations: 2,
      freeze_duration_epochs: 2,
      ...given,
    },
    3,
  );

describe("the circuit breaker", () => {
  it("freezes the initiator alone, at the second violation, of which the first interaction may be one", () => {
    const breaker = bench();
    expect(breaker.meet({ p: 0.4 })).toMatchObject({ freeze: [], notes: [["violation", 0, { violations: 1 }]] });
    expect(breaker.meet({ p: 0.1 })).toMatchObject({ freeze: [0], notes: [["violation", 0, { violations: 2 }]] });
    expect([0, 1, 2].map((agent) => breaker.mayAct(agent))).toEqual([false, true, true]);
  });

  it("counts rejected interactions as accepted ones", () => {
    const breaker = bench({ freeze_threshold_violations: 1 });
    expect(breaker.meet({ p: 0.2, accepted: false }).freeze).toEqual([0]);
  });

  it("frees at the start of the epoch in which the freeze ends, and not before", () => {
    const breaker = bench({ freeze_threshold_violations: 1 });
    breaker.meet({ p: 0, epoch: 3 });
    expect(breaker.epochStart(4).unfreeze).toEqual([]);
    expect(breaker.mayAct(0, 4)).toBe(false);
    expect(breaker.epochStart(5).unfreeze).toEqual([0]);
    expect(breaker.mayAct(0, 5)).toBe(true);
    expect(breaker.epochStart(6).unfreeze).toEqual([]);
  });

  it("keeps the window over a freeze, and forgets the violations", () => {
    const breaker = bench();
    breaker.meet({ p: 0.4 });
    breaker.meet({ p: 0.4 });
    breaker.epochStart(2);
    // Toxicities 0.6, 0.6 and 0.5 average 0.567; with another 1 they come to 0.675: a first violation again.
    expect(breaker.meet({ p: 0.5, epoch: 2 }).notes).toEqual([]);
    expect(breaker.meet({ p: 0, epoch: 2 })).toMatchObject({
      freeze: [],
      notes: [["violation", 0, { violations: 1 }]],
    });
  });

  it("does not take back a violation for good interactions after it", () => {
    const breaker = bench();
    breaker.meet({ p: 0 });
    for (let i = 0; i < 20; i += 1) expect(breaker.meet({ p: 1 }).freeze).toEqual([]);
    // Nine good ones and then bad ones: 6 of the last ten are needed for a mean of 0.6.
    for (let i = 0; i < 5; i += 1) expect(breaker.meet({ p: 0 }).notes).toEqual([]);
    expect(breaker.meet({ p: 0 }).freeze).toEqual([0]);
  });

  it("starts the term anew when violations go on", () => {
    const breaker = bench({ freeze_threshold_violations: 1 });
    breaker.meet({ p: 0, epoch: 0 });
    breaker.meet({ p: 0, epoch: 1 });
    expect(breaker.epochStart(2).unfreeze).toEqual([]);
    expect(breaker.epochStart(3).unfreeze).toEqual([0]);
  });

  it("follows its keys while the run goes on", () => {
    const breaker = bench();
    Object.assign(breaker.config, { freeze_threshold_toxicity: 0.1, freeze_threshold_violations: 1 });
    breaker.config.freeze_duration_epochs = 7;
    expect(breaker.meet({ p: 0.85 }).freeze).toEqual([0]);
    expect(breaker.epochStart(6).unfreeze).toEqual([]);
    expect(breaker.epochStart(7).unfreeze).toEqual([0]);
  });
});
