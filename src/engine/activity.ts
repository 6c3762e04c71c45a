import type { World } from "./world.js";

/** How often one lever or dynamic did one thing, in total and by agent type. */
export interface ActivityEntry {
  readonly source: string;
  readonly action: string;
  readonly count: number;
  /** Sum of the amounts (costs, penalties, deltas); 0 where the action has none. */
  readonly amount: number;
  readonly byType: Readonly<Record<string, number>>;
}

interface Tally {
  readonly source: string;
  readonly action: string;
  count: number;
  amount: number;
  readonly byGroup: number[];
}

/** Counts what levers and dynamics do: a lever that is configured and never appears here never acted. */
export class Activity {
  private readonly tallies = new Map<string, Map<string, Tally>>();

  constructor(private readonly world: World) {}

  /** `agent` is whom it befell; undefined when it befell nobody in particular. */
  add(source: string, action: string, agent: number | undefined, amount = 0): void {
    let actions = this.tallies.get(source);
    if (actions === undefined) {
      actions = new Map();
      this.tallies.set(source, actions);
    }
    let tally = actions.get(action);
    if (tally === undefined) {
      tally = { source, action, count: 0, amount: 0, byGroup: new Array(this.world.populations.length).fill(0) };
      actions.set(action, tally);
    }
    tally.count += 1;
    tally.amount += amount;
    if (agent !== undefined) tally.byGroup[this.world.groupOf[agent]] += 1;
  }

  entries(): ActivityEntry[] {
    const entries: ActivityEntry[] = [];
    for (const actions of this.tallies.values()) {
      for (const { source, action, count, amount, byGroup } of actions.values()) {
        const byType: Record<string, number> = {};
        byGroup.forEach((times, group) => {
          const { type } = this.world.populations[group];
          if (times > 0) byType[type] = (byType[type] ?? 0) + times;
        });
        entries.push({ source, action, count, amount, byType });
      }
    }
    return entries;
  }
}
