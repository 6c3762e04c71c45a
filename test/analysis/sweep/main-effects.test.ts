import { describe, expect, it } from "vitest";
import { analyseSweep } from "../../../src/analysis/sweep/analyse-sweep.js";
import type { FactorEffects } from "../../../src/analysis/sweep/main-effects.js";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import { listed, ranged } from "../../support/factors.js";
import { type Planned, runsOf, sweepPlan } from "../../support/sweeps.js";

type Figure = (values: readonly number[], seed: number) => number | undefined;

async function effects(planned: Planned, figure: Figure): Promise<readonly FactorEffects[]> {
  const plan = sweepPlan(planned);
  const { metrics } = await analyseSweep(plan, () =>
    runsOf(plan, (values, seed) => [figure(values as number[], seed)]),
  );
  return metrics[0].mainEffects;
}

/** Quantile 0.975 of Student's t with 2 degrees of freedom, by its closed form c sqrt(2 / (1 - c^2)), c = 2 x 0.975 - 1. */
const T2 = 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));

describe("main effects in a grid", () => {
  const factors = [listed("a", 0, 10), listed("b", 1, 3)];

  it("average over the other factors, seed by seed", async () => {
    // with seed s: a + b + s, so that level a = 0 has 2 + s and level b = 1 has 6 + s
    const [a, b] = await effects({ kind: "grid", factors, seeds: 3 }, ([x, y], seed) => x + y + seed);
    expect(a.factor).toBe("a");
    const half = (T2 * 1) / Math.sqrt(3);
    expect(a.levels[0]).toMatchObject({ level: "0", mean: { value: { n: 3, mean: 3 } }, contrast: { defined: false } });
    const { mean } = a.levels[0];
    if (!mean.defined || !mean.value.interval.defined) throw new Error("not defined");
    expect(mean.value.interval.value.low).toBeCloseTo(3 - half, 9);
    expect(mean.value.interval.value.high).toBeCloseTo(3 + half, 9);
    expect(b.levels.map(({ level }) => level)).toEqual(["1", "3"]);
    expect(b.levels[1]).toMatchObject({
      mean: { value: { mean: 9 } },
      contrast: {
        value: { difference: 2, interval: { defined: false, why: "the difference is the same in all 3 pairs" } },
      },
    });
  });

  it("compare levels seed by seed: what a seed does to both is no noise", async () => {
    // difference of the levels of a, by seed: 10, 11, 12 (mean 11, sd 1)
    const [a] = await effects(
      { kind: "grid", factors, seeds: 3 },
      ([x, y], seed) => x + y + 100 * seed + (x > 0 ? seed : 0),
    );
    const half = T2 / Math.sqrt(3);
    const { contrast } = a.levels[1];
    if (!contrast.defined || !contrast.value.interval.defined) throw new Error("not defined");
    expect(contrast.value.difference).toBeCloseTo(11, 12);
    expect(contrast.value.interval.value.low).toBeCloseTo(11 - half, 10);
    expect(contrast.value.interval.value.high).toBeCloseTo(11 + half, 10);
  });

  it("say that one seed tells nothing of chance", async () => {
    const [a] = await effects({ kind: "grid", factors }, ([x, y]) => x + y);
    expect(a.levels[1].mean).toEqual({
      defined: true,
      value: { n: 1, mean: 12, interval: { defined: false, why: "it takes two seeds to see how they vary" } },
    });
    expect(a.levels[1].contrast).toMatchObject({ value: { difference: 10, interval: { defined: false } } });
  });

  it("leave out what is missing, and say where nothing is there", async () => {
    const [a] = await effects({ kind: "grid", factors, seeds: 2 }, ([x, y], seed) => {
      if (x === 10) return undefined;
      return seed === 1 && y === 3 ? undefined : y;
    });
    expect(a.levels[0].mean).toMatchObject({ value: { n: 2, mean: 1.5 } });
    expect(a.levels[1].mean).toEqual({ defined: false, why: "no run defines it" });
    expect(a.levels[1].contrast).toEqual({ defined: false, why: "there are no pairs" });
  });
});

