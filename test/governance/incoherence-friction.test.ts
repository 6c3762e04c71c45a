import { describe, expect, it } from "vitest";
import { incoherenceFriction } from "../../src/governance/incoherence-friction.js";
import { LeverBench } from "../support/lever-bench.js";

describe("incoherence friction", () => {
  const bench = (given: Record<string, unknown> = {}) =>
    new LeverBench(incoherenceFriction, { incoherence_friction_enabled: true, ...given }, 2);

  it("charges rate x (1 - |2 p - 1|) x (|tau| + 1), split like the tax", () => {
    // 0.05 x 0.5 x 3 = 0.075, of which the initiator bears four fifths.
    const { cost } = bench({ transaction_tax_split: 0.8 }).meet({ p: 0.75, tau: -2 });
    expect(cost[0]).toBeCloseTo(0.06, 12);
    expect(cost[1]).toBeCloseTo(0.015, 12);
  });

  it("costs most at p = 0.5 and nothing at the ends", () => {
    expect(bench().meet({ p: 0.5 }).cost).toEqual([0.025, 0.025]);
    expect(bench().meet({ p: 1 }).cost).toEqual([0, 0]);
    expect(bench().meet({ p: 0 }).cost).toEqual([0, 0]);
  });

  it("spares rejected interactions, and follows its key", () => {
    const friction = bench();
    expect(friction.meet({ p: 0.5, accepted: false }).cost).toEqual([0, 0]);
    friction.config.incoherence_friction_rate = 1;
    expect(friction.meet({ p: 0.5 }).cost).toEqual([0.5, 0.5]);
  });
});
