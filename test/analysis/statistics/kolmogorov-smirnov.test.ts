import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { kolmogorovLimit, kolmogorovSmirnov } from "../../../src/analysis/statistics/kolmogorov-smirnov.js";
import { expectClose, known, valueIn, whyNot } from "./known.js";

describe("kolmogorovSmirnov", () => {
  it.each(known.smirnov.exact)("agrees with SciPy's exact p = $p", ({ control, treatment, distance, p }) => {
    const found = valueIn(kolmogorovSmirnov(control, treatment));
    expect(found.method).toBe("exact");
    expectClose(found.distance, distance);
    expectClose(found.p, p, 1e-9);
  });

  it.each(known.smirnov.ties)("with ties agrees with going through all ways to deal: p = $p", (answer) => {
    const found = valueIn(kolmogorovSmirnov(answer.control, answer.treatment));
    expectClose(found.distance, answer.distance);
    expectClose(found.p, answer.p);
  });

  it("turns to the limit past a million lattice points, where exact and limit lie close together", () => {
    const grid = (n: number, shift: number) => Array.from({ length: n }, (_, i) => (i + shift) / n);
    const exact = valueIn(kolmogorovSmirnov(grid(1000, 0), grid(1000, 60.5)));
    const limit = valueIn(kolmogorovSmirnov(grid(1001, 0), grid(1000, 60.5)));
    expect([exact.method, limit.method]).toEqual(["exact", "asymptotic"]);
    expect(Math.abs(limit.p - exact.p)).toBeLessThan(0.01);
  });

  it.each(known.smirnov.limit)("has SciPy's limit p = $p at $lambda", ({ lambda, p }) => {
    expectClose(kolmogorovLimit(lambda), p, 1e-9);
  });

  it("gives p = 1 for equal arms and for single values, and says which arm is empty", () => {
    expect(valueIn(kolmogorovSmirnov([1, 2, 2], [1, 2, 2]))).toMatchObject({ p: 1, distance: 0 });
    expect(valueIn(kolmogorovSmirnov([1], [2]))).toMatchObject({ p: 1, distance: 1 });
    expect(whyNot(kolmogorovSmirnov([], [1]))).toBe("the control has no values");
    expect(whyNot(kolmogorovSmirnov([1], []))).toBe("the treatment has no values");
  });

  const arm = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 });

  test.prop([arm, arm])("swapping the arms changes nothing, and a shape-keeping map neither", (a, b) => {
    const { p, distance } = valueIn(kolmogorovSmirnov(a, b));
    const swapped = valueIn(
      kolmogorovSmirnov(
        b.map((x) => x ** 3),
        a.map((x) => x ** 3),
      ),
    );
    expectClose(swapped.p, p);
    expect(swapped.distance).toBeCloseTo(distance, 14);
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThanOrEqual(1 + 1e-12);
  });
});
