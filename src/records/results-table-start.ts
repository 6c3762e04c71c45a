import { existsSync, renameSync, rmSync } from "node:fs";
import { type Fault, InputError } from "../base/errors.js";
import type { Study } from "../batch/study.js";
import type { MaterialFile } from "../scenario/material.js";
import type { SweepPaths } from "./results-table-paths.js";
import { type ResultsExtent, resultsExtent } from "./results-table-reader.js";
import { shownPath } from "./shown-path.js";
import { changedParts, readStudyRecord, type StudyRecord, studyRecord, writeStudyRecord } from "./study-record.js";

const NOTHING: ResultsExtent = { rows: 0, bytes: 0, cut: false };

/** How a sweep begins: with no rows, after those that are there, or with nothing left to run. */
export interface SweepStart {
  readonly extent: ResultsExtent;
  readonly complete: boolean;
}

/** A study and the files that its scenarios name. */
export interface StudyWithMaterial {
  readonly study: Study;
  readonly material: readonly MaterialFile[];
}

/**
 * Looks at what an earlier sweep has left, and makes the folder ready for rows. Nothing is thrown away that is not known
 * to be of this study; `restart` throws away whatever is there.
 *
 * @throws InputError, TableError when the files are of another study, or of none, or damaged
 */
export async function startSweep(
  { study, material }: StudyWithMaterial,
  paths: SweepPaths,
  restart: boolean,
): Promise<SweepStart> {
  const record = studyRecord(study, material);
  if (restart) {
    for (const path of [paths.partial, paths.partialRecord]) rmSync(path, { force: true });
  } else {
    const found = await whatIsThere(study, record, paths);
    if (found !== undefined) return found;
  }
  writeStudyRecord(paths.partialRecord, record);
  return { extent: NOTHING, complete: false };
}

/** The table is whole: its record takes its lasting name too. */
export function finishSweep(paths: SweepPaths): void {
  if (existsSync(paths.partialRecord)) renameSync(paths.partialRecord, paths.record);
}

async function whatIsThere(study: Study, record: StudyRecord, paths: SweepPaths): Promise<SweepStart | undefined> {
  const begun = readStudyRecord(paths.partialRecord);
  if (existsSync(paths.partial)) {
    same(begun, record, paths.partial, study);
    return { extent: await resultsExtent(paths.partial, study), complete: false };
  }
  if (!existsSync(paths.results)) return undefined;
  if (begun?.fingerprint === record.fingerprint) {
    // Killed as it finished, when the table had its name and the record not yet; or after --restart, before the first row.
    const extent = await wholeTable(study, paths).catch(orIfWrong(undefined));
    if (extent === undefined) return undefined;
    finishSweep(paths);
    return { extent, complete: true };
  }
  same(readStudyRecord(paths.record), record, paths.results, study);
  return { extent: await wholeTable(study, paths), complete: true };
}

async function wholeTable(study: Study, { results }: SweepPaths): Promise<ResultsExtent> {
  const extent = await resultsExtent(results, study);
  if (extent.rows === study.runs && !extent.cut) return extent;
  const why = extent.cut ? "is cut in the middle of a row," : "ends";
  throw refusal(results, `the table ${why} after ${extent.rows} of ${study.runs} runs`);
}

function orIfWrong<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof InputError) return instead;
    throw error;
  };
}

function same(found: StudyRecord | undefined, record: StudyRecord, path: string, { file }: Study): void {
  if (found === undefined)
    throw refusal(path, `it is not known which study this table is of, so ${file} cannot use it`);
  if (found.fingerprint === record.fingerprint) return;
  const what = changedParts(found, record).join(", ");
  throw refusal(path, `the study has changed since this table was begun (${what})`);
}

function refusal(path: string, message: string): InputError {
  const fault: Fault = {
    message: `${message}; --restart starts over, --out DIR leaves it as it is`,
    place: { file: shownPath(path) },
  };
  return new InputError([fault]);
}
