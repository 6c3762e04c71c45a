import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Value } from "@sinclair/typebox/value";
import { ActivityTally } from "../analysis/compare/activity-tally.js";
import { changesBetween } from "../analysis/compare/changes.js";
import { type ArmInput, PRICE } from "../analysis/compare/compare-arms.js";
import type { Change } from "../analysis/compare/comparison.js";
import { COMPARABLE } from "../analysis/compare/metric-catalogue.js";
import { type RunFigures, wholeRun } from "../analysis/compare/run-figures.js";
import { TrajectoryTally } from "../analysis/compare/trajectory.js";
import { type Fault, InputError } from "../base/errors.js";
import { grouped } from "../base/grouped.js";
import { jsonIn } from "../base/json-in.js";
import type { FigureRow } from "../metrics/run-facts.js";
import { fingerprint } from "../records/canonical-json.js";
import { type Manifest, ManifestSchema } from "../records/manifest.js";
import { readTable, type Table } from "../records/read-table.js";
import { typesInTable } from "./compare-agents.js";
import type { CompareOptions } from "./compare-options.js";
import { otherScenarios, sha256Of, tryRead } from "./compare-records.js";
import { stem } from "./compare-rows.js";
import type { FoundArms } from "./compare-tables.js";

/** One run that `swarm run` has recorded. */
interface RecordedTable {
  readonly table: Table;
  readonly manifest: Manifest;
  /** Parameters that runs of one arm share. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Arms of metrics tables, which hold one run each: runs whose manifests have the same parameters but for the seed are one
 * arm, in the order of their tables.
 *
 * @throws InputError for tables without a manifest, cut or changed ones, other scenarios, other lengths
 */
export async function recordedArms(tables: readonly Table[], options: CompareOptions): Promise<FoundArms> {
  const faults: Fault[] = [];
  const recorded = tables.flatMap((table) => {
    const manifest = manifestOf(table);
    if (typeof manifest !== "string") return [{ table, manifest, parameters: sharedParameters(manifest) }];
    faults.push({ message: manifest, place: { file: table.file } });
    return [];
  });
  if (faults.length > 0) throw new InputError(faults);
  refuseDifferent(recorded);
  const groups = grouped(recorded, ({ parameters }) => fingerprint(parameters));
  const arms: ArmInput[] = [];
  for (const group of groups.values()) arms.push(await armOf(group, recorded[0], options));
  const [{ manifest, parameters }] = recorded;
  const { n_epochs, steps_per_epoch } = parameters.simulation as Record<string, number>;
  return {
    arms,
    metrics: [...COMPARABLE.keys()],
    name: manifest.scenario.id,
    notes: ["what swarm run found about the validity of each run is in its manifest"],
    source: "run manifests",
    estimand: options.estimand ?? "pooled",
    semantics: manifest.semantics.name,
    epochs: n_epochs,
    steps: steps_per_epoch,
  };
}

/** The manifest that lists the table, or why there is none. */
function manifestOf(table: Table): Manifest | string {
  const folder = dirname(table.file);
  const own = basename(table.file);
  const sha256 = sha256Of(table.file);
  let named = false;
  for (const file of readdirSync(folder).filter((name) => name.endsWith("manifest.json"))) {
    const data = jsonIn(tryRead(join(folder, file)) ?? "");
    if (!Value.Check(ManifestSchema, data)) continue;
    const entry = data.files.find(({ role, path }) => role === "metrics" && basename(path) === own);
    if (entry?.sha256 === sha256) return data;
    named ||= entry !== undefined;
  }
  return named
    ? "not the table that its manifest lists: it is cut, or was changed since"
    : "a metrics table is one run, and no manifest beside it says of which scenario and seed";
}

function sharedParameters({ scenario }: Manifest): Readonly<Record<string, unknown>> {
  const { outputs: _, ...parameters } = scenario.parameters;
  return { ...parameters, simulation: { ...(parameters.simulation as object), seed: null } };
}

function refuseDifferent(recorded: readonly RecordedTable[]): void {
  const [first, ...others] = recorded;
  const simulation = ({ parameters }: RecordedTable) => parameters.simulation as Record<string, number>;
  const length = (one: RecordedTable) =>
    `${simulation(one).n_epochs} epochs of ${simulation(one).steps_per_epoch} steps`;
  for (const other of others) {
    const [a, b] = [first.manifest, other.manifest];
    if (a.scenario.id !== b.scenario.id) {
      throw otherScenarios([first.table.file, a.scenario.id], [other.table.file, b.scenario.id]);
    }
    const place = { file: other.table.file };
    if (length(first) !== length(other)) {
      const message = `this run has ${length(other)}, that of ${first.table.file} has ${length(first)}`;
      throw new InputError([{ message, place }]);
    }
    if (a.semantics.name !== b.semantics.name) {
      const message = `this run has ${b.semantics.name} semantics, that of ${first.table.file} ${a.semantics.name}`;
      throw new InputError([{ message, place }]);
    }
    if (a.tool.version !== b.tool.version) {
      const message = `this run was made by version ${b.tool.version}, that of ${first.table.file} by ${a.tool.version}`;
      throw new InputError([{ message, place }]);
    }
  }
}

async function armOf(
  group: readonly RecordedTable[],
  first: RecordedTable,
  options: CompareOptions,
): Promise<ArmInput> {
  const [{ manifest, parameters }] = group;
  const changes = changesBetween(first.parameters, parameters);
  const name = changes.length === 0 ? stem(manifest.scenario.file).replace(/\.ya?ml$/, "") : nameOf(changes);
  const metrics = new Set([options.primary, ...(options.metrics ?? []), ...COMPARABLE.keys(), ...PRICE]);
  const trajectories = new TrajectoryTally([...metrics]);
  const activity = new ActivityTally();
  const runs: RunFigures[] = [];
  for (const run of group) {
    runs.push(await figuresOf(run));
    trajectories.add(rowsOf(run.table));
    activity.add(run.manifest.activity.map(({ by_type, ...entry }) => ({ ...entry, byType: by_type })));
  }
  return {
    name,
    runs,
    info: {
      sources: group.map(({ table }) => table.file),
      settings: [],
      changes,
      scenario_id: manifest.scenario.id,
      parameters_sha256: manifest.scenario.parameters_sha256,
      parameters: manifest.scenario.parameters,
    },
    trajectories: trajectories.trajectories(name),
    activity: activity.activity(name),
  };
}

/** What sets an arm apart, shortly. */
function nameOf(changes: readonly Change[]): string {
  const [{ path, arm }] = changes;
  const more = changes.length > 1 ? ` and ${changes.length - 1} more` : "";
  return `${path.split(".").at(-1)}=${JSON.stringify(arm) ?? "none"}${more}`;
}

async function figuresOf({ table, manifest }: RecordedTable): Promise<RunFigures> {
  const { pooled, epoch_means, epoch_means_with_zeros } = manifest.metrics;
  const agents = manifest.files.find(({ role }) => role === "agents");
  const path = agents && join(dirname(table.file), basename(agents.path));
  const isWhole = path !== undefined && tryRead(path) !== undefined && sha256Of(path) === agents?.sha256;
  return {
    seed: manifest.seed,
    figures: {
      pooled: defined(pooled),
      epoch_mean: defined(epoch_means),
      ...(epoch_means_with_zeros === undefined ? {} : { epoch_mean_with_zeros: defined(epoch_means_with_zeros) }),
    },
    whole: wholeRun(manifest.counts),
    types: isWhole ? typesInTable(await readTable(path)) : {},
  };
}

function defined(figures: Readonly<Record<string, number | null>>): FigureRow {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, value ?? undefined]));
}

function rowsOf({ columns, cells, lines }: Table): readonly FigureRow[] {
  return lines.map((_, row) => {
    const figures = columns.map((name, at) => [name, cells[at][row]] as const);
    return Object.fromEntries(figures.map(([name, cell]) => [name, typeof cell === "number" ? cell : undefined]));
  });
}
