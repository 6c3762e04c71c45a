import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../../base/errors.js";
import type { MacpoStudy } from "../../macpo/study-file.js";
import type { StudyRow } from "../../macpo/study-job.js";
import { isRowOf, type StudyPlan, studyJobs } from "../../macpo/study-plan.js";
import { JobJournal } from "../../records/job-journal.js";
import { refuseOtherPlan } from "../../records/other-plan.js";
import { shownPath } from "../../records/shown-path.js";
import { writeFiles } from "../../records/write-files.js";

/** Where the files of a study are, absolute. */
export interface StudyFiles {
  readonly study: string;
  /** The rows while it goes on, and the mark of the process that writes them. */
  readonly partial: string;
  readonly lock: string;
}

export function studyFiles(out: string): StudyFiles {
  const study = resolve(out);
  return { study, partial: `${study}.partial`, lock: join(dirname(study), `.${basename(study)}.lock`) };
}

/**
 * The journal of a study, with the rows that an earlier command has left; undefined where all is done.
 *
 * @param restart throws away whatever there is
 * @throws InputError for files of another study, and for damaged ones
 */
export function openStudy(plan: StudyPlan, files: StudyFiles, restart: boolean): JobJournal<StudyRow> | undefined {
  if (restart) rmSync(files.partial, { force: true });
  else if (!existsSync(files.partial) && isDone(plan, files.study)) return undefined;
  const jobs = studyJobs(plan);
  return JobJournal.open(files.partial, { plan, jobs: jobs.length, fits: (row, at) => isRowOf(row, jobs[at]) });
}

/** Whether the file of a study is there; what is there has to be that of this plan, and whole. */
function isDone(plan: StudyPlan, path: string): boolean {
  const text = textOf(path);
  if (text === undefined) return false;
  const { rows, macpo_study_version: version, ...stated } = studyIn(text);
  refuseOtherPlan(path, version === 1 && Array.isArray(rows) ? stated : undefined, plan);
  const jobs = studyJobs(plan);
  if (rows?.length === jobs.length && jobs.every((job, at) => isRowOf(rows[at], job))) return true;
  throw refusal(path, "these are not the rows of the plan that it states; --restart starts over");
}

/** Gives the rows of a closed journal their lasting file, one a line. */
export function finishStudy(plan: StudyPlan, files: StudyFiles, journal: JobJournal<StudyRow>): void {
  const head = JSON.stringify({ macpo_study_version: 1, ...plan }).slice(0, -1);
  const rows = journal.rows.map((row) => JSON.stringify(row)).join(",\n");
  writeFiles(new Map([[files.study, `${head},"rows":[\n${rows}\n]}\n`]]));
  journal.remove();
}

/** Without anything where the text is no JSON object. */
function studyIn(text: string): Partial<MacpoStudy> {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === "object" && data !== null ? data : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Undefined where there is no such file. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code === undefined) throw error;
    throw refusal(path, code === "EISDIR" ? "this is a folder" : `the file cannot be read (${code})`);
  }
}

function refusal(path: string, message: string): InputError {
  return new InputError([{ message, place: { file: shownPath(path) } }]);
}
