import { describe, expect, it } from "vitest";
import { SeedNoiseTally } from "../../../src/analysis/sweep/seed-noise.js";
import { keyedSource } from "../../../src/base/random/keyed-source.js";

function noiseOf(points: readonly (readonly number[])[]) {
  const tally = new SeedNoiseTally(points[0].length);
  for (const point of points) tally.add(Float64Array.from(point));
  return tally.result();
}

describe("the share of seed noise", () => {
  it("is that of the analysis of variance, worked by hand", () => {
    // Means 2 and 8, variance 18. Squares within points 2 + 18 = 20, of which seeds 2 x (2^2 + 2^2) = 16; left 4 with one
    // degree of freedom. Components: own 4, seeds (16 - 4) / 2 = 6, points 18 - 4 / 2 = 16.
    expect(
      noiseOf([
        [1, 3],
        [5, 11],
      ]),
    ).toEqual({
      defined: true,
      value: { ofRuns: 10 / 26, ofPointMeans: 2 / 18, points: 2 },
    });
  });

  it("is nothing of the points' means where a seed moves all points alike", () => {
    const found = noiseOf([0, 1, 2, 3].map((x) => [0, 5, -5].map((shift) => 10 * x + shift)));
    if (!found.defined) throw new Error(found.why);
    expect(found.value.ofPointMeans).toBe(0);
    expect(found.value.ofRuns).toBeGreaterThan(0.1);
  });

  it("finds the components that figures were made of", () => {
    // points: variance 4; seeds: variance 1; own: variance 2
    const stream = keyedSource(3).family("test", ["x"]).of(0);
    const seeds = Array.from({ length: 40 }, () => stream.gauss(0, 1));
    const points = Array.from({ length: 1500 }, () => {
      const mean = stream.gauss(0, 2);
      return seeds.map((shift) => mean + shift + stream.gauss(0, Math.SQRT2));
    });
    const found = noiseOf(points);
    if (!found.defined) throw new Error(found.why);
    const spread = seeds.reduce((sum, x) => sum + x ** 2, 0) / 40 - (seeds.reduce((sum, x) => sum + x, 0) / 40) ** 2;
    const ofSeeds = (spread * 40) / 39;
    expect(found.value.ofRuns).toBeCloseTo((ofSeeds + 2) / (4 + ofSeeds + 2), 1);
    expect(found.value.ofPointMeans).toBeCloseTo(0.05 / 4.05, 2);
  });

  it("is unknown with one seed, and where too few points are complete", () => {
    expect(noiseOf([[1], [2]])).toEqual({
      defined: false,
      why: "with one seed, chance and factors cannot be told apart",
    });
    expect(
      noiseOf([
        [1, 2],
        [Number.NaN, 3],
      ]),
    ).toEqual({
      defined: false,
      why: "fewer than two points have the figure for every seed",
    });
    expect(
      noiseOf([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual({ defined: false, why: "the figure does not vary between points" });
  });
});
