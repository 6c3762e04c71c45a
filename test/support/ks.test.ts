import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { holmRejects, ksTwoSample } from "./ks.js";

const upTo = (n: number, value: (i: number) => number) => Array.from({ length: n }, (_, i) => value(i));

describe("ksTwoSample", () => {
  // SciPy 1.17.1: r = scipy.stats.ks_2samp(a, b, method="exact"); r.statistic, r.pvalue
  it.each([
    { a: [1, 2, 3], b: [4, 5, 6], statistic: 1, p: 0.1 },
    { a: [1, 3, 5, 7], b: [2, 4, 6], statistic: 0.25, p: 1 },
    { a: [0.1, 0.4, 0.7], b: [0.2, 0.3, 0.5, 0.6, 0.9], statistic: 1 / 3, p: 0.9642857142857143 },
    { a: [1, 1, 2, 2, 3], b: [2, 3, 3, 4], statistic: 0.55, p: 0.4285714285714286 },
    { a: upTo(200, (i) => i), b: upTo(200, (i) => i + 30.5), statistic: 0.155, p: 0.016258459276759563 },
    { a: upTo(200, (i) => i), b: upTo(200, (i) => i + 60.5), statistic: 0.305, p: 1.2940880677508261e-8 },
    { a: upTo(200, (i) => i), b: upTo(150, (i) => i + 0.5), statistic: 0.25, p: 3.5260075699296825e-5 },
    {
      a: upTo(101, (i) => (37 * i) % 101),
      b: upTo(89, (i) => ((53 * i) % 89) + 0.5),
      statistic: 0.1188118811881188,
      p: 0.4679938993760159,
    },
  ])("gives SciPy's exact answer: p = $p", ({ a, b, statistic, p }) => {
    const found = ksTwoSample(a, b);
    expect(found.statistic).toBeCloseTo(statistic, 14);
    expect(Math.abs(found.p / p - 1)).toBeLessThan(1e-9);
  });

  const sample = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 30 });

  test.prop([sample, sample])("does not depend on which sample comes first, nor on the unit", (a, b) => {
    expect(ksTwoSample(b, a).statistic).toBe(ksTwoSample(a, b).statistic);
    expect(ksTwoSample(b, a).p).toBeCloseTo(ksTwoSample(a, b).p, 12);
    const scaled = (values: readonly number[]) => values.map((x) => 3 * x - 7);
    expect(ksTwoSample(scaled(a), scaled(b))).toEqual(ksTwoSample(a, b));
  });

  test.prop([sample, sample])("measures the largest distance of the distribution functions", (a, b) => {
    const share = (values: readonly number[], x: number) => values.filter((v) => v <= x).length / values.length;
    const distances = [...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x)));
    expect(ksTwoSample(a, b).statistic).toBeCloseTo(Math.max(...distances), 12);
  });

  it("is sure of nothing for equal samples, and refuses what cannot be compared", () => {
    expect(ksTwoSample([1, 2, 2], [2, 1, 2])).toEqual({ statistic: 0, p: 1 });
    expect(() => ksTwoSample([], [1])).toThrow("empty");
    expect(() => ksTwoSample([1], [Number.NaN])).toThrow("NaN");
  });
});

describe("holmRejects", () => {
  const named = (values: readonly number[]) => new Map(values.map((p, i) => [`h${i}`, p]));

  // statsmodels: multipletests(p, alpha=0.05, method="holm")[0]
  it.each([
    { values: [0.01, 0.04, 0.03, 0.005], rejected: ["h3", "h0"] },
    { values: [0.001, 0.013, 0.02, 0.0126, 0.9], rejected: ["h0"] },
    { values: [0.2, 0.3], rejected: [] },
    { values: [0.01, 0.02], rejected: ["h0", "h1"] },
  ])("rejects $rejected of $values at 0.05", ({ values, rejected }) => {
    expect(holmRejects(named(values), 0.05)).toEqual(rejected);
  });
});
