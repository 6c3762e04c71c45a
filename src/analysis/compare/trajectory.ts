import type { FigureRow } from "../../metrics/run-facts.js";
import type { Trajectory } from "./comparison.js";

/** Mean and sum of squares about it, value by value (Welford 1962). */
interface Running {
  n: number;
  mean: number;
  squares: number;
}

/** Means and deviations per epoch over the runs of one arm, run by run; what is kept does not grow with the runs. */
export class TrajectoryTally {
  private readonly byMetric: ReadonlyMap<string, Running[]>;

  constructor(metrics: readonly string[]) {
    this.byMetric = new Map(metrics.map((metric) => [metric, []]));
  }

  /** @param rows one per epoch, from epoch 0 */
  add(rows: readonly FigureRow[]): void {
    for (const [metric, epochs] of this.byMetric) {
      for (const [epoch, row] of rows.entries()) {
        epochs[epoch] ??= { n: 0, mean: 0, squares: 0 };
        const value = row[metric];
        if (value !== undefined) take(epochs[epoch], value);
      }
    }
  }

  /** Of the metrics that had a value in some epoch. */
  trajectories(arm: string): readonly Trajectory[] {
    return [...this.byMetric].flatMap(([metric, epochs]) => {
      if (epochs.every(({ n }) => n === 0)) return [];
      return [
        {
          metric,
          arm,
          n: epochs.map(({ n }) => n),
          mean: epochs.map(({ n, mean }) => (n === 0 ? null : mean)),
          sd: epochs.map(({ n, squares }) => (n < 2 ? null : Math.sqrt(squares / (n - 1)))),
        },
      ];
    });
  }
}

function take(running: Running, value: number): void {
  running.n += 1;
  const before = value - running.mean;
  running.mean += before / running.n;
  running.squares += before * (value - running.mean);
}
