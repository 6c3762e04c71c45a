import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  type MeanDifference,
  pairedDifference,
  tInterval,
  unpairedDifference,
} from "../../../src/analysis/statistics/mean-difference.js";
import { expectClose, figures, known, valueIn, whyNot } from "./known.js";

const { control, treatment, other, countsControl, countsTreatment } = known.samples;

function expectKnown(difference: MeanDifference, answer: typeof known.paired.all): void {
  const { standardError, freedom } = valueIn(difference.error);
  const { low, high, level } = valueIn(tInterval(difference, 0.95));
  expectClose(difference.estimate, answer.estimate);
  expectClose(standardError, answer.standardError);
  expectClose(freedom, answer.freedom);
  expectClose(low, answer.low);
  expectClose(high, answer.high);
  expect(level).toBe(0.95);
}

describe("pairedDifference", () => {
  it("agrees with SciPy's ttest_rel", () => {
    expectKnown(valueIn(pairedDifference(control, treatment)), known.paired.all);
    expectKnown(valueIn(pairedDifference(control.slice(0, 9), treatment.slice(0, 9))), known.paired.nine);
  });

  it("keeps the difference of one pair and says why it has no error", () => {
    const one = valueIn(pairedDifference([1], [3]));
    expect(one.estimate).toBe(2);
    expect(whyNot(one.error)).toBe("one pair tells nothing of the spread");
    expect(whyNot(tInterval(one, 0.95))).toBe("one pair tells nothing of the spread");
  });

  it("has nothing to say without pairs", () => {
    expect(whyNot(pairedDifference([], []))).toBe("there are no pairs");
  });

  it("has a difference and no interval where all pairs differ by the same, up to rounding", () => {
    const same = valueIn(pairedDifference([1, 2, 5], [1, 2, 5]));
    expect(same.estimate).toBe(0);
    expect(whyNot(same.error)).toBe("the difference is the same in all 3 pairs");
    const shifted = [0.1, 0.2, 0.7, 1.3];
    const constant = valueIn(
      pairedDifference(
        shifted,
        shifted.map((value) => value + 0.1),
      ),
    );
    expect(constant.estimate).toBeCloseTo(0.1, 14);
    expect(whyNot(constant.error)).toBe("the difference is the same in all 4 pairs");
  });

  it("takes arms of different lengths for a mistake of the program", () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow(RangeError);
  });
});

describe("unpairedDifference", () => {
  it("agrees with SciPy's Welch test", () => {
    expectKnown(valueIn(unpairedDifference(control, other)), known.welch.other);
    expectKnown(valueIn(unpairedDifference(countsControl, countsTreatment)), known.welch.counts);
  });

  it("says which arm lacks what", () => {
    expect(whyNot(unpairedDifference([], [1]))).toBe("the control has no values");
    expect(whyNot(unpairedDifference([1], []))).toBe("the treatment has no values");
    expect(whyNot(valueIn(unpairedDifference([1], [1, 2])).error)).toBe(
      "one value of the control tells nothing of its spread",
    );
    expect(whyNot(valueIn(unpairedDifference([1, 2], [1])).error)).toBe(
      "one value of the treatment tells nothing of its spread",
    );
    expect(whyNot(valueIn(unpairedDifference([1, 1], [3, 3])).error)).toBe("neither arm varies");
  });

  it("lives with one arm that does not vary", () => {
    const { freedom, standardError } = valueIn(valueIn(unpairedDifference([1, 1, 1], [1, 2, 3, 4])).error);
    expectClose(freedom, 3);
    expectClose(standardError, Math.sqrt(5 / 12));
  });
});

describe("differences, properties", () => {
  const value = fc.double({ noNaN: true, min: -1e150, max: 1e150 });
  const arm = fc.array(value, { maxLength: 20 });

  test.prop([arm, arm])("no figure is NaN or infinite, whatever the arms", (a, b) => {
    const n = Math.min(a.length, b.length);
    for (const found of [unpairedDifference(a, b), pairedDifference(a.slice(0, n), b.slice(0, n))]) {
      const interval = found.defined ? tInterval(found.value, 0.95) : found;
      for (const figure of figures([found, interval])) expect(figure).toSatisfy(Number.isFinite);
    }
  });

  const pairs = fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
    minLength: 2,
  });

  test.prop([pairs])("swapping the arms mirrors the interval about 0", (list) => {
    const a = list.map(([x]) => x);
    const b = list.map(([, x]) => x);
    for (const difference of [pairedDifference, unpairedDifference]) {
      const [there, back] = [valueIn(difference(a, b)), valueIn(difference(b, a))];
      expect(back.estimate).toBeCloseTo(-there.estimate, 10);
      const [one, other] = [tInterval(there, 0.95), tInterval(back, 0.95)];
      expect(other.defined).toBe(one.defined);
      if (one.defined && other.defined) expect(other.value.low).toBeCloseTo(-one.value.high, 8);
    }
  });

  test.prop([pairs])("a surer interval holds a less sure one", (list) => {
    const found = pairedDifference(
      list.map(([x]) => x),
      list.map(([, x]) => x),
    );
    const [narrow, wide] = [tInterval(valueIn(found), 0.9), tInterval(valueIn(found), 0.95)];
    expect(wide.defined).toBe(narrow.defined);
    if (!narrow.defined || !wide.defined) return;
    expect(wide.value.low).toBeLessThan(narrow.value.low);
    expect(wide.value.high).toBeGreaterThan(narrow.value.high);
  });
});
