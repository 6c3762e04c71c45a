import type { ActivityEntry } from "../../engine/activity.js";
import type { ArmActivity } from "./comparison.js";

/** What levers and dynamics did over the runs of one arm. */
export class ActivityTally {
  private runs = 0;
  private readonly tallies = new Map<string, { entry: ActivityEntry; runs: number; count: number; amount: number }>();

  add(activity: readonly ActivityEntry[]): void {
    this.runs += 1;
    for (const entry of activity) {
      const key = `${entry.source}\n${entry.action}`;
      const tally = this.tallies.get(key) ?? { entry, runs: 0, count: 0, amount: 0 };
      this.tallies.set(key, tally);
      tally.runs += 1;
      tally.count += entry.count;
      tally.amount += entry.amount;
    }
  }

  /** By source and action, in alphabetical order. */
  activity(arm: string): readonly ArmActivity[] {
    const keys = [...this.tallies.keys()].sort();
    return keys.flatMap((key) => {
      const tally = this.tallies.get(key);
      if (tally === undefined) return [];
      const { entry, runs, count, amount } = tally;
      const { source, action } = entry;
      return [{ arm, source, action, runs, mean_count: count / this.runs, mean_amount: amount / this.runs }];
    });
  }
}
