import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { equivalence } from "../../../src/analysis/statistics/equivalence.js";
import { pairedDifference, unpairedDifference } from "../../../src/analysis/statistics/mean-difference.js";
import { expectClose, known, valueIn, whyNot } from "./known.js";

const { control, treatment, other } = known.samples;

it.each(known.equivalence.paired)("agrees with statsmodels' ttost_paired at margin $margin", ({ margin, p }) => {
  const found = valueIn(equivalence(valueIn(pairedDifference(control, treatment)), margin));
  expectClose(found.p, p, 1e-9);
  expect(found.verdict).toBe(p < 0.05 ? "equivalent" : "open");
  expectClose(found.interval.low, known.equivalence.ninety[0]);
  expectClose(found.interval.high, known.equivalence.ninety[1]);
});

it.each(known.equivalence.unpaired)("agrees with statsmodels' ttost_ind at margin $margin", ({ margin, p }) => {
  const found = valueIn(equivalence(valueIn(unpairedDifference(control, other)), margin));
  expectClose(found.p, p, 1e-9);
  expect(found.verdict).toBe(p < 0.05 ? "equivalent" : "different");
});

it("says so when the difference lies past the margin for sure", () => {
  const difference = valueIn(pairedDifference([0, 0, 0, 0], [5, 5.1, 4.9, 5]));
  expect(valueIn(equivalence(difference, 1)).verdict).toBe("different");
  expect(valueIn(equivalence(difference, 5)).verdict).toBe("open");
  expect(valueIn(equivalence(difference, 6)).verdict).toBe("equivalent");
});

it("has no verdict without a spread, and no margin of 0", () => {
  const constant = valueIn(pairedDifference([1, 2], [1, 2]));
  expect(whyNot(equivalence(constant, 1))).toBe("the difference is the same in all 2 pairs");
  const difference = valueIn(pairedDifference([1, 2], [1, 3]));
  for (const margin of [0, -1, Number.NaN]) expect(() => equivalence(difference, margin)).toThrow(RangeError);
});

const differences = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 20 });

test.prop([differences, fc.double({ min: 0.01, max: 30, noNaN: true })])(
  "p is below 5 % exactly when the 90 % interval lies inside the margins",
  (values, margin) => {
    const found = equivalence(
      valueIn(
        pairedDifference(
          values.map(() => 0),
          values,
        ),
      ),
      margin,
    );
    expect(found.defined).toBe(new Set(values).size > 1);
    if (!found.defined) return;
    const { interval, p, verdict } = found.value;
    const nearest = Math.min(Math.abs(interval.low + margin), Math.abs(interval.high - margin));
    if (nearest > 1e-9) expect(verdict === "equivalent").toBe(p < 0.05);
  },
);
