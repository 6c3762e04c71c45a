import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  calibratedSigmoid,
  checkedSharpness,
  inverseSigmoid,
  sigmoid,
  sigmoidBounds,
  sigmoidDerivative,
  uncertaintyBand,
} from "../../src/model/sigmoid.js";

const score = fc.double({ min: -1, max: 1, noNaN: true });
/** Up to 30, so that p stays clear of 1 in doubles. */
const sharpness = fc.double({ min: 0.01, max: 30, noNaN: true });

describe("sigmoid", () => {
  it("gives the values that follow from simple powers of e", () => {
    expect(sigmoid(0, 2)).toBe(0.5);
    // exp(-ln 3) = 1/3, so p = 3/4; exp(ln 3) = 3, so p = 1/4.
    expect(sigmoid(1, Math.log(3))).toBeCloseTo(0.75, 15);
    expect(sigmoid(-1, Math.log(3))).toBeCloseTo(0.25, 15);
    // 1 / (1 + e^-2), from a table of the logistic function.
    expect(sigmoid(1, 2)).toBeCloseTo(0.8807970779778823, 15);
  });

  test.prop([score, sharpness])("lies strictly between 0 and 1", (v, k) => {
    expect(sigmoid(v, k)).toBeGreaterThan(0);
    expect(sigmoid(v, k)).toBeLessThan(1);
  });

  test.prop([score, score, sharpness])("never falls as the score rises", (a, b, k) => {
    expect(sigmoid(Math.max(a, b), k)).toBeGreaterThanOrEqual(sigmoid(Math.min(a, b), k));
  });

  test.prop([score, sharpness])("is symmetric about a half", (v, k) => {
    expect(sigmoid(v, k) + sigmoid(-v, k)).toBeCloseTo(1, 14);
  });
});

describe("calibratedSigmoid", () => {
  it("cuts the score to [-10, 10]", () => {
    expect(calibratedSigmoid(1000, 1)).toBe(sigmoid(10, 1));
    expect(calibratedSigmoid(-Infinity, 1)).toBe(sigmoid(-10, 1));
  });

  it("answers a number next to 0 where the exponential overflows", () => {
    expect(calibratedSigmoid(-10, 100)).toBeLessThanOrEqual(1e-300);
    expect(calibratedSigmoid(-10, 100)).toBeGreaterThanOrEqual(0);
  });

  it.each([0, -1, 100.001, Infinity, Number.NaN])("refuses a sharpness of %d", (k) => {
    expect(() => calibratedSigmoid(0.1, k)).toThrow(RangeError);
    expect(() => sigmoidDerivative(0.1, k)).toThrow(RangeError);
    expect(() => sigmoidBounds(k)).toThrow(/sigmoid_k must be above 0 and at most 100/);
  });

  it("takes the greatest sharpness", () => {
    expect(checkedSharpness(100)).toBe(100);
  });

  it("refuses a score that is no number", () => {
    expect(() => calibratedSigmoid(Number.NaN, 2)).toThrow(RangeError);
  });
});

describe("sigmoidDerivative", () => {
  it("is k / 4 at a score of 0", () => {
    expect(sigmoidDerivative(0, 6)).toBe(1.5);
  });

  test.prop([fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0.1, max: 5, noNaN: true })])(
    "is the slope between two scores near by",
    (v, k) => {
      const step = 1e-5;
      const slope = (sigmoid(v + step, k) - sigmoid(v - step, k)) / (2 * step);
      expect(sigmoidDerivative(v, k)).toBeCloseTo(slope, 6);
    },
  );
});

describe("inverseSigmoid", () => {
  it("gives exactly 0 for a half, and ln 3 / k for three quarters", () => {
    expect(inverseSigmoid(0.5, 2)).toBe(0);
    expect(inverseSigmoid(0.75, 2)).toBeCloseTo(Math.log(3) / 2, 15);
    expect(inverseSigmoid(0.75, -2)).toBeCloseTo(-Math.log(3) / 2, 15);
  });

  it("is finite for the smallest and the greatest p there is", () => {
    expect(inverseSigmoid(Number.MIN_VALUE, 1)).toBeCloseTo(-744.44, 2);
    expect(inverseSigmoid(1 - Number.EPSILON / 2, 1)).toBeCloseTo(36.74, 2);
  });

  test.prop([score, fc.double({ min: 0.1, max: 5, noNaN: true })])("undoes the sigmoid", (v, k) => {
    expect(inverseSigmoid(sigmoid(v, k), k)).toBeCloseTo(v, 11);
  });

  it.each([
    [0, 2],
    [1, 2],
    [1.1, 2],
    [-0.1, 2],
    [Number.NaN, 2],
    [0.5, 0],
    [0.5, Number.NaN],
    [0.5, Infinity],
  ])("refuses p = %d with k = %d", (p, k) => {
    expect(() => inverseSigmoid(p, k)).toThrow(RangeError);
  });
});

describe("sigmoidBounds and uncertaintyBand", () => {
  it("bound p for scores from -1 to 1: the published 0.1192 and 0.8808 with k = 2", () => {
    const { pMin, pMax } = sigmoidBounds(2);
    expect(pMin).toBeCloseTo(0.1192, 4);
    expect(pMax).toBeCloseTo(0.8808, 4);
  });

  it("enclose the scores whose p is within the threshold of a half: by default 0.4 to 0.6", () => {
    // ln(0.6 / 0.4) / 2 = ln 1.5 / 2
    const { vMin, vMax } = uncertaintyBand(2);
    expect(vMin).toBeCloseTo(-Math.log(1.5) / 2, 15);
    expect(vMax).toBeCloseTo(Math.log(1.5) / 2, 15);
  });

  it.each([-0.1, 0.5, Number.NaN])("refuse a threshold of %d", (threshold) => {
    expect(() => uncertaintyBand(2, threshold)).toThrow(RangeError);
  });
});
