import { performance } from "node:perf_hooks";
import type { Watcher } from "../engine/simulation.js";
import { configuredDynamics } from "../scenario/build-dynamics.js";
import { activeLevers } from "../scenario/build-levers.js";
import { BUILT_IN, type Extensions } from "../scenario/extensions.js";
import { type RunResult, simulate } from "../scenario/simulate.js";
import type { Scenario } from "../scenario/spec.js";
import { agentsTable } from "./agents-table.js";
import type { AtomicFile } from "./atomic-file.js";
import { buildManifest } from "./build-manifest.js";
import { EventLog } from "./event-log.js";
import type { Manifest } from "./manifest.js";
import { metricsTable } from "./metrics-table.js";
import { OutputFiles } from "./output-files.js";
import type { RunPaths } from "./run-paths.js";
import { shownPath } from "./shown-path.js";

export interface RecordOptions {
  /** What the manifest names as the command line. */
  readonly command: readonly string[];
  readonly watcher?: Watcher;
  /** Looks at the finished run for what keeps it from showing what it seems to show; goes into the manifest. */
  readonly examine?: (scenario: Scenario, result: RunResult) => NonNullable<Manifest["validity"]>;
  readonly extensions?: Extensions;
}

export interface RecordedRun {
  readonly manifest: Manifest;
  /** Where it was written, for people. */
  readonly manifestPath: string;
  readonly result: RunResult;
}

/**
 * Runs a scenario and writes its event log, its two tables and its manifest. They appear under their names together,
 * when all of them are complete; when anything fails, or the process is told to exit, none does.
 *
 * @param paths as `checkOutputs` returns them
 * @throws InputError when a file cannot be written; whatever the run or its watcher throws
 */
export async function recordRun(scenario: Scenario, paths: RunPaths, options: RecordOptions): Promise<RecordedRun> {
  const { extensions = BUILT_IN } = options;
  const started = new Date();
  const outputs = new OutputFiles();
  try {
    const open = (path: string | undefined) => (path === undefined ? undefined : outputs.open(path));
    const [events, metrics] = [open(paths.events), open(paths.metrics)];
    const [agents, manifestFile] = [outputs.open(paths.agents), outputs.open(paths.manifest)];

    const log = events && new EventLog(events);
    const sinks = log === undefined ? [] : [log.sink];
    const before = performance.now();
    const result = await simulate(scenario, { sinks, watcher: options.watcher, extensions });
    const simulationSeconds = Math.round(performance.now() - before) / 1000;
    log?.flush();
    metrics?.write(metricsTable(extensions.metrics, result.rows));
    for (const chunk of agentsTable(result.agents)) agents.write(chunk);

    const written = { events, metrics, agents };
    const files = Object.entries(written).flatMap(([role, file]) => (file === undefined ? [] : [finished(role, file)]));
    const ended = new Date();
    const active = activeParts(scenario, extensions);
    const { command, examine } = options;
    const validity = examine?.(scenario, result);
    const made = { scenario, result, command, active, validity, files, started, ended, simulationSeconds };
    const manifest = buildManifest(made);
    manifestFile.write(`${JSON.stringify(manifest, null, 2)}\n`);
    manifestFile.close();
    outputs.publish();
    return { manifest, manifestPath: shownPath(paths.manifest), result };
  } catch (error) {
    outputs.discard();
    throw error;
  }
}

function finished(role: string, file: AtomicFile) {
  return { role, path: file.path, ...file.close() };
}

/** Names of the levers that the scenario switches on, and of the dynamics that it has a block for. */
function activeParts({ spec }: Scenario, extensions: Extensions): string[] {
  return [...activeLevers(spec, extensions), ...configuredDynamics(spec, extensions)].map(({ name }) => name);
}
