import type { FinishedRun } from "../../batch/study-runs.js";
import type { Answer } from "../statistics/answer.js";
import { type SeedNoise, SeedNoiseTally } from "./seed-noise.js";
import type { SweepPlan } from "./sweep-plan.js";

/** Sums of one level of one factor, seed by seed. */
export interface LevelSums {
  readonly sums: Float64Array;
  /** Runs that define the figure. */
  readonly counts: Uint32Array;
}

/** One figure over a sweep, run by run: what is kept is a number per point, and in a grid one per level and seed. */
export class PointFigures {
  /** Mean over seeds at each point; NaN where no seed defines the figure. */
  readonly means: Float64Array;
  /** By factor and level; of grids only. */
  readonly levels: readonly (readonly LevelSums[])[];
  /** Runs that came to their end without defining the figure. */
  withoutData = 0;

  private readonly block: Float64Array;
  private readonly noise: SeedNoiseTally;

  constructor({ design, factors, seeds }: SweepPlan) {
    this.means = new Float64Array(design.size).fill(Number.NaN);
    this.block = new Float64Array(seeds.count).fill(Number.NaN);
    this.noise = new SeedNoiseTally(seeds.count);
    this.levels = factors.map(({ scale }) =>
      design.kind === "grid" && scale.kind === "list"
        ? scale.values.map(() => ({ sums: new Float64Array(seeds.count), counts: new Uint32Array(seeds.count) }))
        : [],
    );
  }

  /** Runs come in plan order. */
  add({ point, position, error }: FinishedRun, figure: number | undefined): void {
    if (figure === undefined) {
      if (error === undefined) this.withoutData += 1;
    } else {
      this.block[position] = figure;
      this.levels.forEach((levels, factor) => {
        const level = levels[point.settings[factor].level];
        if (level === undefined) return;
        level.sums[position] += figure;
        level.counts[position] += 1;
      });
    }
    if (position === this.block.length - 1) this.closePoint(point.index);
  }

  seedNoise(): Answer<SeedNoise> {
    return this.noise.result();
  }

  private closePoint(index: number): void {
    let [sum, count] = [0, 0];
    for (const figure of this.block) {
      if (Number.isNaN(figure)) continue;
      sum += figure;
      count += 1;
    }
    if (count > 0) this.means[index] = sum / count;
    this.noise.add(this.block);
    this.block.fill(Number.NaN);
  }
}
