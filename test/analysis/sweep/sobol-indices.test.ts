import { describe, expect, it } from "vitest";
import { analyseSweep } from "../../../src/analysis/sweep/analyse-sweep.js";
import type { SobolIndices } from "../../../src/analysis/sweep/sobol-indices.js";
import type { Factor } from "../../../src/batch/design.js";
import { listed, ranged } from "../../support/factors.js";
import { runsOf, sweepPlan } from "../../support/sweeps.js";

interface Known {
  readonly factors: readonly Factor[];
  readonly y: (x: readonly number[]) => number;
  readonly variance: number;
  readonly first: readonly number[];
  readonly total: readonly number[];
}

/**
 * Ishigami and Homma 1990, a = 7, b = 0.1, x uniform in [-pi, pi]. Variance a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2; of it
 * V1 = (1 + b pi^4/5)^2 / 2, V2 = a^2/8, V13 = b^2 pi^8 (1/18 - 1/50).
 */
function ishigami(): Known {
  const [a, b] = [7, 0.1];
  const v1 = (1 + (b * Math.PI ** 4) / 5) ** 2 / 2;
  const v2 = a ** 2 / 8;
  const v13 = b ** 2 * Math.PI ** 8 * (1 / 18 - 1 / 50);
  const variance = v1 + v2 + v13;
  return {
    factors: ["x1", "x2", "x3"].map((name) => ranged(name, -Math.PI, Math.PI)),
    y: ([x1, x2, x3]) => Math.sin(x1) + a * Math.sin(x2) ** 2 + b * x3 ** 4 * Math.sin(x1),
    variance,
    first: [v1 / variance, v2 / variance, 0],
    total: [(v1 + v13) / variance, v2 / variance, v13 / variance],
  };
}

/** Sobol's g-function: product of (|4 x - 2| + a) / (1 + a), x uniform in [0, 1]; V_i = 1 / (3 (1 + a_i)^2). */
function gFunction(a: readonly number[]): Known {
  const partial = a.map((each) => 1 / (3 * (1 + each) ** 2));
  const product = (values: readonly number[]) => values.reduce((all, value) => all * (1 + value), 1);
  const variance = product(partial) - 1;
  return {
    factors: a.map((_, i) => ranged(`x${i}`, 0, 1)),
    y: (x) => x.reduce((all, value, i) => (all * (Math.abs(4 * value - 2) + a[i])) / (1 + a[i]), 1),
    variance,
    first: partial.map((each) => each / variance),
    total: partial.map((each, i) => (each * product(partial.filter((_, j) => j !== i))) / variance),
  };
}

async function indices({ factors, y }: Pick<Known, "factors" | "y">, points: number, seed = 1): Promise<SobolIndices> {
  const plan = sweepPlan({ kind: "saltelli", factors, points, seed });
  const { metrics } = await analyseSweep(plan, () => runsOf(plan, (values) => [y(values as number[])]));
  const [{ sobol }] = metrics;
  if (!sobol.defined) throw new Error(sobol.why);
  return sobol.value;
}

describe.each([
  ["the Ishigami function", ishigami()],
  ["the g-function", gFunction([0, 1, 4.5, 9])],
])("Sobol indices of %s", (_, known) => {
  it("come to their known values", async () => {
    const found = await indices(known, 8192);
    expect(found.blocks).toBe(8192);
    expect(Math.abs(found.variance / known.variance - 1)).toBeLessThan(0.05);
    found.factors.forEach(({ first, total }, i) => {
      expect(Math.abs(first.estimate - known.first[i])).toBeLessThan(0.04);
      expect(Math.abs(total.estimate - known.total[i])).toBeLessThan(0.04);
    });
  });

  it("have intervals that hold the known values about as often as they say, over 100 designs", async () => {
    let [held, all] = [0, 0];
    for (let seed = 1; seed <= 100; seed += 1) {
      const found = await indices(known, 200, seed);
      found.factors.forEach((factor, i) => {
        for (const order of ["first", "total"] as const) {
          const { interval } = factor[order];
          if (!interval.defined) throw new Error(interval.why);
          all += 1;
          held += interval.value.low <= known[order][i] && known[order][i] <= interval.value.high ? 1 : 0;
        }
      });
    }
    // 5 % off is what percentile intervals of ratios lose at this size, and the noise of 600 to 800 of them.
    expect(held / all).toBeGreaterThan(0.88);
    expect(held / all).toBeLessThan(0.99);
  });
});

describe("Sobol indices", () => {
  it("are 0 in both orders, without spread, of a factor that does nothing", async () => {
    const found = await indices({ factors: [ranged("a", 0, 1), ranged("b", 0, 1)], y: ([a]) => a }, 50);
    const [works, idle] = found.factors;
    expect([idle.first.estimate, idle.total.estimate]).toEqual([0, 0]);
    expect(idle.total.interval).toEqual({ defined: true, value: { low: 0, high: 0, level: 0.95 } });
    expect(works.total.estimate).toBeGreaterThan(0.7);
  });

  it("work on listed values", async () => {
    // variance of the two signs is 1 each; the product is pure interaction
    const factors = [listed("a", -1, 1), listed("b", -1, 1)];
    const sum = await indices({ factors, y: ([a, b]) => a + b }, 2000);
    const product = await indices({ factors, y: ([a, b]) => a * b }, 2000);
    sum.factors.forEach(({ first, total }) => {
      expect(first.estimate).toBeCloseTo(0.5, 1);
      expect(total.estimate).toBeCloseTo(0.5, 1);
    });
    product.factors.forEach(({ first, total }) => {
      expect(first.estimate).toBeCloseTo(0, 1);
      expect(total.estimate).toBeCloseTo(1, 1);
    });
  });

  it("are given of Saltelli designs only, and not of a constant", async () => {
    const factors = [ranged("a", 0, 1)];
    const told = async (kind: "random" | "saltelli") => {
      const plan = sweepPlan({ kind, factors, points: 10 });
      const { metrics } = await analyseSweep(plan, () => runsOf(plan, () => [0.1]));
      return metrics[0].sobol;
    };
    expect(await told("random")).toEqual({ defined: false, why: "Sobol indices take a Saltelli design" });
    expect(await told("saltelli")).toEqual({ defined: false, why: "the figure is the same at all points" });
  });

  it("leave out blocks in which a figure is missing", async () => {
    const plan = sweepPlan({ kind: "saltelli", factors: [ranged("a", 0, 1), ranged("b", 0, 1)], points: 100 });
    let run = 0;
    const { metrics, failed } = await analyseSweep(plan, () =>
      runsOf(plan, ([a, b]) => {
        run += 1;
        if (run === 6) return "broken";
        return [run === 9 ? undefined : (a as number) + (b as number)];
      }),
    );
    expect(metrics[0].sobol).toMatchObject({ defined: true, value: { blocks: 98 } });
    expect([failed, metrics[0].withoutData]).toEqual([1, 1]);
  });
});
