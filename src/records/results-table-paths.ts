import { join, resolve } from "node:path";

/** Where the files of a sweep are, absolute. */
export interface SweepPaths {
  /** The table when it is complete, and the record of the study that it belongs to. */
  readonly results: string;
  readonly record: string;
  /** Both while the sweep goes on, and the mark of the process that writes. */
  readonly partial: string;
  readonly partialRecord: string;
  readonly lock: string;
  readonly analysis: string;
}

export function sweepPaths(name: string, folder = "logs"): SweepPaths {
  const file = (suffix: string) => resolve(join(folder, `${name}_${suffix}`));
  return {
    results: file("results.csv"),
    record: file("study.json"),
    partial: file("results.csv.partial"),
    partialRecord: file("results.partial.json"),
    lock: file("results.lock"),
    analysis: file("analysis.json"),
  };
}
