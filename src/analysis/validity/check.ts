import type { RunDigest } from "../../scenario/digest.js";
import type { Extensions } from "../../scenario/extensions.js";
import type { Scenario } from "../../scenario/spec.js";
import type { Remark } from "./finding.js";

/** One run, as checks see it. */
export interface CheckedRun extends RunDigest {
  /** SHA-256 of its event log, where one is at hand. */
  readonly logSha256?: string;
}

/** What all runs of an arm share. Their seeds differ. */
export interface ArmContext {
  readonly scenario: Scenario;
  readonly extensions: Extensions;
}

/** Sees the runs of one arm one after another and keeps sums alone, so that a million of them need no more room than one. */
interface ArmWatch {
  run?(run: CheckedRun): void;
  /** Called once, after at least one run. */
  remarks(): Iterable<Remark>;
}

/** What is kept of the runs of an arm: a number for each that two runs share only if all their figures are equal. */
export interface ArmTrace {
  readonly name: string;
  readonly seeds: readonly number[];
  readonly prints: readonly number[];
  /** SHA-256 of the event logs; undefined where there is none. */
  readonly logs: readonly (string | undefined)[];
}

/** A remark on several arms at once. */
export interface JointRemark extends Remark {
  readonly arms: readonly string[];
}

/** One thing that can be wrong with an experiment: one file in `checks/` and one line in the registry. */
export interface Check {
  /** Lower case, words joined by `_`. */
  readonly name: string;
  /** What it reports, with its bounds. */
  readonly summary: string;
  /** Watches the runs of an arm; a single run is an arm of one. */
  watch?(context: ArmContext): ArmWatch;
  /** Holds arms against each other, in their order; the first is the one that the others are compared with. */
  across?(arms: readonly ArmTrace[]): Iterable<JointRemark>;
}

/** Identity that gives a check file its type. */
export function defineCheck(check: Check): Check {
  return check;
}
