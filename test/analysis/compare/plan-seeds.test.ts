import { describe, expect, it } from "vitest";
import { planSeeds } from "../../../src/analysis/compare/plan-seeds.js";
import { armOf } from "./runs.js";

const base = [0.31, 0.35, 0.3, 0.34, 0.32, 0.33, 0.29, 0.36, 0.3, 0.33];
const other = base.map((x, i) => x + 0.07 + (i % 4) / 50);
const question = { primary: "toxicity_rate", estimand: "pooled", effect: undefined, width: undefined } as const;

const plan = (asked: Partial<Parameters<typeof planSeeds>[0]> = {}, arms = [armOf("a", base), armOf("b", other)]) =>
  planSeeds({ ...question, ...asked }, arms);

describe("a plan", () => {
  it("tells the spread of the pilot and nothing of its difference", () => {
    const [arm] = plan().arms;
    // deviation of (i mod 4) / 50 for i = 0 to 9: mean 0.026, squares about it 0.00484
    expect(arm.deviation.defined && arm.deviation.value.at).toBeCloseTo(Math.sqrt(0.00484 / 9), 12);
    const shifted = plan({}, [
      armOf("a", base),
      armOf(
        "b",
        other.map((x) => x + 0.125),
      ),
    ]).arms[0];
    expect(shifted.prospects.map(({ half_width }) => half_width.at)).toEqual(
      arm.prospects.map(({ half_width }) => expect.closeTo(half_width.at, 12)),
    );
    expect(JSON.stringify(arm)).not.toContain("estimate");
  });

  it("promises narrower intervals, smaller differences and more power the more seeds there are", () => {
    const { prospects } = plan({ effect: 0.01 }).arms[0];
    for (const [i, now] of prospects.entries()) {
      const before = prospects[i - 1];
      if (before === undefined) continue;
      expect(now.half_width.at).toBeLessThan(before.half_width.at);
      expect(now.detectable.at).toBeLessThan(before.detectable.at);
      expect(now.power?.at).toBeGreaterThanOrEqual(before.power?.at ?? 2);
    }
  });

  it("calls detectable what would be found with a chance of 80 %", () => {
    for (const { detectable, seeds } of plan().arms[0].prospects.slice(0, 4)) {
      const again = plan({ effect: detectable.at }).arms[0].prospects.find((prospect) => prospect.seeds === seeds);
      expect(again?.power?.at).toBeCloseTo(0.8, 6);
    }
  });

  it("says how many seeds an effect and a width take, where they are asked about", () => {
    const [arm] = plan({ effect: 0.01, width: 0.01 }).arms;
    const [forEffect, forWidth] = [arm.seeds_for_effect, arm.seeds_for_width].map(
      (found) => found?.defined && found.value,
    );
    // normal approximation: ((1.96 + 0.84) 0.0232 / 0.01)^2 = 42 and (2 x 1.96 x 0.0232 / 0.01)^2 = 83, a little more with t
    expect(forEffect).toBeGreaterThan(41);
    expect(forEffect).toBeLessThan(47);
    expect(forWidth).toBeGreaterThan(82);
    expect(forWidth).toBeLessThan(88);
    expect(plan().arms[0]).toMatchObject({ seeds_for_effect: null, seeds_for_width: null });
  });

  it("tests more strictly the more arms there are", () => {
    const arms = [armOf("a", base), armOf("b", other), armOf("c", [...other].reverse())];
    expect(plan({}, arms).test_alpha).toBe(0.025);
    const [alone, beside] = [plan(), plan({}, arms)].map(({ arms }) => arms[0].prospects[0].detectable.at);
    expect(beside).toBeGreaterThan(alone);
  });

  it("says why it cannot be made from a pilot without spread", () => {
    const [arm] = plan({}, [
      armOf("a", base),
      armOf(
        "b",
        base.map((x) => x),
      ),
    ]).arms;
    expect(arm.deviation).toEqual({ defined: false, why: "the difference is the same in all 10 pairs" });
    expect(arm.prospects).toEqual([]);
  });
});
