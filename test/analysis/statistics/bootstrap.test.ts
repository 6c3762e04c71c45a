import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { bcaInterval } from "../../../src/analysis/statistics/bca-interval.js";
import { bootstrapTInterval } from "../../../src/analysis/statistics/bootstrap-t-interval.js";
import { METHODS, meanInterval } from "../../../src/analysis/statistics/mean-interval.js";
import { quantile, resample } from "../../../src/analysis/statistics/resamples.js";
import type { RandomStream } from "../../../src/base/random/random-source.js";
import { expectClose, figures, known, noStream, stream, valueIn, whyNot } from "./known.js";

/** Hands out the indices that NumPy's generator drew when the known answers were made. */
function recorded(index: string): RandomStream {
  let at = 0;
  const below = (n: number) => {
    const drawn = Number.parseInt(index[at], 36);
    at += 1;
    if (!(drawn < n)) throw new Error(`index ${drawn} for ${n} values`);
    return drawn;
  };
  return { ...noStream, below };
}

describe("bootstrap intervals, over the same draws", () => {
  it.each(known.bootstrap)("BCa agrees with SciPy's bootstrap", ({ values, index, draws, bca }) => {
    const interval = valueIn(bcaInterval(valueIn(resample(values, recorded(index), draws)), 0.95));
    expectClose(interval.low, bca[0], 1e-9);
    expectClose(interval.high, bca[1], 1e-9);
  });

  it.each(known.bootstrap)("bootstrap-t agrees with its formula in NumPy", ({ values, index, draws, studentised }) => {
    const interval = valueIn(bootstrapTInterval(valueIn(resample(values, recorded(index), draws)), 0.95));
    expectClose(interval.low, studentised[0], 1e-9);
    expectClose(interval.high, studentised[1], 1e-9);
  });
});

describe("resample", () => {
  it("is repeated by the same stream", () => {
    expect(resample([1, 2, 4], stream(), 50)).toEqual(resample([1, 2, 4], stream(), 50));
    expect(resample([1, 2, 4], stream(), 50)).not.toEqual(resample([1, 2, 4], stream("b"), 50));
  });

  it("says why one value, none, or equal ones give nothing to draw from", () => {
    expect(whyNot(resample([], noStream))).toBe("fewer than two values tell nothing of the spread");
    expect(whyNot(resample([4], noStream))).toBe("fewer than two values tell nothing of the spread");
    expect(whyNot(resample([0.1, 0.1, 0.1], noStream))).toBe("all 3 values are the same");
  });

  it("marks resamples without spread as infinite, or 0 at the mean itself", () => {
    const { ratios } = valueIn(resample([0, 1], recorded("00011110"), 4));
    expect([...ratios]).toEqual([Number.NEGATIVE_INFINITY, 0, 0, Number.POSITIVE_INFINITY]);
    const middle = valueIn(resample([0, 1, 2], recorded("111"), 1));
    expect([...middle.ratios]).toEqual([0]);
  });
});

describe("where a bootstrap has no interval", () => {
  const few = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1];

  it("bootstrap-t says that too many resamples are without spread, and t stands in", () => {
    const resamples = valueIn(resample(few, stream(), 999));
    expect(whyNot(bootstrapTInterval(resamples, 0.95))).toBe("too many resamples are without spread");
    const shown = meanInterval("bootstrap-t", resamples, 0.95);
    expect(shown.standIn).toBe("too many resamples are without spread");
    expect(shown.interval).toEqual(meanInterval("t", resamples, 0.95).interval);
    expect(meanInterval("t", resamples, 0.95).standIn).toBeUndefined();
  });

  it("BCa says that all means lie on one side", () => {
    const resamples = valueIn(resample([0, 1, 5], recorded("222222"), 2));
    expect(whyNot(bcaInterval(resamples, 0.95))).toBe("all resampled means lie on one side of the mean");
  });
});

describe("quantile", () => {
  it("is linear between the values, and undefined where it would use an infinite one", () => {
    const values = Float64Array.of(1, 2, 4);
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile(values, p))).toEqual([1, 1.5, 2, 3, 4]);
    expect(quantile(Float64Array.of(1, 2, Number.POSITIVE_INFINITY), 0.75)).toBeUndefined();
    expect(quantile(Float64Array.of(1, 2, Number.POSITIVE_INFINITY), 0.5)).toBe(2);
  });
});

describe("intervals of a mean, properties", () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 25 });

  test.prop([values])("are finite, ordered, and hold their level", (list) => {
    const resamples = resample(list, stream(), 199);
    expect(resamples.defined).toBe(new Set(list).size > 1);
    if (!resamples.defined) return;
    for (const method of METHODS) {
      const { interval } = meanInterval(method, resamples.value, 0.95);
      for (const figure of figures(interval)) expect(figure).toSatisfy(Number.isFinite);
      expect(interval.low).toBeLessThanOrEqual(interval.high);
    }
  });

  test.prop([values, fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 50 })])(
    "move and stretch with the values",
    (list, shift, factor) => {
      const plain = resample(list, stream(), 99);
      const moved = resample(
        list.map((x) => shift + factor * x),
        stream(),
        99,
      );
      expect(moved.defined).toBe(plain.defined);
      if (!plain.defined || !moved.defined) return;
      for (const method of METHODS) {
        const { interval } = meanInterval(method, plain.value, 0.9);
        const other = meanInterval(method, moved.value, 0.9).interval;
        expect(other.low).toBeCloseTo(shift + factor * interval.low, 6);
        expect(other.high).toBeCloseTo(shift + factor * interval.high, 6);
      }
    },
  );
});
