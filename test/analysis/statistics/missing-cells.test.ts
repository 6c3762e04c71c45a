import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { keptPairs, keptValues, type ValueRange } from "../../../src/analysis/statistics/missing-cells.js";
import { figures, valueIn, whyNot } from "./known.js";

const none = undefined;
const unit: ValueRange = [0, 1];

describe("keptPairs", () => {
  it("keeps complete pairs and tells what is missing in each arm", () => {
    const found = keptPairs([0.2, none, 0.4, 0.3], [0.1, 0.2, none, 0.5], unit);
    expect(found.kept).toEqual({ control: [0.2, 0.3], treatment: [0.1, 0.5] });
    expect(found.brokenPairs).toBe(2);
    expect(found.control).toEqual({ cells: 4, missing: 1, share: 0.25 });
    expect(found.treatment).toEqual({ cells: 4, missing: 1, share: 0.25 });
  });

  it("bounds the difference by what the missing cells could have been", () => {
    // by hand: differences -0.1, 0.2 - (0 to 1), (0 to 1) - 0.4 and 0.2
    const { worstCase } = keptPairs([0.2, none, 0.4, 0.3], [0.1, 0.2, none, 0.5], unit);
    const { low, high, interval } = valueIn(worstCase);
    expect(low).toBeCloseTo((-0.1 - 0.8 - 0.4 + 0.2) / 4, 14);
    expect(high).toBeCloseTo((-0.1 + 0.2 + 0.6 + 0.2) / 4, 14);
    expect(valueIn(interval).low).toBeLessThan(low);
    expect(valueIn(interval).high).toBeGreaterThan(high);
  });

  it("lets a pair that misses both cells range over the whole width", () => {
    expect(valueIn(keptPairs([none], [none], [2, 5]).worstCase)).toMatchObject({ low: -3, high: 3 });
  });

  it("has bounds of no width where nothing is missing, range or not", () => {
    for (const range of [unit, undefined]) {
      const { worstCase, brokenPairs } = keptPairs([0.2, 0.3], [0.1, 0.5], range);
      expect(brokenPairs).toBe(0);
      expect(valueIn(worstCase).low).toBe(valueIn(worstCase).high);
      expect(valueIn(worstCase).low).toBeCloseTo(0.05, 14);
    }
  });

  it("has no bounds without a range, without cells, and refuses values outside of the range", () => {
    expect(whyNot(keptPairs([1, none], [1, 1]).worstCase)).toBe(
      "cells are missing and the metric has no known range of values",
    );
    expect(whyNot(keptPairs([], [], unit).worstCase)).toBe("an arm has no cells");
    expect(() => keptPairs([1.5, none], [1, 1], unit)).toThrow("1.5 lies outside of [0, 1]");
    expect(() => keptPairs([1], [1, 1])).toThrow(RangeError);
  });

  it("gives the bounds even where no pair is complete", () => {
    const found = keptPairs([0.5, none], [none, 0.5], unit);
    expect(found.kept).toEqual({ control: [], treatment: [] });
    expect(valueIn(found.worstCase)).toMatchObject({ low: -0.5, high: 0.5 });
  });

  const cell = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });

  test.prop([
    fc.array(fc.tuple(cell, cell, fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })), { minLength: 1 }),
  ])("whatever the missing cells were, the difference lies inside the bounds, and no pair is lost", (list) => {
    const control = list.map(([a]) => a);
    const treatment = list.map(([, b]) => b);
    const found = keptPairs(control, treatment, [0, 10]);
    const { low, high, interval } = valueIn(found.worstCase);
    const truth = list.reduce((sum, [a, b, c, d]) => sum + (b ?? d) - (a ?? c), 0) / list.length;
    expect(truth).toBeGreaterThanOrEqual(low - 1e-12);
    expect(truth).toBeLessThanOrEqual(high + 1e-12);
    expect(found.kept.control.length + found.brokenPairs).toBe(list.length);
    if (interval.defined) expect(interval.value.low).toBeLessThanOrEqual(interval.value.high);
    for (const figure of figures(found)) expect(figure).toSatisfy(Number.isFinite);
  });
});

describe("keptValues", () => {
  it("keeps every value, as independent arms need no partners, and bounds each mean", () => {
    const found = keptValues([0.2, none, 0.4], [0.1, 0.2], unit);
    expect(found).toMatchObject({ kept: { control: [0.2, 0.4], treatment: [0.1, 0.2] }, brokenPairs: 0 });
    expect(found.control.share).toBeCloseTo(1 / 3, 14);
    expect(valueIn(found.worstCase).low).toBeCloseTo(0.15 - 1.6 / 3, 14);
    expect(valueIn(found.worstCase).high).toBeCloseTo(0.15 - 0.6 / 3, 14);
  });

  it("says when an arm has no cells", () => {
    expect(whyNot(keptValues([], [1]).worstCase)).toBe("an arm has no cells");
    expect(keptValues([], [1]).control).toEqual({ cells: 0, missing: 0, share: 0 });
  });
});
