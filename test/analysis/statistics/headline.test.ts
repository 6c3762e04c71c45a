import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { chooseMethod, type MeasuredCoverage } from "../../../src/analysis/statistics/choose-method.js";
import { headlineInterval } from "../../../src/analysis/statistics/headline.js";
import { METHODS, meanInterval } from "../../../src/analysis/statistics/mean-interval.js";
import { MEASURED } from "../../../src/analysis/statistics/measured-coverage.js";
import { resample } from "../../../src/analysis/statistics/resamples.js";
import { SHAPES } from "../../../src/analysis/statistics/shape.js";
import { noStream, stream, valueIn, whyNot } from "./known.js";

function row(n: number, t: number, bootstrapT: number, bca: number): MeasuredCoverage {
  return { shape: "skewed", n, samples: 10_000, covered: { t, "bootstrap-t": bootstrapT, BCa: bca } };
}

describe("chooseMethod", () => {
  it("takes the method whose coverage is closest to 95 %, too much counting like too little", () => {
    expect(chooseMethod([row(30, 9000, 9450, 9300)], "skewed", 40).method).toBe("bootstrap-t");
    expect(chooseMethod([row(30, 9700, 9800, 9450)], "skewed", 40).method).toBe("BCa");
  });

  it("takes the plainest of those that the simulation cannot tell apart", () => {
    expect(chooseMethod([row(30, 9460, 9500, 9500)], "skewed", 30).method).toBe("t");
    expect(chooseMethod([row(30, 9450, 9500, 9500)], "skewed", 30).method).toBe("bootstrap-t");
  });

  it("never takes BCa below 30 values, even where it measured best", () => {
    expect(chooseMethod([row(10, 9000, 9100, 9500)], "skewed", 29).method).toBe("bootstrap-t");
    expect(chooseMethod([row(10, 9000, 9100, 9500)], "skewed", 30).method).toBe("BCa");
  });

  it("looks at the largest n measured that is not above that of the sample, and tells what was measured", () => {
    const rows = [row(10, 9500, 9000, 9000), row(30, 9000, 9500, 9000)];
    expect(chooseMethod(rows, "skewed", 29)).toEqual({ method: "t", measured: { n: 10, coverage: 0.95 } });
    expect(chooseMethod(rows, "skewed", 1000)).toEqual({ method: "bootstrap-t", measured: { n: 30, coverage: 0.95 } });
    expect(chooseMethod(rows, "skewed", 9)).toEqual({ method: "t", measured: undefined });
    expect(chooseMethod(rows, "normal", 50)).toEqual({ method: "t", measured: undefined });
  });
});

describe("the table measured", () => {
  it("has each shape at 10, 30 and 100 values and is ascending in n", () => {
    for (const shape of SHAPES) {
      const sizes = MEASURED.filter((measured) => measured.shape === shape).map(({ n }) => n);
      expect(sizes).toEqual(expect.arrayContaining([10, 30, 100]));
      expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    }
  });

  it("leads to an interval that covers at least 92 % of its own shape's samples from 10 values on", () => {
    for (const { shape, n } of MEASURED.filter((measured) => measured.n >= 10)) {
      expect(chooseMethod(MEASURED, shape, n).measured?.coverage).toBeGreaterThan(0.92);
    }
  });

  test.prop([fc.constantFrom(...SHAPES), fc.integer({ min: 0, max: 29 })])("has no BCa below 30", (shape, n) => {
    expect(chooseMethod(MEASURED, shape, n).method).not.toBe("BCa");
  });
});

describe("headlineInterval", () => {
  const skewed = [0.1, 0.2, 0.22, 0.3, 0.31, 0.5, 0.7, 1.1, 2.4, 6.3, 0.15, 0.9];

  it("is the interval of the method chosen for the sample's shape and number", () => {
    const found = valueIn(headlineInterval(skewed, stream(), 999));
    const chosen = chooseMethod(MEASURED, "skewed", skewed.length);
    expect(found).toMatchObject({ shape: "skewed", method: chosen.method, measured: chosen.measured });
    const resamples = valueIn(resample(skewed, stream(), 999));
    expect(found.interval).toEqual(meanInterval(chosen.method, resamples, 0.95).interval);
  });

  it("says when t stands in", () => {
    const few = Array.from({ length: 22 }, (_, i) => (i === 0 ? 1 : 0));
    const found = valueIn(headlineInterval(few, stream(), 999));
    const chosen = chooseMethod(MEASURED, "discrete", few.length).method;
    expect(found).toMatchObject({ shape: "discrete", method: "t" });
    expect(found.standIn).toBe(chosen === "t" ? undefined : "too many resamples are without spread");
  });

  it("is t for fewer values than were measured", () => {
    expect(valueIn(headlineInterval([1, 2, 4], stream(), 99))).toMatchObject({ method: "t", measured: undefined });
  });

  it("says why there is none", () => {
    expect(whyNot(headlineInterval([1], noStream))).toBe("fewer than two values tell nothing of the spread");
    expect(whyNot(headlineInterval([2, 2, 2], noStream))).toBe("all 3 values are the same");
  });

  test.prop([fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 40 })])(
    "is finite and ordered wherever it is defined, by one of the methods",
    (values) => {
      const found = headlineInterval(values, stream(), 99);
      if (!found.defined) return;
      expect(METHODS).toContain(found.value.method);
      expect(found.value.interval.low).toSatisfy(Number.isFinite);
      expect(found.value.interval.low).toBeLessThanOrEqual(found.value.interval.high);
    },
  );
});
