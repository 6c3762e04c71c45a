import type { LoggedEvent } from "../../model/event.js";
import type { ActivityOverTime } from "./run-record.js";

/** Counts, event by event, what levers and dynamics did in each epoch; what is kept does not grow with the log. */
export class LeverActivity {
  private readonly tally = new Map<string, { source: string; action: string; counts: number[] }>();

  /** @param epochs of the run, >= 1 */
  constructor(private readonly epochs: number) {}

  add(event: LoggedEvent): void {
    const done = doneBy(event);
    if (done === undefined) return;
    const [source, action] = done;
    const key = JSON.stringify(done);
    const entry = this.tally.get(key) ?? { source, action, counts: Array<number>(this.epochs).fill(0) };
    this.tally.set(key, entry);
    entry.counts[event.epoch] = (entry.counts[event.epoch] ?? 0) + 1;
  }

  /** In the order in which they first acted. */
  rows(): readonly ActivityOverTime[] {
    return [...this.tally.values()];
  }
}

/** Who did what, in the words of the manifest's activity; undefined for an event that is no lever's or dynamic's doing. */
function doneBy(event: LoggedEvent): readonly [source: string, action: string] | undefined {
  switch (event.kind) {
    case "lever_acted":
      return [event.lever, event.action];
    case "dynamic_acted":
      return [event.dynamic, event.action];
    case "governance_cost_applied":
      return [event.lever, "cost"];
    case "reputation_updated":
      return event.lever === undefined ? undefined : [event.lever, "reputation"];
    case "resources_updated":
      return [event.source, "resources"];
    case "agent_frozen":
      return [event.source, event.changed ? "freeze" : "freeze again"];
    case "agent_unfrozen":
      return [event.source, event.changed ? "unfreeze" : "unfreeze again"];
    default:
      return undefined;
  }
}
