import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { holm } from "../../../src/analysis/statistics/holm.js";
import { expectClose, known } from "./known.js";

it("agrees with statsmodels' multipletests", () => {
  const adjusted = holm(known.holm.ps);
  for (const [at, p] of known.holm.adjusted.entries()) expectClose(adjusted[at], p);
});

it("lets a test without a p-value count, and leaves it without one", () => {
  expect(holm([0.02, undefined, 0.01])).toEqual([0.04, undefined, 0.03]);
  expect(holm([undefined])).toEqual([undefined]);
  expect(holm([])).toEqual([]);
});

const p = fc.double({ min: 0, max: 1, noNaN: true });

test.prop([fc.array(p)])("never makes a p smaller, keeps their order, and stops at 1", (ps) => {
  const adjusted = holm(ps).map((value) => value ?? Number.NaN);
  for (const [i, value] of adjusted.entries()) {
    expect(value).toBeGreaterThanOrEqual(ps[i]);
    expect(value).toBeLessThanOrEqual(1);
    for (const [j, other] of adjusted.entries()) if (ps[i] < ps[j]) expect(value).toBeLessThanOrEqual(other);
  }
});

test.prop([fc.array(p, { minLength: 1 })])("finds something exactly when Bonferroni does", (ps) => {
  const least = Math.min(...ps);
  expect(Math.min(...holm(ps).map((value) => value ?? Number.NaN))).toBe(Math.min(1, ps.length * least));
});
