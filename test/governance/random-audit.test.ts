import { describe, expect, it } from "vitest";
import { randomAudit } from "../../src/governance/random-audit.js";
import { LeverBench } from "../support/lever-bench.js";

describe("the random audit", () => {
  const audit = (given: Record<string, unknown> = {}) =>
    new LeverBench(randomAudit, { audit_enabled: true, ...given }, 3);

  it("happens up to the probability, which is included, on the initiator's stream", () => {
    const bench = audit();
    bench.draw(0.1, 0.1000001);
    expect(bench.meet({ initiator: 2, p: 0.3 }).notes).toHaveLength(1);
    expect(bench.meet({ initiator: 0, p: 0.3 })).toMatchObject({ cost: [0, 0], notes: [] });
    expect(bench.draws.asked).toEqual([2, 0]);
  });

  it("charges what p falls short of the threshold, twice over, and takes as much reputation", () => {
    const bench = audit();
    bench.draw(0);
    const { cost, reputation, resources } = bench.meet({ p: 0.25 });
    expect(cost).toEqual([0.5, 0]);
    expect(reputation).toEqual({ 0: -0.5 });
    expect(resources).toEqual({});
  });

  it("looks at rejected interactions too, and finds nothing at the threshold", () => {
    const bench = audit();
    bench.draw(0, 0);
    expect(bench.meet({ p: 0.25, accepted: false }).cost).toEqual([0.5, 0]);
    const passed = bench.meet({ p: 0.5 });
    expect(passed).toMatchObject({ cost: [0, 0], reputation: {} });
    expect(passed.notes).toEqual([["audit", 0, { p: 0.5, penalty: 0 }]]);
  });

  it("draws once per interaction whatever p is, and follows its keys", () => {
    const bench = audit();
    Object.assign(bench.config, { audit_probability: 1, audit_threshold_p: 1, audit_penalty_multiplier: 3 });
    bench.draw(0.999);
    expect(bench.meet({ p: 0.5 }).cost).toEqual([1.5, 0]);
    expect(bench.draws.left).toBe(0);
  });
});
