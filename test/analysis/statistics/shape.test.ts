import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { lMomentRatios } from "../../../src/analysis/statistics/l-moments.js";
import { SHAPES, shapeOf } from "../../../src/analysis/statistics/shape.js";
import { expectClose, known, stream } from "./known.js";

it.each(known.lMoments)("L-moment ratios agree with SciPy's lmoment: $skewness", ({ values, skewness, kurtosis }) => {
  const found = lMomentRatios(Float64Array.from(values).sort());
  expectClose(found.skewness, skewness, 1e-10);
  expectClose(found.kurtosis, kurtosis, 1e-10);
});

const drawn = (draw: () => number) => Array.from({ length: 400 }, draw);

it("large samples are taken for what they are drawn from", () => {
  const random = stream();
  expect(shapeOf(drawn(() => random.gauss(5, 2)))).toBe("normal");
  expect(shapeOf(drawn(() => Math.log(1 - random.random())))).toBe("skewed");
  expect(shapeOf(drawn(() => random.gauss(0, 1) / Math.hypot(random.gauss(0, 1), random.gauss(0, 1))))).toBe(
    "heavy-tailed",
  );
  expect(shapeOf(drawn(() => random.below(5)))).toBe("discrete");
});

it("three quarters of distinct values are enough not to be discrete", () => {
  expect(shapeOf([1, 2, 3, 3])).not.toBe("discrete");
  expect(shapeOf([1, 2, 3, 3, 3])).toBe("discrete");
  expect(shapeOf([0, 0, 0, 0])).toBe("discrete");
});

it("one stray value beside symmetric ones makes a sample heavy-tailed, not skewed", () => {
  const symmetric = Array.from({ length: 41 }, (_, i) => Math.atanh((i - 20) / 21));
  expect(shapeOf(symmetric)).toBe("normal");
  expect(shapeOf([...symmetric, 8])).toBe("heavy-tailed");
  expect(shapeOf(symmetric.map(Math.exp))).toBe("skewed");
});

it("nothing is told from fewer than four values", () => {
  expect([[], [1], [1, 1], [1, 1, 1000]].map(shapeOf)).toEqual(["normal", "normal", "normal", "normal"]);
});

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 40 });

test.prop([values, fc.integer({ min: -99, max: 99 })])(
  "neither place, unit, order nor direction matters",
  (list, shift) => {
    // exactly on a border rounding decides
    const { skewness, kurtosis } = lMomentRatios(Float64Array.from(list).sort());
    fc.pre(new Set(list).size === 1 || (gap(Math.abs(skewness), Math.max(1 / 6, kurtosis)) && gap(kurtosis, 0.1919)));
    const shape = shapeOf(list);
    expect(SHAPES).toContain(shape);
    expect(shapeOf(list.map((x) => shift - 4 * x).reverse())).toBe(shape);
  },
);

function gap(a: number, b: number): boolean {
  return Math.abs(a - b) > 1e-9;
}
