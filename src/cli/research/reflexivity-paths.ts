import { dirname, resolve } from "node:path";
import { type SweepPaths, sweepPaths } from "../../records/results-table-paths.js";

/** Where the files of a reflexivity analysis are: beside its study. */
export interface ReflexivityPaths {
  /** Its runs are a study of that name. */
  readonly stem: string;
  readonly sweep: SweepPaths;
  readonly json: string;
  readonly markdown: string;
}

/** @param name of the study */
export function reflexivityPaths(file: string, name: string, exploratory: boolean): ReflexivityPaths {
  const stem = `${exploratory ? `${name}_exploratory` : name}_reflexivity`;
  const folder = dirname(file);
  return {
    stem,
    sweep: sweepPaths(stem, folder),
    json: resolve(folder, `${stem}.json`),
    markdown: resolve(folder, `${stem}.md`),
  };
}
