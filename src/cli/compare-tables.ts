import type { ArmInput, ComparisonQuestion } from "../analysis/compare/compare-arms.js";
import { matchArms } from "../analysis/compare/match-arms.js";
import { type Fault, InputError } from "../base/errors.js";
import { readTable, type Table } from "../records/read-table.js";
import { TOOL } from "../records/tool.js";
import { repeatCommand } from "./compare-command.js";
import { recordedArms } from "./compare-manifests.js";
import { chooseCompared } from "./compare-metrics.js";
import type { CompareOptions } from "./compare-options.js";
import { fileName, type Prepared } from "./compare-prepare.js";
import { tabledArms } from "./compare-rows.js";
import { withControlFirst } from "./compare-scenarios.js";

/** Arms that were found in tables, and what the tables say of all of them. */
export interface FoundArms extends Pick<ComparisonQuestion, "source" | "estimand" | "semantics" | "epochs" | "steps"> {
  readonly arms: readonly ArmInput[];
  /** Metrics that every arm has. */
  readonly metrics: readonly string[];
  /** Files are called so where nothing else is said. */
  readonly name: string;
  readonly notes: readonly string[];
}

/** Arms that one comparison holds against a control, at most. */
const MOST_ARMS = 20;

/** @throws InputError with what keeps the tables from being compared: a cut table, other scenarios, other lengths, ... */
export async function prepareTables(files: readonly string[], options: CompareOptions): Promise<Prepared> {
  if (files.length === 0) throw new InputError("nothing to compare: --tables needs tables of finished runs");
  const tables = await readTables(files);
  const ofEpochs = tables.filter(({ columns }) => columns.includes("epoch") && !columns.includes("seed"));
  if (ofEpochs.length > 0 && ofEpochs.length < tables.length) {
    throw new InputError(
      "tables with a row per epoch and tables with a row per run cannot be compared with each other",
    );
  }
  const found = ofEpochs.length > 0 ? await recordedArms(tables, options) : tabledArms(tables, options);
  const arms = withControlFirst(found.arms, options.control);
  refuse(arms);
  const twins = twinsAmong(arms);
  if (found.source === "tables" && twins.length > 0) throw new InputError(twins.map((message) => ({ message })));
  const { primary, metrics } = chooseCompared(options, found.metrics);
  const { margin, width } = options;
  const { source, estimand, semantics, epochs, steps } = found;
  return {
    question: {
      tool: TOOL,
      name: options.name ?? `${fileName([found.name])}_tables`,
      command: repeatCommand(files, options),
      source,
      seeds: null,
      estimand,
      primary,
      metrics,
      margin,
      width,
      semantics,
      epochs,
      steps,
    },
    notes: [...twins, ...found.notes],
    warnings: [],
    arms: async () => ({ inputs: arms, validity: null }),
    wipe: () => undefined,
  };
}

/** @throws InputError with the faults of all files */
async function readTables(files: readonly string[]): Promise<readonly Table[]> {
  const faults: Fault[] = [];
  const tables: Table[] = [];
  for (const file of files) {
    if (file.endsWith(".partial")) {
      const message = "the table of a sweep that has not come to its end: the same swarm sweep command finishes it";
      faults.push({ message, place: { file } });
      continue;
    }
    try {
      const table = await readTable(file);
      tables.push(table);
      if (!table.endsWithNewline) {
        const message = "no line end after the last row: the table is cut";
        faults.push({ message, place: { file, line: table.lines.at(-1) ?? 0 } });
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return tables;
}

/** What is wrong with the arms, whatever they were found in. */
function refuse(arms: readonly ArmInput[]): void {
  const [control, ...others] = arms;
  if (others.length === 0) {
    throw new InputError(`the tables hold one arm, "${control.name}": there is nothing to hold it against`);
  }
  if (arms.length > MOST_ARMS) {
    throw new InputError(`${arms.length} arms are too many: at most ${MOST_ARMS}; for more there is swarm sweep`);
  }
  const single = arms.filter(({ runs }) => runs.length < 2);
  if (single.length > 0) {
    throw new InputError(
      single.map(({ name }) => ({
        message: `"${name}" has one run, which tells nothing of the spread: at least 2 are needed`,
      })),
    );
  }
  for (const arm of others) matchArms(control, arm);
}

/** Arms whose every figure is that of an earlier one. */
function twinsAmong(arms: readonly ArmInput[]): readonly string[] {
  const known = new Map<string, string>();
  return arms.flatMap(({ name, runs }) => {
    const key = JSON.stringify(runs.map(({ seed, figures }) => [seed ?? null, figures]));
    const twin = known.get(key);
    known.set(key, twin ?? name);
    return twin === undefined ? [] : [`"${name}" and "${twin}" hold the same runs, figure by figure`];
  });
}
