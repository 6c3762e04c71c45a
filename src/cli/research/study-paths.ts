import { basename, dirname, join } from "node:path";
import { type SweepPaths, sweepPaths } from "../../records/results-table-paths.js";

/** Where the files of a study are: beside it. */
export interface StudyPaths extends SweepPaths {
  readonly lock: string;
  /** The mark of the process that writes the table. */
  readonly busy: string;
  readonly validity: string;
  readonly verdict: string;
  readonly claims: string;
  readonly html: string;
  readonly markdown: string;
}

/** @param name of the study, with what is exploratory called so: it never shares a table with what was announced */
export function studyPaths(file: string, name: string, exploratory: boolean): StudyPaths {
  const folder = dirname(file);
  const stem = exploratory ? `${name}_exploratory` : name;
  const path = (end: string) => join(folder, `${stem}_${end}`);
  const { lock: busy, ...sweep } = sweepPaths(stem, folder);
  return {
    ...sweep,
    busy,
    lock: lockPath(file, name),
    validity: path("validity.json"),
    verdict: path("verdict.json"),
    claims: path("claims.csv"),
    html: path("report.html"),
    markdown: path("report.md"),
  };
}

/** The lock of a study, whatever its file is called. */
export function lockPath(file: string, name: string): string {
  return join(dirname(file), `${name}.lock.json`);
}

/** Name of a file without its folder. */
export function nameOf(path: string): string {
  return basename(path);
}
