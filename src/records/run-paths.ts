import { join, parse } from "node:path";
import type { ScenarioSpec } from "../scenario/spec.js";

/** Where the files of one run go; undefined for a file that is not wanted. */
export interface RunPaths {
  readonly events: string | undefined;
  readonly metrics: string | undefined;
  readonly agents: string;
  readonly manifest: string;
  /** Record of the calls of models; left out where there are none. */
  readonly calls?: string | undefined;
}

/** What the command line says about it. */
export interface PathOptions {
  /** A folder for all files. */
  readonly out?: string;
  /** A path, or "none". */
  readonly events?: string;
  readonly metrics?: string;
}

const FOLDER = "logs";

/**
 * Paths as the user would write them, relative to the working directory. A file's own option goes first, then `out`,
 * then the scenario's `outputs`, then `logs/<scenario_id>_...`.
 */
export function runPaths({ scenario_id, outputs, models }: ScenarioSpec, options: PathOptions): RunPaths {
  const standard = (suffix: string) => join(options.out ?? FOLDER, `${scenario_id}_${suffix}`);
  const chosen = (own: string | undefined, named: string | undefined, suffix: string) => {
    if (own === "none") return undefined;
    return own ?? (options.out === undefined ? named : undefined) ?? standard(suffix);
  };
  return {
    events: chosen(options.events, outputs.event_log, "events.jsonl"),
    metrics: chosen(options.metrics, outputs.metrics_csv, "metrics.csv"),
    agents: standard("agents.csv"),
    manifest: standard("manifest.json"),
    ...(models !== undefined && { calls: standard("calls.jsonl") }),
  };
}

/** Where what there is of a run goes that was stopped: `x_events.jsonl` becomes `x_events.stopped.jsonl`. */
export function stoppedPath(path: string): string {
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}.stopped${ext}`);
}
