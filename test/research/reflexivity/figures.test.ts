import { describe, expect, it } from "vitest";
import { type Checkpoint, drift, publicationEffect } from "../../../src/research/reflexivity/checkpoints.js";
import {
  attackClassification,
  classify,
  combinedClassification,
} from "../../../src/research/reflexivity/classification.js";
import { divergence, isRobustBySize, overallDivergence } from "../../../src/research/reflexivity/divergence.js";
import { evasionRate, isEvaded, rateOutcome } from "../../../src/research/reflexivity/evasion.js";
import { isConsistent, isGamed, weightedComposite } from "../../../src/research/reflexivity/goodhart.js";

describe("the reference system's divergence", () => {
  it("is the difference of means over the root of the mean variance over n (by hand)", () => {
    // means 2 and 4, variances over n 2/3 and 8/3: |4 - 2| / sqrt(5/3)
    expect(divergence([1, 2, 3], [2, 4, 6])).toBeCloseTo(2 / Math.sqrt(5 / 3), 9);
  });

  it("is the same in either direction, 0 for equal means, and finite without any spread", () => {
    expect(divergence([2, 4, 6], [1, 2, 3])).toBe(divergence([1, 2, 3], [2, 4, 6]));
    expect(divergence([1, 3], [2, 2])).toBe(0);
    expect(divergence([1, 1], [1.5, 1.5])).toBeCloseTo(0.5 / 1e-5, 3);
  });

  it("is averaged over metrics, and robust strictly below 0.2", () => {
    expect(overallDivergence({ a: 0.1, b: 0.3 })).toBeCloseTo(0.2, 12);
    expect([isRobustBySize(0.1999), isRobustBySize(0.2)]).toEqual([true, false]);
  });
});

describe("evasion", () => {
  it.each([
    [{ toxicity: 0.1 }, false],
    [{ toxicity: 0.101 }, true],
    [{ toxicity: -5 }, false],
    [{ welfare: -50 }, false],
    [{ welfare: -50.1 }, true],
    [{ welfare: 80 }, false],
    [{ quality_gap: -0.15 }, false],
    [{ quality_gap: -0.16 }, true],
    [{ toxicity: 0, welfare: -60 }, true],
    [{}, false],
  ])("of %j is %s", (degradation, expected) => {
    expect(isEvaded(degradation)).toBe(expected);
  });

  it("is counted in trials, and one half decides nothing", () => {
    const trials = [{ toxicity: 0.2 }, { toxicity: 0 }, { toxicity: 0.3 }, { toxicity: 0.05 }];
    expect(evasionRate(trials)).toBe(0.5);
    expect([0.4, 0.5, 0.6].map(rateOutcome)).toEqual(["held", "neither", "evaded"]);
  });
});

describe("classes of robustness", () => {
  it("of attacks: all held, any evaded, neither", () => {
    expect(attackClassification(["held", "held"])).toBe("disclosure_robust");
    expect(attackClassification(["held", "evaded"])).toBe("fragile");
    expect(attackClassification(["held", "neither"])).toBe("conditionally_valid");
    expect(attackClassification([])).toBe("unknown");
  });

  it("of both: both, one, neither", () => {
    expect(combinedClassification(true, true)).toBe("disclosure_robust");
    expect(combinedClassification(true, false)).toBe("conditionally_valid");
    expect(combinedClassification(false, true)).toBe("conditionally_valid");
    expect(combinedClassification(false, false)).toBe("fragile");
  });

  it("stay unknown as long as one side is open", () => {
    expect(classify("open", "held")).toBe("unknown");
    expect(classify("changed", "open")).toBe("unknown");
    expect(classify("changed", "evaded")).toBe("fragile");
  });
});

describe("checkpoints", () => {
  const at = (label: string, timestamp: number, x: number, is_publication_event = false): Checkpoint => ({
    label,
    timestamp,
    metrics: { x },
    is_publication_event,
  });

  it("drift by later less earlier, of what both have", () => {
    expect(drift(at("a", 0, 1), { ...at("b", 1, 3), metrics: { x: 3, y: 1 } })).toEqual({ x: 2 });
  });

  it("tell what came after publication from what was under way before (by hand: 10 - 4)", () => {
    const all = [at("T0", 0, 1), at("T1", 5, 5, true), at("T2", 9, 11)];
    expect(publicationEffect(all)).toEqual({ x: 6 });
    expect(publicationEffect([all[2], all[0], all[1]])).toEqual({ x: 6 });
  });

  it("tell nothing without a publication between two others", () => {
    expect(publicationEffect([at("T0", 0, 1), at("T1", 5, 5, true)])).toBeUndefined();
    expect(publicationEffect([at("T0", 0, 1, true), at("T1", 5, 5), at("T2", 9, 1)])).toBeUndefined();
    expect(publicationEffect([at("T0", 0, 1), at("T1", 5, 5), at("T2", 9, 1)])).toBeUndefined();
  });
});

describe("Goodhart checks", () => {
  it("weigh a composite by its weights (by hand: (1 x 0.2 + 3 x 0.6) / 4)", () => {
    expect(weightedComposite({ a: 0.2, b: 0.6 }, { a: 1, b: 3 })).toBeCloseTo(0.5, 12);
    expect(weightedComposite({ a: 0.2, b: 0.6 })).toBeCloseTo(0.4, 12);
    expect(() => weightedComposite({ a: 1 }, { b: 1 })).toThrow("no value of b");
  });

  it("see gaming where a held-out metric is above 0.5 and the published ones are below 0.3 on average", () => {
    expect(isGamed([0.1, 0.3], 0.51)).toBe(true);
    expect(isGamed([0.1, 0.3], 0.5)).toBe(false);
    expect(isGamed([0.3, 0.3], 0.9)).toBe(false);
  });

  it("call measures consistent below a variance of 0.1 over n (by hand: of 0 and 0.64 it is 0.1024)", () => {
    expect(isConsistent([0, 0.64])).toBe(false);
    expect(isConsistent([0, 0.63])).toBe(true);
    expect(isConsistent([])).toBe(true);
  });
});
