import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Bins } from "../../src/metrics/soft/bins.js";
import { qualityDistribution } from "../../src/metrics/soft/distribution.js";
import { Moments } from "../../src/metrics/soft/moments.js";
import { millionths, probability } from "../support/samples.js";

function momentsOf(numbers: Iterable<number>): Moments {
  const moments = new Moments();
  for (const x of numbers) moments.add(x);
  return moments;
}

const numbers = fc.array(millionths(-10, 10), { maxLength: 40 });

describe("Moments", () => {
  it("has mean 5 and variance 4 for 2 4 4 4 5 5 7 9, the textbook example of a population variance", () => {
    const moments = momentsOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(moments.mean).toBeCloseTo(5, 14);
    expect(moments.variance).toBeCloseTo(4, 14);
    expect(moments.deviation).toBeCloseTo(2, 14);
    expect(moments.coefficientOfVariation).toBeCloseTo(0.4, 14);
  });

  it("has variance 0 with fewer than two numbers", () => {
    expect(momentsOf([]).variance).toBe(0);
    expect(momentsOf([3]).variance).toBe(0);
  });

  test.prop([fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.nat({ max: 50 }), fc.nat({ max: 50 })])(
    "gives exactly the number and exactly 0 for equal numbers, merged or not",
    (x, n, m) => {
      fc.pre(n + m > 0);
      const moments = momentsOf(new Array<number>(n).fill(x)).mergedWith(momentsOf(new Array<number>(m).fill(x)));
      expect(moments.count).toBe(n + m);
      expect(moments.mean - x).toBe(0);
      expect(moments.variance).toBe(0);
      expect(moments.coefficientOfVariation).toBe(0);
    },
  );

  it("keeps the variance of small differences on a large number, where a mean of squares loses it", () => {
    expect(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).variance).toBeCloseTo(22.5, 9);
  });

  test.prop([numbers.filter((list) => list.length > 0)])("agrees with the definitions", (list) => {
    const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
    const variance = list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length;
    expect(momentsOf(list).mean).toBeCloseTo(mean, 12);
    expect(momentsOf(list).variance).toBeCloseTo(variance, 11);
  });

  test.prop([numbers, numbers])("merges into what one would have seen in one go", (a, b) => {
    const merged = momentsOf(a).mergedWith(momentsOf(b));
    const whole = momentsOf([...a, ...b]);
    expect(merged.count).toBe(whole.count);
    expect(merged.mean).toBeCloseTo(whole.mean, 12);
    expect(merged.variance).toBeCloseTo(whole.variance, 11);
  });

  it("limits the coefficient of variation to 1e8 where the mean is 0", () => {
    expect(momentsOf([-1, 1]).coefficientOfVariation).toBeCloseTo(1e8, 0);
  });
});

describe("Bins", () => {
  it("puts 0.3 below the fourth of ten edges, since 3 * 0.1 is more than 0.3", () => {
    const bins = new Bins(10);
    expect(bins.of(0.3)).toBe(2);
    expect(bins.of(0.30000000000000004)).toBe(3);
    expect(bins.of(1)).toBe(9);
    expect(bins.of(0)).toBe(0);
    expect(bins.middle(4)).toBeCloseTo(0.45, 15);
  });

  test.prop([fc.oneof(probability, fc.double({ min: 0, max: 1, noNaN: true })), fc.integer({ min: 1, max: 1000 })])(
    "holds each p between the edges of its bin",
    (p, count) => {
      const bins = new Bins(count);
      const index = bins.of(p);
      expect(p).toBeGreaterThanOrEqual(bins.edge(index));
      if (index < count - 1) expect(p).toBeLessThan(bins.edge(index + 1));
    },
  );

  test.prop([fc.integer({ min: 1, max: 1000 }).chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1)))])(
    "starts each bin with its lower edge",
    ([count, index]) => {
      const bins = new Bins(count);
      expect(bins.of(bins.edge(index))).toBe(index);
    },
  );

  it.each([0, -1, 2.5, Number.NaN])("refuses %d bins", (count) => {
    expect(() => new Bins(count)).toThrow(RangeError);
  });

  it.each([-0.1, 1.1, Number.NaN])("refuses p = %d", (p) => {
    expect(() => new Bins(10).of(p)).toThrow(RangeError);
  });
});

describe("qualityDistribution", () => {
  it("counts per bin, and gives no bins for no samples", () => {
    expect(qualityDistribution([{ p: 0 }, { p: 0.5 }, { p: 0.75 }, { p: 1 }], 2)).toEqual([
      { from: 0, to: 0.5, count: 1 },
      { from: 0.5, to: 1, count: 3 },
    ]);
    expect(qualityDistribution([], 2)).toEqual([]);
    expect(() => qualityDistribution([], 0)).toThrow(RangeError);
  });

  test.prop([fc.array(probability, { minLength: 1 }), fc.integer({ min: 1, max: 50 })])("loses no sample", (all, n) => {
    const counts = qualityDistribution(
      all.map((p) => ({ p })),
      n,
    );
    expect(counts).toHaveLength(n);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
  });
});
