import { type Answer, answer, lacking } from "../statistics/answer.js";

/** How much of what varies is chance and not the factors. */
export interface SeedNoise {
  /** Share of the variance of single runs, over points and seeds, that is due to the seed: 0 to 1. */
  readonly ofRuns: number;
  /**
   * Share of the variance of the points' means over their seeds that is due to the seeds, 0 to 1. What a seed does to all
   * points alike is not in it: since all points have the same seeds it moves none against another.
   */
  readonly ofPointMeans: number;
  /** Points in which every seed defines the figure; the shares rest on them. */
  readonly points: number;
}

/**
 * Splits the variance of a figure into points, seeds, and what is left: points x seeds without replication, both random
 * (Scheffe 1959, chapter 7). Points come one at a time.
 */
export class SeedNoiseTally {
  /** Sum over points of each seed's deviation from the point's mean. */
  private readonly shifts: Float64Array;
  private points = 0;
  private squares = 0;
  private mean = 0;
  private meanSquares = 0;

  constructor(seeds: number) {
    this.shifts = new Float64Array(seeds);
  }

  /** @param values of one point, one per seed */
  add(values: Float64Array): void {
    const seeds = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / seeds;
    if (!Number.isFinite(mean)) return;
    this.points += 1;
    values.forEach((value, seed) => {
      this.shifts[seed] += value - mean;
      this.squares += (value - mean) ** 2;
    });
    const step = mean - this.mean;
    this.mean += step / this.points;
    this.meanSquares += step * (mean - this.mean);
  }

  result(): Answer<SeedNoise> {
    const { points, shifts } = this;
    const seeds = shifts.length;
    if (seeds < 2) return lacking("with one seed, chance and factors cannot be told apart");
    if (points < 2) return lacking("fewer than two points have the figure for every seed");
    const ofSeeds = shifts.reduce((sum, shift) => sum + (shift / points) ** 2, 0) * points;
    const own = Math.max(0, this.squares - ofSeeds) / ((points - 1) * (seeds - 1));
    const common = Math.max(0, (ofSeeds / (seeds - 1) - own) / points);
    const means = this.meanSquares / (points - 1);
    const between = Math.max(0, means - own / seeds);
    const total = between + common + own;
    if (total === 0 || means === 0) return lacking("the figure does not vary between points");
    return answer({ ofRuns: (common + own) / total, ofPointMeans: Math.min(1, own / seeds / means), points });
  }
}
