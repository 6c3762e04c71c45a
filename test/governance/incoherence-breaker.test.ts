import { describe, expect, it } from "vitest";
import { ambiguity } from "../../src/governance/ambiguity.js";
import { incoherenceBreaker } from "../../src/governance/incoherence-breaker.js";
import { LeverBench } from "../support/lever-bench.js";

describe("ambiguity", () => {
  it("is 1 - |2 p - 1|", () => {
    expect([0, 0.25, 0.5, 0.75, 1].map(ambiguity)).toEqual([0, 0.5, 1, 0.5, 0]);
  });
});

describe("the incoherence breaker", () => {
  const bench = () => new LeverBench(incoherenceBreaker, { incoherence_breaker_enabled: true }, 3);

  it("freezes the initiator at the first offence, accepted or not", () => {
    expect(bench().meet({ p: 0.5 }).freeze).toEqual([0]);
    expect(bench().meet({ p: 0.5, accepted: false }).freeze).toEqual([0]);
    expect(bench().meet({ p: 0.25 }).freeze).toEqual([]);
    expect(bench().meet({ p: 0.75 }).freeze).toEqual([]);
  });

  it("freezes for as long as the circuit breaker does and blocks nobody by itself", () => {
    const breaker = bench();
    breaker.meet({ p: 0.5, epoch: 1 });
    expect(breaker.mayAct(0, 1)).toBe(true);
    expect(breaker.epochStart(2).unfreeze).toEqual([]);
    expect(breaker.epochStart(3).unfreeze).toEqual([0]);
    expect(breaker.epochStart(4).unfreeze).toEqual([]);
  });

  it("keeps the window over a freeze", () => {
    const breaker = bench();
    breaker.meet({ p: 0.5 });
    breaker.epochStart(2);
    // 1 and 0.25 average 0.625, 1, 0.25 and 1 average 0.75.
    expect(breaker.meet({ p: 0.125, epoch: 2 }).freeze).toEqual([]);
    expect(breaker.meet({ p: 0.5, epoch: 2 }).freeze).toEqual([0]);
  });

  it("looks at the last ten interactions", () => {
    const breaker = bench();
    for (let i = 0; i < 10; i += 1) breaker.meet({ p: 0 });
    for (let i = 0; i < 6; i += 1) expect(breaker.meet({ p: 0.5 }).freeze).toEqual([]);
    expect(breaker.meet({ p: 0.5 }).freeze).toEqual([0]);
  });

  it("follows its keys while the run goes on", () => {
    const breaker = bench();
    Object.assign(breaker.config, { incoherence_breaker_threshold: 0.5, freeze_duration_epochs: 1 });
    expect(breaker.meet({ p: 0.25 }).freeze).toEqual([0]);
    expect(breaker.epochStart(1).unfreeze).toEqual([0]);
  });
});
