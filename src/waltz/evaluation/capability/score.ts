import { wilson } from "../../../judges/measure/wilson.js";
import { differenceEnds, type Ends } from "../closed-intervals.js";
import { clusterIntervals, type OpenEnds } from "../cluster-bootstrap.js";

/** Whether one task was solved. */
export interface TaskOutcome {
  readonly id: string;
  readonly kind: string;
  readonly solved: boolean;
}

/** A share of tasks with Wilson's 95 % interval; each task is taken as a draw of its own. */
export interface CapabilityScore extends Ends {
  readonly solved: number;
  readonly tasks: number;
  readonly value: number;
}

/** @param outcomes at least one */
export function scoreOf(outcomes: readonly TaskOutcome[]): CapabilityScore {
  const solved = outcomes.filter((outcome) => outcome.solved).length;
  const { low = 0, high = 1 } = wilson(solved, outcomes.length);
  return { solved, tasks: outcomes.length, value: solved / outcomes.length, low, high };
}

/** What was gained between two sittings of the same tasks, each paired with itself: by drawing tasks, or in closed form where a score is 0 or 1. */
export interface CapabilityChange {
  readonly before: CapabilityScore;
  readonly after: CapabilityScore;
  readonly value: number;
  readonly interval: OpenEnds & { readonly method: "bootstrap" | "closed form" };
}

/** Undefined where the two did not sit the same tasks. */
export function capabilityChange(
  before: readonly TaskOutcome[],
  after: readonly TaskOutcome[],
): CapabilityChange | undefined {
  const known = new Map(before.map(({ id, solved }) => [id, Number(solved)]));
  const gains = after.flatMap(({ id, solved }) => {
    const earlier = known.get(id);
    return earlier === undefined ? [] : [Float64Array.of(Number(solved) - earlier)];
  });
  if (gains.length !== after.length || known.size !== after.length || after.length === 0) return undefined;
  const [first, second] = [scoreOf(before), scoreOf(after)];
  const told = [first, second].every(({ value }) => value > 0 && value < 1);
  const [drawn] = clusterIntervals(gains, [([gain]) => gain / gains.length]);
  const interval = told
    ? { ...drawn, method: "bootstrap" as const }
    : { ...differenceEnds(first, second), method: "closed form" as const };
  return { before: first, after: second, value: second.value - first.value, interval };
}
