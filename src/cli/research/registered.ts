import { existsSync, readFileSync } from "node:fs";
import { InputError } from "../../base/errors.js";
import { shownPath } from "../../records/shown-path.js";
import { TOOL } from "../../records/tool.js";
import { type Lock, parseLock } from "../../research/lock/lock.js";
import { type HashedPlan, planOf } from "../../research/lock/plan.js";
import type { Deviation } from "../../research/lock/registration.js";
import { verifyRegistration } from "../../research/lock/verify-registration.js";
import type { LoadedStudy } from "../../research/study/load-study.js";
import { lockPath } from "./study-paths.js";

/** A study's plan as it stands, held against its lock. */
export interface Registered {
  readonly lock: Lock;
  readonly plan: HashedPlan;
  /** Empty where the plan is the locked one. */
  readonly deviations: readonly Deviation[];
}

/** The lock of a study; undefined where there is none. @throws InputError for one that cannot be used */
export function readLock(loaded: LoadedStudy): Lock | undefined {
  const path = lockPath(loaded.file, loaded.study.study);
  if (!existsSync(path)) return undefined;
  const lock = parseLock(readFileSync(path, "utf8"), shownPath(path));
  if (lock.study !== loaded.study.study) {
    const message = `this is the lock of the study "${lock.study}", not of "${loaded.study.study}"`;
    throw new InputError([{ message, place: { file: shownPath(path) } }]);
  }
  return lock;
}

/** @throws InputError where there is no lock */
export function registered(loaded: LoadedStudy): Registered {
  const lock = readLock(loaded);
  if (lock === undefined) {
    const message = `the plan is not locked: swarm research lock ${loaded.file}`;
    throw new InputError([{ message, place: { file: loaded.file } }]);
  }
  const plan = planOf(loaded, TOOL);
  return { lock, plan, deviations: lock.hash === plan.hash ? [] : deviationsOf(lock, plan) };
}

/** What has changed since the lock, each analysis that was not announced included. */
function deviationsOf(lock: Lock, plan: HashedPlan): readonly Deviation[] {
  const { deviations, exploratory_analyses } = verifyRegistration(lock.registration, plan.registration);
  const announced = (analysis: string) => deviations.some(({ actual }) => actual === analysis);
  return [
    ...deviations,
    ...exploratory_analyses
      .filter((analysis) => !announced(analysis))
      .map((analysis): Deviation => {
        const field = `analysis_plan.${analysis.split(":")[0]}`;
        return { field, registered: "absent", actual: analysis, severity: "major", justification: "" };
      }),
  ];
}

/**
 * Whether this is an exploratory study: one whose plan has changed since the lock, and which the user has called so.
 *
 * @throws InputError with every deviation where the plan has changed and the user has not said so, and where it has not
 *   changed and the user has
 */
export function isExploratory({ file }: LoadedStudy, { deviations, lock }: Registered, asked: boolean): boolean {
  if (deviations.length === 0) {
    if (!asked) return false;
    throw new InputError([
      { message: "the plan is the locked one: nothing is exploratory", place: { file: "--exploratory" } },
    ]);
  }
  if (asked) return true;
  throw new InputError([
    {
      message:
        `the plan has changed since it was locked (${lock.hash.slice(0, 19)}...), in ${deviations.length} ` +
        `${deviations.length === 1 ? "place" : "places"}; undo that, or call it --exploratory`,
      place: { file },
    },
    ...deviations.map(({ field, registered: before, actual, severity }) => ({
      message: `${severity} deviation: ${field}: ${before} -> ${actual}`,
      place: { file },
    })),
  ]);
}
