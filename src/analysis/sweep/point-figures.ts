import { levelLabels } from "../../batch/design-scale.js";
import type { FinishedRun } from "../../batch/study-runs.js";
import type { Answer } from "../statistics/answer.js";
import { LevelTally } from "./level-tally.js";
import { type SeedNoise, SeedNoiseTally } from "./seed-noise.js";
import { isOwnPoint, type SweepPlan } from "./sweep-plan.js";

/** Bytes that `PointFigures` takes: 8 a point, 16 a seed, 12 a level and seed. */
export function bytesPerFigure({ design, factors, seeds }: SweepPlan): number {
  const levels = factors.reduce((sum, { scale }) => sum + levelLabels(scale).length, 0);
  return 8 * design.size + (16 + 12 * levels) * seeds.count;
}

/** One figure over a sweep, run by run: what is kept is a number per point, and some per level and seed. */
export class PointFigures {
  /** Mean over seeds at each point; NaN where no seed defines the figure. */
  readonly means: Float64Array;
  /** By factor and level. */
  readonly levels: readonly (readonly LevelTally[])[];
  /** Runs that came to their end without defining the figure. */
  withoutData = 0;

  private readonly block: Float64Array;
  private readonly noise: SeedNoiseTally;

  constructor(private readonly plan: SweepPlan) {
    const { design, factors, seeds } = plan;
    this.means = new Float64Array(design.size).fill(Number.NaN);
    this.block = new Float64Array(seeds.count).fill(Number.NaN);
    this.noise = new SeedNoiseTally(seeds.count);
    this.levels = factors.map(({ scale }) => levelLabels(scale).map(() => new LevelTally(seeds.count)));
  }

  /** Runs come in plan order. */
  add({ point, position, error }: FinishedRun, figure: number | undefined): void {
    if (figure === undefined) {
      if (error === undefined) this.withoutData += 1;
    } else {
      this.block[position] = figure;
      if (isOwnPoint(this.plan, point.index)) {
        this.levels.forEach((levels, factor) => {
          levels[point.settings[factor].level].add(position, figure);
        });
      }
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
