import { performance } from "node:perf_hooks";
import { InputError, StoppedError } from "../base/errors.js";
import type { Watcher } from "../engine/simulation.js";
import { configuredDynamics } from "../scenario/build-dynamics.js";
import { activeLevers } from "../scenario/build-levers.js";
import { BUILT_IN, type Extensions } from "../scenario/extensions.js";
import { modelsAsked } from "../scenario/needs.js";
import { type RunResult, RunStoppedError, simulate } from "../scenario/simulate.js";
import type { Scenario } from "../scenario/spec.js";
import { agentsTable } from "./agents-table.js";
import type { AtomicFile } from "./atomic-file.js";
import { buildManifest } from "./build-manifest.js";
import { EventLog } from "./event-log.js";
import type { Manifest } from "./manifest.js";
import { metricsTable } from "./metrics-table.js";
import { OutputFiles } from "./output-files.js";
import { type RunModelOptions, type RunModels, runModels } from "./run-models.js";
import { type RunPaths, stoppedPath } from "./run-paths.js";
import { shownPath } from "./shown-path.js";

export interface RecordOptions {
  /** What the manifest names as the command line. */
  readonly command: readonly string[];
  readonly watcher?: Watcher;
  /** Looks at the finished run for what keeps it from showing what it seems to show; goes into the manifest. */
  readonly examine?: (scenario: Scenario, result: RunResult) => NonNullable<Manifest["validity"]>;
  readonly extensions?: Extensions;
  readonly models?: RunModelOptions;
}

export interface RecordedRun {
  readonly manifest: Manifest;
  /** Where it was written, for people. */
  readonly manifestPath: string;
  readonly result: RunResult;
}

/**
 * Runs a scenario and writes its event log, its two tables and its manifest, and the record of its calls of models. They
 * appear under their names together, when all of them are complete; when anything fails, or the process is told to exit,
 * none does. But what a run has that stops on purpose is kept, under the names of `stoppedPath`; and so are the calls of
 * models, whatever happens.
 *
 * @param paths as `checkOutputs` returns them
 * @throws InputError when a file cannot be written; StoppedError of a run that stopped, which says what is kept; whatever
 *   the run or its watcher throws
 */
export async function recordRun(scenario: Scenario, paths: RunPaths, options: RecordOptions): Promise<RecordedRun> {
  const { extensions = BUILT_IN } = options;
  const outputs = new OutputFiles();
  try {
    const run = new RunRecorder(scenario, paths, options, extensions, outputs);
    const result = await run.play();
    const manifest = run.finish(result, undefined);
    outputs.publish();
    return { manifest, manifestPath: shownPath(paths.manifest), result };
  } catch (error) {
    const kept = outputs.discard().map((path) => shownPath(path));
    if (!(error instanceof InputError) || kept.length === 0) throw error;
    const note = (file: string) => ({ message: "the calls made until then are kept here", place: { file } });
    throw new InputError([...error.faults, ...kept.map(note)]);
  }
}

/** The files of one run while it goes on. */
class RunRecorder {
  private readonly started = new Date();
  private readonly events: AtomicFile | undefined;
  private readonly metrics: AtomicFile | undefined;
  private readonly agents: AtomicFile;
  private readonly manifest: AtomicFile;
  private readonly calls: AtomicFile | undefined;
  private readonly log: EventLog | undefined;
  private readonly models: RunModels;
  private simulationSeconds = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly paths: RunPaths,
    private readonly options: RecordOptions,
    private readonly extensions: Extensions,
    private readonly outputs: OutputFiles,
  ) {
    const open = (path: string | undefined) => (path === undefined ? undefined : outputs.open(path));
    this.events = open(paths.events);
    this.metrics = open(paths.metrics);
    this.agents = outputs.open(paths.agents);
    this.manifest = outputs.open(paths.manifest);
    const { models = {} } = options;
    const asks = models.replay === undefined && modelsAsked(scenario.spec, extensions).size > 0;
    const { calls } = paths;
    this.calls = calls === undefined || !asks ? undefined : outputs.open(calls, stoppedPath(calls));
    this.log = this.events && new EventLog(this.events);
    this.models = runModels(scenario.spec, extensions, this.calls, () => performance.now(), models);
  }

  /** @throws StoppedError when the run stops on purpose: what there is of it is written and published by then */
  async play(): Promise<RunResult> {
    const { scenario, extensions, options, log, models } = this;
    const sinks = log === undefined ? [] : [log.sink];
    const before = performance.now();
    const seconds = () => Math.round(performance.now() - before) / 1000;
    try {
      return await simulate(scenario, { sinks, watcher: options.watcher, extensions, models: models.options });
    } catch (error) {
      if (!(error instanceof RunStoppedError)) throw error;
      this.simulationSeconds = seconds();
      throw this.stopped(error);
    } finally {
      this.simulationSeconds = seconds();
    }
  }

  private stopped(error: RunStoppedError): StoppedError {
    const { files } = this.finish(error.result, error);
    this.outputs.publish(stoppedPath);
    const kept = [...files.map(({ path }) => path), shownPath(stoppedPath(this.paths.manifest))];
    return new StoppedError([error.message, "what there is of the run is kept:", ...kept].join("\n  "), {
      cause: error,
    });
  }

  /** Writes tables and manifest. */
  finish(result: RunResult, stopped: RunStoppedError | undefined): Manifest {
    const { scenario, extensions, options, started, simulationSeconds, models } = this;
    this.log?.flush();
    this.metrics?.write(metricsTable(extensions.metrics, result.rows));
    for (const chunk of agentsTable(result.agents)) this.agents.write(chunk);
    const { events, metrics, agents, calls } = this;
    const files = Object.entries({ events, metrics, agents, calls }).flatMap(([role, file]) => {
      if (file === undefined) return [];
      return [{ role, path: stopped === undefined ? file.path : stoppedPath(file.path), ...file.close() }];
    });
    const manifest = buildManifest({
      scenario,
      result,
      command: options.command,
      active: activeParts(scenario, extensions),
      validity: stopped === undefined ? options.examine?.(scenario, result) : undefined,
      files,
      inputs: inputsOf(scenario, options),
      callsLeft: models.left(),
      stopped,
      started,
      ended: new Date(),
      simulationSeconds,
    });
    this.manifest.write(`${JSON.stringify(manifest, null, 2)}\n`);
    this.manifest.close();
    return manifest;
  }
}

/** Files besides the scenario that the run took from. */
function inputsOf({ material }: Scenario, { models }: RecordOptions): NonNullable<Manifest["inputs"]> {
  const named = (material?.files ?? []).map((file) => ({ ...file }));
  if (models?.replay === undefined) return named;
  const { file, bytes, sha256 } = models.replay;
  return [...named, { role: "calls", path: file, bytes, sha256 }];
}

/** Names of the levers that the scenario switches on, and of the dynamics that it has a block for. */
function activeParts({ spec }: Scenario, extensions: Extensions): string[] {
  return [...activeLevers(spec, extensions), ...configuredDynamics(spec, extensions)].map(({ name }) => name);
}
