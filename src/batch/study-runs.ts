import { InputError } from "../base/errors.js";
import type { RunDigest } from "../scenario/digest.js";
import type { Scenario } from "../scenario/spec.js";
import type { Point } from "./design.js";
import type { Outcome } from "./run-job.js";
import { type ManyOptions, simulateMany } from "./simulate-many.js";
import type { Study } from "./study.js";
import { figuresOf } from "./study-metrics.js";
import { scenarioAt, withSeed } from "./study-point.js";

/** One run of the plan: a point with one of its seeds. */
export interface PlannedRun {
  /** From 0, in plan order: all seeds of the first point, then all of the second, ... */
  readonly run: number;
  readonly point: Point;
  /** Position of the seed in the block, from 0. */
  readonly position: number;
  readonly seed: number;
}

/** A run that is over: figures in the order of the study's metrics, or what went wrong. */
export type FinishedRun = PlannedRun &
  (
    | {
        readonly figures: readonly (number | undefined)[];
        readonly error?: undefined;
        /** What the run came to; only of runs that were done just now. */
        readonly digest?: RunDigest;
      }
    | { readonly figures?: undefined; readonly error: string; readonly digest?: undefined }
  );

/** The plan from run number `from` on. */
export function* plannedRuns({ design, seeds }: Study, from = 0): Iterable<PlannedRun> {
  for (const point of design.points()) {
    const first = point.index * seeds.count;
    for (let position = Math.max(0, from - first); position < seeds.count; position += 1) {
      yield { run: first + position, point, position, seed: seeds.at(position) };
    }
  }
}

/** Does the runs of a study from number `from` on, on several threads, and hands them out in plan order. */
export async function* studyRuns(study: Study, from: number, options: ManyOptions): AsyncGenerator<FinishedRun> {
  const refused = new Map<number, string>();
  const keepRows = options.keepRows ?? study.variants?.keepRows ?? false;
  const outcomes = simulateMany(scenarios(study, from, refused), { ...options, keepRows });
  let next: IteratorResult<Outcome> | undefined;
  try {
    for (const planned of plannedRuns(study, from)) {
      // Whether a run is refused is known at the latest when the outcome of a later one is there.
      if (!refused.has(planned.run)) next ??= await outcomes.next();
      const why = refused.get(planned.run);
      if (why !== undefined) {
        refused.delete(planned.run);
        yield { ...planned, error: why };
        continue;
      }
      if (next === undefined || next.done) throw new Error(`run ${planned.run} has no outcome`);
      yield finished(planned, next.value, study);
      next = undefined;
    }
  } finally {
    await outcomes.return(undefined);
  }
}

function finished(
  planned: PlannedRun,
  { digest, error }: Outcome,
  { metrics, estimand, variants }: Study,
): FinishedRun {
  if (error !== undefined) return { ...planned, error: error.message };
  return { ...planned, figures: variants?.figuresOf(digest) ?? figuresOf(digest, metrics, estimand), digest };
}

function* scenarios(study: Study, from: number, refused: Map<number, string>): Iterable<Scenario> {
  let scenario: Scenario | undefined;
  let why = "";
  let point = -1;
  for (const planned of plannedRuns(study, from)) {
    if (planned.point.index !== point) {
      point = planned.point.index;
      [scenario, why] = made(study, planned.point);
    }
    if (scenario === undefined) refused.set(planned.run, why);
    else yield withSeed(scenario, planned.seed);
  }
}

function made(study: Study, { settings }: Point): [Scenario, ""] | [undefined, string] {
  try {
    return [scenarioAt(study, settings), ""];
  } catch (error) {
    // Without places: a row must not depend on where the command was given.
    if (error instanceof InputError) return [undefined, error.faults.map(({ message }) => message).join("; ")];
    throw error;
  }
}
