import { describe, expect, it } from "vitest";
import { analyseSweep } from "../../../src/analysis/sweep/analyse-sweep.js";
import { listed, ranged } from "../../support/factors.js";
import { runsOf, sweepPlan } from "../../support/sweeps.js";

describe("the analysis of a sweep", () => {
  it("counts failed runs and what they said, the most frequent first, and leaves them out of every mean", async () => {
    const plan = sweepPlan({ kind: "grid", factors: [listed("a", 1, 2, 3)], seeds: 2 });
    const analysis = await analyseSweep(plan, () =>
      runsOf(plan, ([a], seed) => {
        if (a === 2) return "twice";
        return a === 3 && seed === 0 ? "once" : [a as number];
      }),
    );
    expect(analysis).toMatchObject({ runs: 6, failed: 3, effectsOver: "seeds", factors: ["a"] });
    expect(analysis.errors).toEqual([
      ["twice", 2],
      ["once", 1],
    ]);
    const [{ metric, withoutData, mainEffects }] = analysis.metrics;
    expect([metric, withoutData]).toEqual(["y", 0]);
    expect(mainEffects[0].levels.map(({ mean }) => mean.defined && mean.value.mean)).toEqual([1, false, 3]);
  });

  it("is the same each time, and plain data without NaN", async () => {
    const plan = sweepPlan({
      kind: "saltelli",
      factors: [ranged("a", 0, 1), ranged("b", 0, 1)],
      points: 20,
      seeds: 3,
      metrics: ["toxicity_rate", "net_social_welfare"],
    });
    const analyse = () => {
      const figures = ([a, b]: readonly unknown[], seed: number) => [
        (a as number) + seed,
        seed === 2 ? undefined : (b as number),
      ];
      return analyseSweep(plan, () => runsOf(plan, figures));
    };
    const text = JSON.stringify(await analyse());
    expect(JSON.stringify(await analyse())).toBe(text);
    expect(text).not.toContain("null");
  });

  it("is the same in several passes over the runs, which it takes where memory is short", async () => {
    const metrics = ["toxicity_rate", "net_social_welfare", "spread"];
    const plan = sweepPlan({
      kind: "saltelli",
      factors: [ranged("a", 0, 1), listed("b", 1, 2)],
      points: 20,
      seeds: 2,
      metrics,
    });
    let passes = 0;
    const read = () => {
      passes += 1;
      return runsOf(plan, ([a, b], seed) =>
        a === 0 ? "none" : [a as number, b as number, (a as number) * (b as number) + seed],
      );
    };
    const once = await analyseSweep(plan, read);
    expect(passes).toBe(1);
    expect(await analyseSweep(plan, read, 1)).toEqual(once);
    expect(passes).toBe(4);
  });
});
