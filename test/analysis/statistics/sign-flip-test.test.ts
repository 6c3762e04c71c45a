import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { leastReachableP, unreachable } from "../../../src/analysis/statistics/reachable-p.js";
import { signFlipTest } from "../../../src/analysis/statistics/sign-flip-test.js";
import { pairsAtLeast, signedSums } from "../../../src/analysis/statistics/signed-sums.js";
import { expectClose, known, noStream, stream, valueIn, whyNot } from "./known.js";

describe("signFlipTest", () => {
  // SciPy's permutation_test with Student's t as the statistic, so this also shows that sums give the studentised p
  it.each(known.signFlips)("agrees with going through all sign patterns: p = $p", ({ differences, p }) => {
    const found = valueIn(signFlipTest(differences, noStream));
    expectClose(found.p, p);
    expect(found.method.kind).toBe("exact");
  });

  it("draws sign patterns past 32 differences, and comes near the exact p", () => {
    const differences = Array.from({ length: 33 }, (_, i) => ((i * 37) % 11) - 4.2);
    const drawn = valueIn(signFlipTest(differences, stream(), 20_000));
    const exact = valueIn(signFlipTest(differences.slice(0, 32), noStream));
    expect(drawn.method).toMatchObject({ kind: "simulated", draws: 20_000 });
    expect(exact.method).toEqual({ kind: "exact", arrangements: 2 ** 32 });
    const share = share33(differences);
    expect(Math.abs(drawn.p - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 20_000));
  });

  it("is repeated by the same stream", () => {
    const differences = Array.from({ length: 40 }, (_, i) => Math.sin(i) + 0.2);
    expect(signFlipTest(differences, stream(), 500)).toEqual(signFlipTest(differences, stream(), 500));
  });

  it("never gives a p of 0: what was seen counts as one of the draws", () => {
    const differences = Array.from({ length: 60 }, (_, i) => 1 + i / 100);
    expect(valueIn(signFlipTest(differences, stream(), 99))).toMatchObject({ p: 0.01, least: 0.01 });
  });

  it("gives p = 1 for pairs that do not differ at all, and the least p for pairs that differ by the same", () => {
    expect(valueIn(signFlipTest([0, 0, 0], noStream))).toMatchObject({ p: 1, least: 1 });
    expect(valueIn(signFlipTest([0.1, 0.1, 0.1, 0.1, 0.1, 0.1], noStream)).p).toBe(2 / 64);
    expect(valueIn(signFlipTest([3], noStream)).p).toBe(1);
    expect(whyNot(signFlipTest([], noStream))).toBe("there are no pairs");
  });

  it("counts sums that only rounding tells apart as equal", () => {
    // 0.1 + 0.2 - 0.3 is 5.6e-17 and not 0; by hand: of the 8 patterns of 1, 2, 3 four have a sum of size 0 to 3 ...
    expect(valueIn(signFlipTest([0.1, 0.2, -0.3], noStream)).p).toBe(1);
    expect(valueIn(signFlipTest([0.3, 0.2, -0.1], noStream)).p).toBe(4 / 8);
  });

  const small = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 10 });

  test.prop([small])("exact p is the share of patterns found one by one", (differences) => {
    const seen = Math.abs(differences.reduce((sum, x) => sum + x, 0));
    let extreme = 0;
    for (let pattern = 0; pattern < 2 ** differences.length; pattern += 1) {
      const sum = differences.reduce((total, x, i) => total + ((pattern >> i) & 1 ? x : -x), 0);
      if (Math.abs(sum) >= seen) extreme += 1;
    }
    expect(valueIn(signFlipTest(differences, noStream)).p).toBe(extreme / 2 ** differences.length);
  });

  test.prop([small, fc.constantFrom(0.001, 7, 1e100)])("neither unit nor direction changes p", (differences, unit) => {
    const { p } = valueIn(signFlipTest(differences, noStream));
    expect(
      valueIn(
        signFlipTest(
          differences.map((x) => -x * unit),
          noStream,
        ),
      ).p,
    ).toBe(p);
    expect(p).toBeGreaterThanOrEqual(leastReachableP(differences.length));
  });
});

/** Exact p of 33 differences, by counting the sums over the halves. */
function share33(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs);
  const seen = Math.abs(differences.reduce((sum, x) => sum + x, 0)) - 1e-9;
  return (2 * pairsAtLeast(signedSums(sizes.slice(0, 16)), signedSums(sizes.slice(16)), seen)) / 2 ** 33;
}

describe("signedSums", () => {
  it("are all sums over signs, ascending", () => {
    expect([...signedSums([1, 2, 5])]).toEqual([-8, -6, -4, -2, 2, 4, 6, 8]);
    expect([...signedSums([])]).toEqual([0]);
  });
});

describe("the least p", () => {
  it("halves with each pair, and cannot come below 5 % up to five pairs", () => {
    expect([0, 1, 2, 5, 6].map(leastReachableP)).toEqual([1, 1, 0.5, 0.0625, 0.03125]);
    expect(unreachable(5, 0.05)).toBe(
      "with 5 pairs p < 0.05 cannot be reached: the least possible p is 0.0625; it takes 6 pairs",
    );
    expect(unreachable(1, 0.05)).toContain("with 1 pair p < 0.05 cannot be reached: the least possible p is 1;");
    expect(unreachable(6, 0.05)).toBeUndefined();
  });

  it("counts in the correction for several comparisons", () => {
    expect(unreachable(6, 0.05, 4)).toBe(
      "with 6 pairs p < 0.05 cannot be reached after correction for 4 comparisons: the least possible p is 0.125; it takes 8 pairs",
    );
    expect(unreachable(8, 0.05, 4)).toBeUndefined();
  });

  it.each([2, 3, 4, 5, 6, 9])("of %i pairs all pointing one way is what the test gives", (pairs) => {
    const differences = Array.from({ length: pairs }, (_, i) => 1 + i);
    expect(valueIn(signFlipTest(differences, noStream)).p).toBe(leastReachableP(pairs));
  });
});
