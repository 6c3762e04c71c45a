import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { mannWhitney } from "../../../src/analysis/statistics/mann-whitney.js";
import { midranks } from "../../../src/analysis/statistics/midranks.js";
import { wilcoxonSignedRank } from "../../../src/analysis/statistics/wilcoxon-signed-rank.js";
import { expectClose, known, valueIn, whyNot } from "./known.js";

describe("wilcoxonSignedRank", () => {
  it.each(known.signedRank.exact)("agrees with SciPy's exact p = $p", ({ differences, plus, p }) => {
    const found = valueIn(wilcoxonSignedRank(differences));
    expect(found).toMatchObject({ method: "exact", statistic: plus });
    expectClose(found.p, p);
  });

  it.each(known.signedRank.normal)("agrees with SciPy's p = $p by the normal distribution", (answer) => {
    const found = valueIn(wilcoxonSignedRank(answer.differences));
    expect(found).toMatchObject({ method: "normal approximation", statistic: answer.plus });
    expect(found.zeros).toBe(answer.differences.filter((x) => x === 0).length);
    expectClose(found.p, answer.p);
  });

  it("leaves zeros out, tells how many, and gives p = 1 where nothing is left", () => {
    const found = valueIn(wilcoxonSignedRank([0, 3, 1, 0, 2]));
    // by hand: W+ = 6 of ranks 1 to 3; 2 / 2^3
    expectClose(found.p, 0.25);
    expect(found).toMatchObject({ statistic: 6, method: "exact", zeros: 2 });
    expect(valueIn(wilcoxonSignedRank([0, 0]))).toMatchObject({ p: 1, zeros: 2 });
    expect(whyNot(wilcoxonSignedRank([]))).toBe("there are no pairs");
  });

  it("takes sizes that only rounding tells apart for tied", () => {
    expect(valueIn(wilcoxonSignedRank([0.3 - 0.2, 0.2 - 0.1, 5])).method).toBe("normal approximation");
  });

  test.prop([fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 70 })])(
    "p is above 0 and at most 1, and the same for the mirrored differences",
    (differences) => {
      const { p } = valueIn(wilcoxonSignedRank(differences));
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
      expectClose(valueIn(wilcoxonSignedRank(differences.map((x) => -x))).p, p);
    },
  );
});

describe("mannWhitney", () => {
  it.each(known.mannWhitney.exact)("agrees with SciPy's exact p = $p", ({ control, treatment, u, p }) => {
    const found = valueIn(mannWhitney(control, treatment));
    expect(found).toMatchObject({ method: "exact", statistic: u });
    expectClose(found.p, p);
  });

  it.each(known.mannWhitney.normal)("agrees with SciPy's p = $p by the normal distribution", (answer) => {
    const found = valueIn(mannWhitney(answer.control, answer.treatment));
    expect(found).toMatchObject({ method: "normal approximation", statistic: answer.u });
    expectClose(found.p, answer.p);
  });

  it("tells how often the treatment is larger", () => {
    expect(valueIn(mannWhitney([1, 2], [3, 4])).superiority).toBe(1);
    expect(valueIn(mannWhitney([1, 3], [2, 2])).superiority).toBe(0.5);
  });

  it("gives p = 1 where all values are equal or single, and says which arm is empty", () => {
    expect(valueIn(mannWhitney([2, 2], [2])).p).toBe(1);
    expect(valueIn(mannWhitney([1], [2])).p).toBe(1);
    expect(whyNot(mannWhitney([], [2]))).toBe("the control has no values");
    expect(whyNot(mannWhitney([2], []))).toBe("the treatment has no values");
  });

  const arm = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 60 });

  test.prop([arm, arm])("swapping the arms keeps p and turns the share of larger ones around", (a, b) => {
    const [one, other] = [valueIn(mannWhitney(a, b)), valueIn(mannWhitney(b, a))];
    expectClose(other.p, one.p);
    expect(one.superiority + other.superiority).toBeCloseTo(1, 12);
    expect(one.p).toBeGreaterThan(0);
    expect(one.p).toBeLessThanOrEqual(1);
  });
});

describe("midranks", () => {
  it("share the mean of their ranks", () => {
    expect(midranks([3, 1, 3, 2, 3])).toEqual({ ranks: [4, 1, 4, 2, 4], tieTerm: 24 });
    expect(midranks([])).toEqual({ ranks: [], tieTerm: 0 });
  });

  test.prop([fc.array(fc.integer({ min: 0, max: 9 }))])("add up to n (n + 1) / 2", (values) => {
    const n = values.length;
    expect(midranks(values).ranks.reduce((sum, rank) => sum + rank, 0)).toBe((n * (n + 1)) / 2);
  });
});
