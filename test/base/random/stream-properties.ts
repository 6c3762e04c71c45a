import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { RandomStream } from "../../../src/base/random/random-source.js";

/** 0.999 quantile of chi-square with 1 to 19 degrees of freedom at index k - 1 (scipy.stats.chi2.ppf(0.999, k)). */
const CHI_SQUARE_999 = [
  10.828, 13.816, 16.266, 18.467, 20.515, 22.458, 24.322, 26.124, 27.877, 29.588, 31.264, 32.909, 34.528, 36.123,
  37.697, 39.252, 40.79, 42.312, 43.82,
] as const;

const seed = fc.maxSafeNat();

/**
 * What every random stream must keep. `create` makes a stream from a non-negative safe integer; streams of one seed are
 * equal. Statistical checks run on fixed seeds: they hold or fail for good.
 */
export function describeStream(name: string, create: (seed: number) => RandomStream): void {
  describe(`${name} as a random stream`, () => {
    it("gives the same draws for the same seed, whatever is drawn", () => {
      fc.assert(
        fc.property(seed, (s) => {
          const take = (stream: RandomStream): number[] => [
            stream.random(),
            stream.below(1000),
            stream.uniform(-1, 1),
            stream.integer(-5, 5),
            stream.gauss(0, 1),
            stream.gauss(0, 1),
            stream.random(),
          ];
          expect(take(create(s))).toEqual(take(create(s)));
        }),
      );
    });

    it("gives other draws for another seed", () => {
      fc.assert(
        fc.property(seed, seed, (one, other) => {
          fc.pre(one !== other);
          const [a, b] = [create(one), create(other)];
          expect([a.random(), a.random()]).not.toEqual([b.random(), b.random()]);
        }),
      );
    });

    it("draws in [0 (included), 1 (excluded))", () => {
      fc.assert(
        fc.property(seed, (s) => {
          const stream = create(s);
          for (let i = 0; i < 50; i += 1) expectWithin(stream.random(), 0, 1 - Number.EPSILON / 2);
        }),
      );
    });

    it("draws whole numbers below n, 0 included", () => {
      fc.assert(
        fc.property(seed, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (s, n) => {
          const drawn = create(s).below(n);
          expect(Number.isSafeInteger(drawn)).toBe(true);
          expectWithin(drawn, 0, n - 1);
        }),
      );
    });

    it("has no choice below 1 or between equal bounds", () => {
      fc.assert(
        fc.property(seed, fc.integer(), (s, a) => {
          const stream = create(s);
          expect(stream.below(1)).toBe(0);
          expect(stream.integer(a, a)).toBe(a);
          expect(stream.uniform(a, a)).toBe(a);
          expect(stream.gauss(a, 0)).toBe(a);
        }),
      );
    });

    it("draws reals between the bounds", () => {
      const bound = fc.double({ min: -1e9, max: 1e9, noNaN: true });
      fc.assert(
        fc.property(seed, bound, bound, (s, one, other) => {
          const [a, b] = [Math.min(one, other), Math.max(one, other)];
          expectWithin(create(s).uniform(a, b), a, b);
        }),
      );
    });

    it("draws whole numbers between the bounds, both included", () => {
      fc.assert(
        fc.property(seed, fc.integer(), fc.nat({ max: 2 ** 31 - 1 }), (s, a, width) => {
          const drawn = create(s).integer(a, a + width);
          expect(Number.isSafeInteger(drawn)).toBe(true);
          expectWithin(drawn, a, a + width);
        }),
      );
      const stream = create(1);
      const seen = new Set(Array.from({ length: 200 }, () => stream.integer(-1, 2)));
      expect([...seen].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2]);
    });

    it.each([2, 3, 7, 10, 20])("draws every number below %d equally often (chi-square, 20,000 draws, 0.001)", (n) => {
      const stream = create(20_001 + n);
      const counts = new Array<number>(n).fill(0);
      for (let i = 0; i < 20_000; i += 1) counts[stream.below(n)] += 1;
      expect(chiSquare(counts)).toBeLessThan(CHI_SQUARE_999[n - 2]);
    });

    it("fills twenty equal parts of [0, 1) equally (chi-square, 20,000 draws, 0.001)", () => {
      const stream = create(7);
      const counts = new Array<number>(20).fill(0);
      for (let i = 0; i < 20_000; i += 1) counts[Math.floor(stream.random() * 20)] += 1;
      expect(chiSquare(counts)).toBeLessThan(CHI_SQUARE_999[18]);
    });

    it("draws a normal with the mean and the deviation asked for (20,000 draws, four standard errors)", () => {
      const stream = create(11);
      const draws = Array.from({ length: 20_000 }, () => stream.gauss(3, 2));
      const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
      const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
      expect(Math.abs(mean - 3)).toBeLessThan((4 * 2) / Math.sqrt(draws.length));
      // The variance of a normal sample has standard error sd^2 sqrt(2 / n).
      expect(Math.abs(variance - 4)).toBeLessThan(4 * 4 * Math.sqrt(2 / draws.length));
      // A normal leaves 4.55 % of its draws beyond two deviations; a uniform would leave none.
      const far = draws.filter((x) => Math.abs(x - 3) > 4).length / draws.length;
      expect(Math.abs(far - 0.0455)).toBeLessThan(4 * Math.sqrt((0.0455 * 0.9545) / draws.length));
    });
  });
}

function expectWithin(value: number, least: number, greatest: number): void {
  expect(value).toBeGreaterThanOrEqual(least);
  expect(value).toBeLessThanOrEqual(greatest);
}

/** Against equal expectation in every cell. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
