import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Comparison } from "../analysis/compare/comparison.js";
import type { ArmRuns } from "../analysis/compare/match-arms.js";
import { type Fault, InputError } from "../base/errors.js";
import { jsonText } from "../records/json-text.js";
import { OutputFiles } from "../records/output-files.js";
import { runsTable } from "../records/runs-table.js";
import { shownPath } from "../records/shown-path.js";

/** Where a comparison goes, absolute. */
export interface ComparePaths {
  readonly result: string;
  readonly runs: string;
}

/** @throws InputError with every place that cannot be written to, or that an input has */
export function comparePaths(name: string, folder: string, plan: boolean, inputs: readonly string[]): ComparePaths {
  const path = (suffix: string) => resolve(join(folder, `${name}_${suffix}`));
  const paths = plan
    ? { result: path("plan.json"), runs: path("pilot.csv") }
    : { result: path("comparison.json"), runs: path("runs.csv") };
  const taken = new Set(inputs.map((input) => resolve(input)));
  const faults = Object.values(paths).flatMap((place): readonly Fault[] => {
    const file = shownPath(place);
    if (taken.has(place)) return [{ message: "this is one of the inputs: choose another --name", place: { file } }];
    return isOtherThanFile(place) ? [{ message: "this is not a file", place: { file } }] : [];
  });
  if (faults.length > 0) throw new InputError(faults);
  return paths;
}

/** What cannot be seen is told when it is opened. */
function isOtherThanFile(place: string): boolean {
  try {
    return !(statSync(place, { throwIfNoEntry: false })?.isFile() ?? true);
  } catch {
    return false;
  }
}

/** The files of a comparison, open from before its first run on, so that nothing is run in vain. */
export class CompareFiles {
  private readonly outputs = new OutputFiles();
  private readonly files;

  /** @throws InputError if they cannot be opened */
  constructor(private readonly paths: ComparePaths) {
    try {
      this.files = { runs: this.outputs.open(paths.runs), result: this.outputs.open(paths.result) };
    } catch (error) {
      this.outputs.discard();
      throw error;
    }
  }

  /**
   * Writes both; they appear together.
   * @returns the result's text
   */
  write<T extends object>(arms: readonly ArmRuns[], result: T): string {
    this.files.runs.write(runsTable(arms));
    const file: Comparison["files"][number] = {
      role: "runs",
      file: basename(this.paths.runs),
      ...this.files.runs.close(),
    };
    const text = jsonText({ ...result, files: [file] });
    this.files.result.write(text);
    this.files.result.close();
    this.outputs.publish();
    return text;
  }

  discard(): void {
    this.outputs.discard();
  }
}
