import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { brierScore, calibrationError, logLoss } from "../../src/metrics/soft/calibration.js";
import { calibrationCurve, expectedCalibrationError } from "../../src/metrics/soft/calibration-curve.js";
import { discriminationAuc } from "../../src/metrics/soft/discrimination.js";
import type { MaybeKnown } from "../../src/metrics/soft/truth.js";
import { probability } from "../support/samples.js";

const good = (p: number): MaybeKnown => ({ p, groundTruth: 1 });
const bad = (p: number): MaybeKnown => ({ p, groundTruth: -1 });
const unknown = (p: number): MaybeKnown => ({ p });

const maybeKnown: fc.Arbitrary<MaybeKnown> = fc.record({
  p: probability,
  groundTruth: fc.constantFrom<(1 | -1 | undefined)[]>(1, -1, undefined),
});

/** 0.75 and 0.5 good, 0.25 bad; one of unknown outcome. */
const FOUR = [good(0.75), good(0.5), bad(0.25), unknown(1)];

describe("calibration worked by hand for 0.75 and 0.5 good, 0.25 bad", () => {
  it("leaves the unknown outcome out", () => {
    expect(calibrationError(FOUR)).toBeCloseTo(1.5 / 3 - 2 / 3, 15);
    expect(brierScore(FOUR)).toBeCloseTo((0.0625 + 0.25 + 0.0625) / 3, 15);
    expect(logLoss(FOUR)).toBeCloseTo((Math.log(4 / 3) + Math.log(2) + Math.log(4 / 3)) / 3, 15);
  });

  it("compares each bin's mean p with its share of good outcomes", () => {
    expect(calibrationCurve(FOUR, 4)).toEqual([
      { predicted: 0.125, observed: 0, count: 0 },
      { predicted: 0.25, observed: 0, count: 1 },
      { predicted: 0.5, observed: 1, count: 1 },
      { predicted: 0.75, observed: 1, count: 1 },
    ]);
    expect(expectedCalibrationError(FOUR, 4)).toBeCloseTo((0.25 + 0.5 + 0.25) / 3, 15);
    expect(calibrationCurve(FOUR, 1)).toEqual([{ predicted: 0.5, observed: 2 / 3, count: 3 }]);
  });
});

describe("logLoss", () => {
  it("charges a wrong certainty -ln epsilon and a right one next to nothing", () => {
    expect(logLoss([good(0)], 0.01)).toBeCloseTo(-Math.log(0.01), 14);
    expect(logLoss([bad(1)], 0.01)).toBeCloseTo(-Math.log(0.01), 13);
    expect(logLoss([good(1), bad(0)])).toBeLessThan(1e-14);
  });

  it.each([0, -1, 0.5, Number.NaN])("refuses an epsilon of %d", (epsilon) => {
    expect(() => logLoss([], epsilon)).toThrow(RangeError);
  });
});

describe("discriminationAuc", () => {
  it("is 1 for a perfect order, 0 for a reversed one and a half for ties", () => {
    expect(discriminationAuc([good(0.9), good(0.8), bad(0.2)])).toBe(1);
    expect(discriminationAuc([good(0.1), bad(0.2), bad(0.8)])).toBe(0);
    expect(discriminationAuc([good(0.5), bad(0.5), bad(0.5)])).toBe(0.5);
  });

  test.prop([fc.array(maybeKnown, { maxLength: 40 })])("is what counting every pair gives", (all) => {
    let pairs = 0;
    let right = 0;
    for (const a of all.filter(({ groundTruth }) => groundTruth === 1)) {
      for (const b of all.filter(({ groundTruth }) => groundTruth === -1)) {
        pairs += 1;
        right += a.p > b.p ? 1 : a.p === b.p ? 0.5 : 0;
      }
    }
    expect(discriminationAuc(all)).toBe(pairs === 0 ? undefined : right / pairs);
  });
});

describe("without known outcomes", () => {
  it("nothing is defined", () => {
    const all = [unknown(0.2), unknown(0.9)];
    expect(calibrationError(all)).toBeUndefined();
    expect(brierScore(all)).toBeUndefined();
    expect(logLoss(all)).toBeUndefined();
    expect(expectedCalibrationError(all)).toBeUndefined();
    expect(discriminationAuc(all)).toBeUndefined();
    expect(discriminationAuc([good(0.2), good(0.9)])).toBeUndefined();
    expect(calibrationCurve(all)).toEqual([]);
  });
});

describe("known outcomes", () => {
  test.prop([fc.array(maybeKnown, { maxLength: 40 }), fc.integer({ min: 1, max: 30 })])(
    "keep a calibration error of the whole no larger than the error bin by bin",
    (all, bins) => {
      const byBin = expectedCalibrationError(all, bins);
      const whole = calibrationError(all);
      if (whole === undefined) expect(byBin).toBeUndefined();
      else expect(Math.abs(whole)).toBeLessThanOrEqual(byBin! + 1e-12);
    },
  );

  it("are refused unless they are 1 or -1, and a p outside [0, 1] even where the outcome is unknown", () => {
    expect(() => brierScore([{ p: 0.5, groundTruth: 0 as 1 }])).toThrow(/ground truth must be 1 or -1, got 0/);
    expect(() => brierScore([unknown(1.5)])).toThrow(RangeError);
  });
});
