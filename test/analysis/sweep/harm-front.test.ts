import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { analyseSweep } from "../../../src/analysis/sweep/analyse-sweep.js";
import { HARM, type HarmFront, WELFARE } from "../../../src/analysis/sweep/harm-front.js";
import { nonDominated } from "../../../src/analysis/sweep/non-dominated.js";
import { listed } from "../../support/factors.js";
import { runsOf, sweepPlan } from "../../support/sweeps.js";

/** By definition: nobody has no more harm and no less welfare and differs. */
function bySearch(harm: readonly number[], welfare: readonly number[]): number[] {
  const known = (i: number) => !Number.isNaN(harm[i]) && !Number.isNaN(welfare[i]);
  return harm.map((_, i) => {
    const beaten = harm.some(
      (_, j) =>
        known(j) && harm[j] <= harm[i] && welfare[j] >= welfare[i] && (harm[j] < harm[i] || welfare[j] > welfare[i]),
    );
    return known(i) && !beaten ? 1 : 0;
  });
}

const cell = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Number.NaN));

describe("the non-dominated points", () => {
  test.prop([fc.array(fc.tuple(cell, cell), { maxLength: 40 })])("are those of the definition", (points) => {
    const [harm, welfare] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const marks = nonDominated(Float64Array.from(harm), Float64Array.from(welfare));
    expect([...marks]).toEqual(bySearch(harm, welfare));
  });
});

type Figures = (value: number, seed: number) => readonly [harm: number | undefined, welfare: number | undefined];

async function frontOf(values: number, seeds: number, figures: Figures, metrics = [HARM, WELFARE]): Promise<HarmFront> {
  const factors = [listed("a", ...Array.from({ length: values }, (_, i) => i))];
  const plan = sweepPlan({ kind: "grid", factors, seeds, metrics });
  const { front } = await analyseSweep(plan, () => runsOf(plan, ([value], seed) => figures(value as number, seed)));
  if (!front.defined) throw new Error(front.why);
  return front.value;
}

const shares = ({ points }: HarmFront) => points.map(({ point, share }) => [point, share.defined && share.value]);

describe("the front of harm against welfare", () => {
  it("has the points that cannot be bettered in both, by harm, each with its settings", async () => {
    // 0 and 2 are on it; 1 has more harm than 2 and less welfare
    const front = await frontOf(3, 4, (value, seed) => [[0.3, 0.2, 0.1][value] + seed / 1000, [9, 1, 5][value]]);
    expect(front.points.map(({ point, settings, onFront }) => [point, settings, onFront])).toEqual([
      [2, ["2"], true],
      [0, ["0"], true],
    ]);
    expect(shares(front)).toEqual([
      [2, 1],
      [0, 1],
    ]);
    const [{ harm, welfare }] = front.points;
    expect(harm.defined && harm.value.mean).toBeCloseTo(0.1015, 10);
    expect(welfare).toMatchObject({ value: { mean: 5, interval: { why: "it is the same in all 4 seeds" } } });
  });

  it("says in what share of resamples of the seeds a point is on it", async () => {
    // Of two seeds one favours each point. Resamples: both seeds (half of them) leave a tie, twice the same decides it.
    const front = await frontOf(2, 2, (value, seed) => [value === 0 ? 2 * seed : 1, 1]);
    expect(front.resamples).toBe(1000);
    for (const [, share] of shares(front)) expect(Math.abs((share as number) - 0.75)).toBeLessThan(0.05);
  });

  it("resamples the same seeds for all points, so that what a seed does to all of them decides nothing", async () => {
    const front = await frontOf(3, 5, (value, seed) => [0.1 * value + 10 * seed, value]);
    expect(shares(front)).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
  });

  it("lists points that miss it by a little and not those that never reach it", async () => {
    const front = await frontOf(3, 20, (value, seed) => [value === 2 ? 9 : value * 0.1 + (seed % 5) * (1 - value), 1]);
    expect(front.points.map(({ point }) => point)).not.toContain(2);
    expect(front.points.map(({ point }) => point)).toContain(1);
  });

  it("leaves out points without a figure, and takes the seeds that have one", async () => {
    const front = await frontOf(3, 2, (value, seed) => [
      value === 1 ? undefined : value,
      seed === 0 && value === 0 ? undefined : 3 + value,
    ]);
    expect(front.withoutData).toBe(1);
    expect(front.points.map(({ point, onFront }) => [point, onFront])).toEqual([
      [0, true],
      [2, true],
    ]);
  });

  it("knows nothing of chance with one seed, and nothing at all without its two figures", async () => {
    const front = await frontOf(2, 1, (value) => [value, value]);
    expect(front.points[0].share).toEqual({ defined: false, why: "there is one seed, and nothing to resample" });
    await expect(frontOf(2, 1, (value) => [value, value], [HARM, "spread"])).rejects.toThrow(
      "the study does not keep toxicity_rate and net_social_welfare",
    );
  });
});
