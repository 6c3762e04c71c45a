import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { labelPermutationTest } from "../../../src/analysis/statistics/label-permutation-test.js";
import { expectClose, known, noStream, stream, valueIn, whyNot } from "./known.js";

describe("labelPermutationTest", () => {
  // SciPy's permutation_test with Welch's t as the statistic; the second case holds arrangements without any spread
  it.each(known.labels)("agrees with going through all ways to deal: p = $p", ({ control, treatment, p }) => {
    const found = valueIn(labelPermutationTest(control, treatment, noStream));
    expectClose(found.p, p);
    expect(found.method.kind).toBe("exact");
  });

  it("draws arrangements where there are too many, near the p of all of them", () => {
    // 22 over 11 = 705,432 ways
    const control = [1, 2, 3, 4, 5, 6, 7, 8, 2, 4, 6];
    const treatment = [2, 3, 5, 7, 9, 9, 11, 4, 8, 6, 7];
    const drawn = valueIn(labelPermutationTest(control, treatment, stream(), 20_000));
    expect(drawn.method).toMatchObject({ kind: "simulated", draws: 20_000 });
    const again = valueIn(labelPermutationTest(control, treatment, stream("b"), 20_000));
    expect(Math.abs(drawn.p - again.p)).toBeLessThan(5 * Math.sqrt((2 * 0.1) / 20_000));
    expect(labelPermutationTest(control, treatment, stream(), 300)).toEqual(
      labelPermutationTest(control, treatment, stream(), 300),
    );
  });

  it("states its answer for arms that do not vary", () => {
    expect(valueIn(labelPermutationTest([2, 2], [2, 2, 2], noStream)).p).toBe(1);
    // by hand: of the 6 ways to deal 1, 1, 2, 2 in twos, two part the ones from the twos
    expect(valueIn(labelPermutationTest([1, 1], [2, 2], noStream))).toMatchObject({ p: 2 / 6, least: 2 / 6 });
  });

  it("needs two values in each arm", () => {
    expect(whyNot(labelPermutationTest([1], [1, 2], noStream))).toBe("each arm needs two values");
    expect(whyNot(labelPermutationTest([1, 2], [], noStream))).toBe("each arm needs two values");
  });

  const arm = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 5 });

  test.prop([arm, arm, fc.constantFrom(1e-6, 3, 1e120)])(
    "neither unit nor the order of values nor which arm comes first changes p, which is at least the least",
    (a, b, unit) => {
      const { p, least } = valueIn(labelPermutationTest(a, b, noStream));
      const turned = labelPermutationTest(
        b.map((x) => -x * unit).reverse(),
        a.map((x) => -x * unit),
        noStream,
      );
      expect(valueIn(turned).p).toBeCloseTo(p, 12);
      expect(p).toBeGreaterThanOrEqual(least);
      expect(p).toBeLessThanOrEqual(1);
    },
  );
});
