import { describe, expect, it } from "vitest";
import { slashed, staking } from "../../src/governance/staking.js";
import { LeverBench } from "../support/lever-bench.js";

describe("staking", () => {
  it("lets those act who have the stake or more", () => {
    const subjects = [{ resources: 50 }, { resources: 49.999 }, { resources: -3 }];
    const bench = new LeverBench(staking, { staking_enabled: true, min_stake_to_participate: 50 }, subjects);
    expect([0, 1, 2].map((agent) => bench.mayAct(agent))).toEqual([true, false, false]);
  });

  it("looks at the resources and the minimum of the moment", () => {
    const bench = new LeverBench(staking, { staking_enabled: true, min_stake_to_participate: 50 }, 1);
    bench.subjects[0].resources = 10;
    expect(bench.mayAct(0)).toBe(false);
    bench.config.min_stake_to_participate = 10;
    expect(bench.mayAct(0)).toBe(true);
  });

  it("would slash a share of the resources", () => {
    expect(slashed(80, 0.25)).toBe(-20);
    expect(slashed(-10, 0.5)).toBe(5);
  });
});
