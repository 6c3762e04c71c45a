import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { differenceOf, type Summary, summarise } from "../../src/analysis/summary.js";

const fromZero = (length: number) => Array.from({ length }, (_, at) => at);

describe("summarise, known answers", () => {
  // statistics.mean and .stdev of CPython 3.11; SciPy 1.17: r = stats.linregress(x, y), t = stats.t.ppf(0.975, n - 2),
  // slope -+ t * r.stderr, with x the epochs that have a value. Halves by hand: (0.31 + 0.28) / 2 and
  // (0.35 + 0.22 + 0.27 + 0.19) / 4: of seven epochs the first three are the first half.
  it("agrees with SciPy on a metric with a blank epoch", () => {
    const summary = summarise(fromZero(7), [0.31, 0.28, undefined, 0.35, 0.22, 0.27, 0.19]);
    expect(summary).toMatchObject({ epochs: 7, withData: 6, min: 0.19, max: 0.35 });
    expect(summary.mean).toBeCloseTo(0.27, 15);
    expect(summary.sd).toBeCloseTo(0.058309518948453, 15);
    expect(summary.firstHalf).toBeCloseTo(0.295, 15);
    expect(summary.secondHalf).toBeCloseTo(0.2575, 15);
    expect(summary.change).toBeCloseTo(-0.0375, 15);
    expect(summary.trend.slope).toBeCloseTo(-0.01602484472049689, 15);
    expect(summary.trend.low).toBeCloseTo(-0.04297012375141483, 14);
    expect(summary.trend.high).toBeCloseTo(0.010920434310421046, 14);
  });

  // Anscombe, Graphs in Statistical Analysis (1973), data set I, printed there as mean of y 7.5, slope 0.5 with standard
  // error 0.118; further digits and the interval from the SciPy formula above.
  it("agrees with Anscombe's first data set, whose x run from 4 to 14", () => {
    const y = [4.26, 5.68, 7.24, 4.82, 6.95, 8.81, 8.04, 8.33, 10.84, 7.58, 9.96];
    const { mean, sd, firstHalf, secondHalf, trend } = summarise(
      y.map((_, at) => at + 4),
      y,
    );
    expect(mean).toBeCloseTo(7.500909090909091, 13);
    expect(sd).toBeCloseTo(2.031568135925815, 13);
    expect(firstHalf).toBeCloseTo(5.79, 13);
    expect(secondHalf).toBeCloseTo(8.926666666666666, 13);
    expect(trend.slope).toBeCloseTo(0.5000909090909091, 13);
    expect(trend.low).toBeCloseTo(0.2333701363851875, 12);
    expect(trend.high).toBeCloseTo(0.7668116817966308, 12);
  });

  // SciPy formula above; with one degree of freedom t(0.975) = 12.7062.
  it("gives the interval from three values on, also over a gap in the epochs", () => {
    const { trend } = summarise([1, 2, 4], [1, 2, 2.5]);
    expect(trend.slope).toBeCloseTo(0.4642857142857142, 14);
    expect(trend.low).toBeCloseTo(-1.8936920186885964, 12);
    expect(trend.high).toBeCloseTo(2.822263447260025, 12);
  });

  // NIST Statistical Reference Datasets, univariate: NumAcc1 to NumAcc4 with their certified mean and standard deviation.
  it.each([
    ["NumAcc1", [10000001, 10000003, 10000002], 10000002, 1],
    ["NumAcc2", alternating(1.2, 1.1, 1.3), 1.2, 0.1],
    ["NumAcc3", alternating(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1],
    ["NumAcc4", alternating(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1],
  ])("keeps the certified digits of NIST's %s", (_, values, mean, sd) => {
    const summary = summarise(fromZero(values.length), values);
    expect(Math.abs((summary.mean ?? 0) - mean) / mean).toBeLessThan(1e-14);
    expect(Math.abs((summary.sd ?? 0) - sd) / sd).toBeLessThan(1e-8);
  });
});

/** 1001 values: `first`, then `low` and `high` 500 times each in turn. */
function alternating(first: number, low: number, high: number): readonly number[] {
  return [first, ...fromZero(1000).map((at) => (at % 2 === 0 ? low : high))];
}

describe("summarise, where the data do not define a figure", () => {
  const undefinedKeys = ({ trend, ...rest }: Summary) =>
    Object.entries({ ...rest, ...trend })
      .filter(([, figure]) => figure === undefined)
      .map(([key]) => key);

  it("defines only the counts without any value", () => {
    const summary = summarise([0, 1, 2], [undefined, undefined, undefined]);
    expect(summary).toMatchObject({ epochs: 3, withData: 0 });
    expect(undefinedKeys(summary)).toHaveLength(10);
  });

  it("puts a single epoch into the second half", () => {
    const summary = summarise([5], [0.25]);
    expect(summary).toMatchObject({ mean: 0.25, min: 0.25, max: 0.25, secondHalf: 0.25 });
    expect(undefinedKeys(summary)).toEqual(["sd", "firstHalf", "change", "slope", "low", "high"]);
  });

  it("has a slope but no interval for two values", () => {
    const summary = summarise([0, 4], [1, 3]);
    expect(summary).toMatchObject({ sd: Math.SQRT2, firstHalf: 1, secondHalf: 3, change: 2, trend: { slope: 0.5 } });
    expect(undefinedKeys(summary)).toEqual(["low", "high"]);
  });

  it("has no change where one half is blank", () => {
    const summary = summarise([0, 1, 2, 3], [undefined, undefined, 1, 2]);
    expect(undefinedKeys(summary)).toEqual(["firstHalf", "change", "low", "high"]);
  });

  it("counts the halves by epochs of the table, not by values", () => {
    const summary = summarise([0, 1, 2, 3, 4, 5], [1, undefined, undefined, 2, 4, 6]);
    expect(summary).toMatchObject({ firstHalf: 1, secondHalf: 4 });
  });
});

describe("summarise, properties", () => {
  const value = fc.option(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { nil: undefined, freq: 8 });
  const series = fc.array(value, { maxLength: 40 });
  const figures = ({ trend, ...rest }: Summary) => [...Object.values(rest), ...Object.values(trend)];

  test.prop([fc.array(fc.option(fc.double({ noNaN: true, min: -1e150, max: 1e150 }), { nil: undefined }))])(
    "every figure is a finite number or undefined",
    (values) => {
      for (const figure of figures(summarise(fromZero(values.length), values))) {
        expect(figure === undefined || Number.isFinite(figure)).toBe(true);
      }
    },
  );

  test.prop([fc.double({ noNaN: true, min: -1e150, max: 1e150 }), fc.integer({ min: 3, max: 200 })])(
    "a constant has exactly itself as mean, deviation 0, change 0 and slope 0 with an interval of no width",
    (constant, length) => {
      const level = constant + 0; // -0 and 0 are the same value
      const summary = summarise(fromZero(length), Array<number>(length).fill(level));
      const { mean, sd, min, max, change, trend } = summary;
      expect([mean, min, max].every((figure) => figure === level)).toBe(true);
      expect([sd, change, trend.slope, trend.low, trend.high].every((figure) => figure === 0)).toBe(true);
    },
  );

  test.prop([fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 })])(
    "the mean lies between least and greatest, the slope inside its interval",
    (values) => {
      const {
        mean = Number.NaN,
        min = Number.NaN,
        max = Number.NaN,
        trend,
      } = summarise(fromZero(values.length), values);
      const slack = 1e-9 * Math.max(1, Math.abs(min), Math.abs(max));
      expect(mean).toBeGreaterThanOrEqual(min - slack);
      expect(mean).toBeLessThanOrEqual(max + slack);
      if (trend.low !== undefined) expect(trend.low).toBeLessThanOrEqual(trend.slope ?? Number.NaN);
      if (trend.high !== undefined) expect(trend.high).toBeGreaterThanOrEqual(trend.slope ?? Number.NaN);
    },
  );

  test.prop([series, fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 9 })])(
    "epochs counted from elsewhere change nothing, epochs k times as far apart divide the slope by k",
    (values, origin, k) => {
      const plain = summarise(fromZero(values.length), values);
      const moved = summarise(
        values.map((_, at) => origin + k * at),
        values,
      );
      expect({ ...moved, trend: undefined }).toEqual({ ...plain, trend: undefined });
      if (plain.trend.slope === undefined) expect(moved.trend.slope).toBeUndefined();
      else expect((moved.trend.slope ?? Number.NaN) * k).toBeCloseTo(plain.trend.slope, 4);
    },
  );

  test.prop([fc.double({ noNaN: true, min: -100, max: 100 }), fc.double({ noNaN: true, min: -100, max: 100 })])(
    "a straight line has its own slope, in an interval of nearly no width",
    (start, slope) => {
      const epochs = fromZero(20);
      const { trend } = summarise(
        epochs,
        epochs.map((epoch) => start + slope * epoch),
      );
      expect(trend.slope).toBeCloseTo(slope, 9);
      expect((trend.high ?? Number.NaN) - (trend.low ?? Number.NaN)).toBeLessThan(1e-9);
    },
  );
});

describe("differenceOf", () => {
  it("is the other minus the reference, in per cent of the size of the reference", () => {
    const reference = summarise([0, 1, 2, 3], [-1, -2, -3, -2]);
    const other = summarise([0, 1, 2, 3], [-1, -1, -1, -1]);
    expect(differenceOf(reference, other)).toEqual({ mean: 1, percent: 50, secondHalf: 1.5, slope: 0.4 });
  });

  it("has no percentage of zero or of next to nothing, and nothing where one run has no value", () => {
    const zero = summarise([0], [0]);
    const one = summarise([0], [1]);
    const tiny = summarise([0], [1e-310]);
    const none = summarise([0], [undefined]);
    expect(differenceOf(zero, one)).toMatchObject({ mean: 1, percent: undefined });
    expect(differenceOf(tiny, one)).toMatchObject({ mean: 1, percent: undefined });
    const nothing = { mean: undefined, percent: undefined, secondHalf: undefined, slope: undefined };
    expect(differenceOf(none, one)).toEqual(nothing);
    expect(differenceOf(one, none)).toEqual(nothing);
  });
});
