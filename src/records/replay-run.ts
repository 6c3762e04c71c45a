import { InputError } from "../base/errors.js";
import type { Watcher } from "../engine/simulation.js";
import { BUILT_IN, type Extensions } from "../scenario/extensions.js";
import { modelsAsked } from "../scenario/needs.js";
import type { ModelOptions } from "../scenario/open-models.js";
import { restoreScenario } from "../scenario/restore.js";
import { simulate } from "../scenario/simulate.js";
import type { Scenario } from "../scenario/spec.js";
import { agentsTable } from "./agents-table.js";
import { ComparedFile, type Comparison } from "./compared-file.js";
import { EventLog } from "./event-log.js";
import { type FoundManifest, recordedFile } from "./find-manifest.js";
import { metricsTable } from "./metrics-table.js";

export interface ReplayOptions {
  /** The event log, where it lies elsewhere than its manifest says. */
  readonly log?: string;
  /** Called now and then, like that of a run. */
  readonly watcher?: Watcher;
  readonly extensions?: Extensions;
  /** Answers the calls of a run that asked models. */
  readonly models?: Pick<Required<ModelOptions>, "replay">;
}

/** One file of a run, held against the same run made again. */
export interface ReplayedFile {
  readonly role: "events" | "metrics" | "agents";
  readonly path: string;
  /** Undefined where the event log differs: the run is not gone on with then, and has no tables. */
  readonly comparison: Comparison | undefined;
}

export interface Replay {
  /** The scenario as it was run again; undefined where nothing was run. */
  readonly scenario?: Scenario;
  /** The files that the run wrote, the event log first. */
  readonly files: readonly ReplayedFile[];
}

/** Ends a replay whose log differs; never seen outside. */
class Enough extends Error {}

/**
 * Runs a scenario again, from what its manifest records, and compares what comes out with the files on disk, byte for
 * byte and as it comes out.
 *
 * @throws InputError where the manifest cannot be run or a file of the run cannot be read; whatever the watcher throws
 */
export async function replayRun(found: FoundManifest, options: ReplayOptions = {}): Promise<Replay> {
  const { extensions = BUILT_IN, models, watcher } = options;
  const { scenario: recorded, semantics } = found.manifest;
  const scenario = restoreScenario(
    { recordedIn: found.file, file: recorded.file, parameters: recorded.parameters, semantics: semantics.name },
    extensions,
  );
  const asked = [...modelsAsked(scenario.spec, extensions)];
  if (asked.length > 0 && models === undefined) {
    // Asked again, a model may answer otherwise, and may cost money.
    const message = `the run asked models (${asked.join(", ")}), and a replay asks none: it needs the record of their calls`;
    throw new InputError([{ message, place: { file: found.file } }]);
  }
  const opened: ComparedFile[] = [];
  const open = (path: string | undefined) => {
    const file = path === undefined ? undefined : new ComparedFile(path);
    if (file !== undefined) opened.push(file);
    return file;
  };
  try {
    const events = open(options.log ?? recordedFile(found, "events"));
    const metrics = open(recordedFile(found, "metrics"));
    const agents = open(recordedFile(found, "agents"));
    const complete = await played(scenario, { events, metrics, agents }, { extensions, models, watcher });
    const files = Object.entries({ events, metrics, agents }).flatMap(([role, file]): readonly ReplayedFile[] => {
      if (file === undefined) return [];
      const comparison = complete || role === "events" ? file.finish() : undefined;
      return [{ role: role as ReplayedFile["role"], path: file.path, comparison }];
    });
    return { scenario, files };
  } finally {
    for (const file of opened) file.close();
  }
}

type Compared = Readonly<Record<ReplayedFile["role"], ComparedFile | undefined>>;

/** Runs into the files as far as their log agrees. @returns whether that was to the end */
async function played(
  scenario: Scenario,
  { events, metrics, agents }: Compared,
  { extensions = BUILT_IN, models, watcher }: ReplayOptions,
): Promise<boolean> {
  const log = events && new EventLog(events);
  // Only a watcher can end a run from outside; a sink would be taken for a fault of whoever emits.
  const watch: Watcher = (progress) => {
    if (events?.differs) throw new Enough();
    return watcher?.(progress);
  };
  try {
    const sinks = log === undefined ? [] : [log.sink];
    const result = await simulate(scenario, { sinks, watcher: watch, extensions, ...(models && { models }) });
    log?.flush();
    if (events?.differs) return false;
    metrics?.write(metricsTable(extensions.metrics, result.rows));
    for (const chunk of agentsTable(result.agents)) agents?.write(chunk);
    return true;
  } catch (error) {
    if (error instanceof Enough) return false;
    throw error;
  }
}
