import { describe, expect, it } from "vitest";
import { columnsOf, slopeOf } from "../../../src/research/study/columns.js";
import type { ResearchStudy, StudyClaim } from "../../../src/research/study/research-study.js";

const claim = (kind: StudyClaim["kind"], metric: string): StudyClaim => ({
  id: "c1",
  claim: "c",
  kind,
  metric,
  expected: "negative",
  arm: "b",
});

describe("the columns of a study", () => {
  it("are those of its claims, what every study keeps, and rates as epoch means besides", () => {
    const names = columnsOf({
      claims: [claim("difference", "spread"), claim("trend", "toxicity_rate")],
    } as ResearchStudy).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(["spread", "trend_toxicity_rate"]);
    expect(names).toContain("net_social_welfare");
    expect(names).toContain("empty_epochs");
    expect(names.at(-1)).toBe("epoch_mean_toxicity_rate");
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("a trend", () => {
  it("is the slope of least squares over the epochs that have a value", () => {
    expect(slopeOf([1, 3, 5, 7])).toBeCloseTo(2, 12);
    expect(slopeOf([1, undefined, 5, 7])).toBeCloseTo(2, 12);
    // by hand: epochs 0 1 2, values 0 0 3: sum (e - 1) v = 3, sum (e - 1)^2 = 2
    expect(slopeOf([0, 0, 3])).toBeCloseTo(1.5, 12);
  });

  it("takes three epochs", () => {
    expect(slopeOf([1, undefined, 5])).toBeUndefined();
  });
});
