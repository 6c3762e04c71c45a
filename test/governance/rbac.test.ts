import { describe, expect, it } from "vitest";
import { rbac } from "../../src/governance/rbac.js";
import { LeverBench } from "../support/lever-bench.js";

describe("role-based access control", () => {
  const bench = (given: Record<string, unknown> = {}) => new LeverBench(rbac, { rbac_enabled: true, ...given }, 3);

  it("takes every interaction, rejected ones included, for a violation of its initiator", () => {
    const violation = { cost: [0.5, 0], reputation: { 2: -0.2 }, resources: {}, freeze: [] };
    expect(bench().meet({ initiator: 2 })).toMatchObject(violation);
    expect(bench().meet({ initiator: 2, accepted: false })).toMatchObject(violation);
  });

  it("multiplies both where proposing is an action of high stakes", () => {
    const given = { rbac_high_stakes_actions: ["post", "propose_interaction"], rbac_high_stakes_penalty_multiplier: 3 };
    const { cost, reputation } = bench(given).meet();
    expect(cost).toEqual([1.5, 0]);
    expect(reputation[0]).toBeCloseTo(-0.6, 12);
    expect(bench({ rbac_high_stakes_actions: ["post"] }).meet().cost).toEqual([0.5, 0]);
  });

  it("has roles allow nothing", () => {
    const given = { rbac_role_action_map: { worker: ["propose_interaction"] }, rbac_security_clearance_required: 0 };
    expect(bench(given).meet()).toMatchObject({ cost: [0.5, 0], reputation: { 0: -0.2 } });
  });

  it("follows its keys, and rewards where the reputation penalty is positive", () => {
    const lever = bench();
    Object.assign(lever.config, { rbac_violation_penalty: 0, rbac_violation_reputation_penalty: 0.25 });
    expect(lever.meet()).toMatchObject({ cost: [0, 0], reputation: { 0: 0.25 } });
    lever.config.rbac_violation_reputation_penalty = 0;
    expect(lever.meet().reputation).toEqual({});
  });
});
