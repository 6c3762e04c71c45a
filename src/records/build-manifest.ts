import { arch, hostname, platform } from "node:os";
import { judge } from "../metrics/criteria.js";
import { epochMean, epochMeanWithZeros } from "../metrics/epoch-means.js";
import type { FigureRow } from "../metrics/run-facts.js";
import { DIFFERENCES } from "../model/semantics.js";
import type { RunResult, RunStoppedError } from "../scenario/simulate.js";
import type { Scenario } from "../scenario/spec.js";
import { fingerprint } from "./canonical-json.js";
import type { Manifest } from "./manifest.js";
import { shownPath } from "./shown-path.js";
import { TOOL } from "./tool.js";

/** What a manifest is made of, besides the machine it is made on. */
export interface ManifestParts {
  readonly scenario: Scenario;
  readonly result: RunResult;
  readonly command: readonly string[];
  /** Names of the levers that are switched on and of the dynamics that have a block. */
  readonly active: readonly string[];
  /** What a look at the run's validity found; undefined where nobody looked. */
  readonly validity: Manifest["validity"];
  /** Paths absolute. */
  readonly files: Manifest["files"];
  /** Files besides the scenario that the run took from. */
  readonly inputs: NonNullable<Manifest["inputs"]>;
  /** Recorded calls that a replay never asked for; undefined of other runs. */
  readonly callsLeft: number | undefined;
  /** Why and when the run stopped before its end. */
  readonly stopped: Pick<RunStoppedError, "reason" | "at"> | undefined;
  readonly started: Date;
  readonly ended: Date;
  readonly simulationSeconds: number;
}

export function buildManifest(parts: ManifestParts): Manifest {
  const { scenario, result, validity, files, inputs, callsLeft, stopped, started, ended } = parts;
  const { spec, semantics } = scenario;
  const { emptyEpochsCountAsZero } = semantics;
  const replays = semantics.name !== "native";
  const acted = new Set(result.activity.map(({ source }) => source));
  return {
    manifest_version: 1,
    tool: { ...TOOL },
    command: [...parts.command],
    scenario: {
      file: scenario.file,
      id: spec.scenario_id,
      parameters_sha256: fingerprint(spec),
      parameters: spec,
    },
    seed: spec.simulation.seed,
    semantics: { name: semantics.name, differences: replays ? { ...DIFFERENCES } : {} },
    ...(stopped && { stopped: { reason: stopped.reason.message, ...stopped.at } }),
    counts: { ...result.counts },
    metrics: {
      pooled: figures(result.pooled),
      epoch_means: means(result, epochMean),
      ...(replays ? { epoch_means_with_zeros: means(result, epochMeanWithZeros) } : {}),
    },
    levers: parts.active.map((name) => ({ name, acted: acted.has(name) })),
    activity: result.activity.map(({ byType, ...entry }) => ({ ...entry, by_type: { ...byType } })),
    criteria: [...judge(spec.success_criteria, { ...result, emptyEpochsCountAsZero })],
    warnings: scenario.warnings.map(({ message, place }) => ({ message, ...place })),
    ...(validity === undefined ? {} : { validity }),
    ...(inputs.length > 0 && { inputs: [...inputs] }),
    ...(callsLeft !== undefined && { replayed_calls_left: callsLeft }),
    files: files.map((file) => ({ ...file, path: shownPath(file.path) })),
    run: {
      started_at: started.toISOString(),
      ended_at: ended.toISOString(),
      seconds: (ended.getTime() - started.getTime()) / 1000,
      simulation_seconds: parts.simulationSeconds,
      host: hostname(),
      platform: `${platform()} ${arch()}`,
      node: process.version,
      working_directory: process.cwd(),
    },
  };
}

function means({ rows, pooled }: RunResult, mean: (rows: readonly FigureRow[], column: string) => number | undefined) {
  return figures(Object.fromEntries(Object.keys(pooled).map((column) => [column, mean(rows, column)])));
}

/** JSON has no undefined: the key would vanish. */
function figures(row: FigureRow): Record<string, number | null> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value ?? null]));
}
