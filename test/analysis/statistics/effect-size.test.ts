import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { effectSize, hedgesCorrection } from "../../../src/analysis/statistics/effect-size.js";
import { pairedDifference, unpairedDifference } from "../../../src/analysis/statistics/mean-difference.js";
import { studentTails } from "../../../src/analysis/statistics/noncentral-t.js";
import { expectClose, known, valueIn, whyNot } from "./known.js";

const { control, treatment, other } = known.samples;

describe("effectSize", () => {
  it.each([
    ["d_z", pairedDifference(control, treatment), known.effect.paired],
    ["d_z", pairedDifference(control.slice(0, 9), treatment.slice(0, 9)), known.effect.nine],
    ["g", unpairedDifference(control, other), known.effect.unpaired],
  ])("of kind %s agrees with Hedges' formula and SciPy's noncentral t", (kind, difference, answer) => {
    const found = valueIn(effectSize(valueIn(difference), 0.95));
    expect(found.kind).toBe(kind);
    expectClose(found.estimate, answer.estimate);
    expectClose(found.interval.low, answer.low, 1e-9);
    expectClose(found.interval.high, answer.high, 1e-9);
  });

  it.each(known.hedges)("corrects by mpmath's ratio of gammas at $freedom degrees", ({ freedom, correction }) => {
    expectClose(hedgesCorrection(freedom), correction);
  });

  it("has a finite interval even for an effect of a hundred million deviations", () => {
    const differences = [1e8, 1e8 + 1, 1e8 + 2, 1e8 - 1];
    const { estimate, interval } = valueIn(effectSize(valueIn(pairedDifference([0, 0, 0, 0], differences)), 0.95));
    expect(interval.low).toBeGreaterThan(1e7);
    expect(interval.high).toBeLessThan(1e9);
    expect(estimate).toBeGreaterThan(interval.low);
    expect(estimate).toBeLessThan(interval.high);
  });

  it("says why there is none", () => {
    const of = (c: number[], t: number[]) => whyNot(effectSize(valueIn(pairedDifference(c, t)), 0.95));
    expect(of([1], [2])).toBe("one pair tells nothing of the spread");
    expect(of([1, 2], [2, 5])).toBe("two pairs are too few for a corrected effect size");
    expect(of([1, 2, 3], [2, 3, 4])).toBe("the difference is the same in all 3 pairs");
  });

  test.prop([fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 3, maxLength: 30 })], { numRuns: 60 })(
    "at the ends of the interval the observed t lies at 2.5 % of either side",
    (differences) => {
      const difference = valueIn(
        pairedDifference(
          differences.map(() => 0),
          differences,
        ),
      );
      const found = effectSize(difference, 0.95);
      expect(found.defined).toBe(difference.error.defined);
      if (!found.defined || !difference.error.defined) return;
      const { standardError, freedom } = difference.error.value;
      const t = difference.estimate / standardError;
      const root = Math.sqrt(differences.length);
      expect(studentTails(t, freedom, found.value.interval.low * root).above).toBeCloseTo(0.025, 9);
      expect(studentTails(t, freedom, found.value.interval.high * root).below).toBeCloseTo(0.025, 9);
    },
  );
});