describe("main effects where points are drawn", () => {
  it("count each point once, by the part of the range it lies in", async () => {
    const planned = {
      kind: "latin_hypercube",
      factors: [ranged("a", 0, 4), ranged("b", 0, 1)],
      points: 400,
      seeds: 2,
    } as const;
    const [a, b] = await effects(planned, ([x, y], seed) => Math.floor(x) + 0.001 * y + seed);
    expect(a.levels.map(({ level }) => level)).toEqual(["0..1", "1..2", "2..3", "3..4"]);
    a.levels.forEach(({ mean, contrast }, part) => {
      expect(mean).toMatchObject({ value: { n: 100 } });
      if (!mean.defined) throw new Error(mean.why);
      expect(mean.value.mean).toBeCloseTo(part + 0.5, 2);
      if (part > 0) expect(contrast.defined && contrast.value.difference).toBeCloseTo(part, 2);
    });
    const { contrast } = b.levels[3];
    if (!contrast.defined || !contrast.value.interval.defined) throw new Error("not defined");
    const { low, high } = contrast.value.interval.value;
    expect(low).toBeLessThan(0.00075);
    expect(high).toBeGreaterThan(0.00075);
  });

  // Two points at level x, with two seeds each, whose grand mean is 2; one degree of freedom, whose quantile is tan(0.475 pi).
  it.each([
    // variances of the mean: points (1, 3) 2 / 2, seeds (1, 3) 2 / 2, runs (8 / 3) / 4
    ["their sum less that of runs", [0, 2], [2, 4], 1 + 1 - 2 / 3],
    // points (-1, 5) 18 / 2, seeds (0, 4) 8 / 2, runs (56 / 3) / 4: the sum less that would be below that of points
    ["no less than either", [-2, 0], [2, 8], 9],
  ])("have intervals that take in points and seeds, worked by hand: %s", async (_, first, second, variance) => {
    const plan = { kind: "random", factors: [listed("a", "x", "y")], points: 4, seeds: 2, seed: 2 } as const;
    let point = -1;
    const [a] = await effects(plan, ([value], seed) => {
      if (String(value) === "y") return undefined;
      point += seed === 0 ? 1 : 0;
      return [first, second][point][seed];
    });
    const { mean } = a.levels[0];
    if (!mean.defined || !mean.value.interval.defined) throw new Error("not defined");
    expect(mean.value).toMatchObject({ n: 2, mean: 2 });
    const half = Math.tan(0.475 * Math.PI) * Math.sqrt(variance);
    expect(mean.value.interval.value.high).toBeCloseTo(2 + half, 8);
    expect(mean.value.interval.value.low).toBeCloseTo(2 - half, 8);
    expect(a.levels[1].contrast).toEqual({ defined: false, why: "no run defines it" });
  });

  it("have intervals of differences that hold the true one where each seed has an effect of its own on a level", async () => {
    // Without the seeds in it, such an interval would hold it in about a third of the cases.
    let held = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const stream = keyedSource(seed).family("test", ["x"]).of(0);
      const shifts = Array.from({ length: 2 }, () => Array.from({ length: 10 }, () => stream.gauss(0, 1)));
      const planned = { kind: "random", factors: [listed("a", 0, 1)], points: 60, seeds: 10, seed } as const;
      const [a] = await effects(planned, ([level], at) => 2 * level + shifts[level][at] + stream.gauss(0, 1));
      const { contrast } = a.levels[1];
      if (!contrast.defined || !contrast.value.interval.defined) throw new Error("not defined");
      const { low, high } = contrast.value.interval.value;
      held += low <= 2 && 2 <= high ? 1 : 0;
    }
    expect(held / 300).toBeGreaterThan(0.92);
    expect(held / 300).toBeLessThan(0.985);
  });

  it("take only A and B of a Saltelli design, whose other points repeat their values", async () => {
    const [a] = await effects(
      { kind: "saltelli", factors: [ranged("a", 0, 1), ranged("b", 0, 1)], points: 50 },
      ([x]) => x,
    );
    const counts = a.levels.map(({ mean }) => (mean.defined ? mean.value.n : 0));
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(100);
  });
});
