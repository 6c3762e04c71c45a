/** One figure at one level of one factor: its runs, by seed and all together. */
export class LevelTally {
  private readonly sums: Float64Array;
  private readonly counts: Uint32Array;
  private runs = 0;
  private mean = 0;
  private squares = 0;

  constructor(seeds: number) {
    this.sums = new Float64Array(seeds);
    this.counts = new Uint32Array(seeds);
  }

  add(position: number, figure: number): void {
    this.sums[position] += figure;
    this.counts[position] += 1;
    this.runs += 1;
    const step = figure - this.mean;
    this.mean += step / this.runs;
    this.squares += step * (figure - this.mean);
  }

  /** Mean over the level's points for each seed; undefined where no point defines the figure. */
  bySeed(): readonly (number | undefined)[] {
    return Array.from(this.sums, (sum, seed) => (this.counts[seed] === 0 ? undefined : sum / this.counts[seed]));
  }

  /** Variance of the mean of all runs if no two had anything in common; 0 for fewer than two. */
  varianceOfMean(): number {
    return this.runs < 2 ? 0 : this.squares / (this.runs - 1) / this.runs;
  }
}
