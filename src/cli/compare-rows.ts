import { basename } from "node:path";
import type { ArmInput } from "../analysis/compare/compare-arms.js";
import { COMPARABLE } from "../analysis/compare/metric-catalogue.js";
import type { RunFigures } from "../analysis/compare/run-figures.js";
import { InputError, type Place } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import type { Cell, Table } from "../records/read-table.js";
import type { CompareOptions } from "./compare-options.js";
import { type KnownTable, knownTable, refuseOtherScenarios } from "./compare-records.js";
import type { FoundArms } from "./compare-tables.js";

/** Columns that say which run a row is of. */
const OF_ROWS = ["arm", "seed", "run", "point", "sample", "error"];

/** Columns that hold the length of a run. */
const LENGTHS = ["n_epochs", "epochs"];

/** Arms of tables with a row per run: one per value of `arm`, per `point` of a sweep, or per table. */
export function tabledArms(tables: readonly Table[], options: CompareOptions): FoundArms {
  if (options.estimand !== undefined) {
    const message = "a table of runs holds one figure of each: name the column by --primary instead";
    throw new InputError([{ message, place: { file: `--estimand ${options.estimand}` } }]);
  }
  const known = tables.map(knownTable);
  refuseOtherScenarios(known);
  const faults = new FaultList();
  const chosen = new Set([...COMPARABLE.keys(), options.primary, ...(options.metrics ?? [])]);
  const found = known.flatMap((table) => new RowReader(table, chosen, faults).arms());
  if (!faults.isEmpty) throw new InputError(faults.faults);
  const lengths = new Set(found.map(({ length }) => length).filter((length) => length !== undefined));
  if (lengths.size > 1) {
    const told = found.map(({ arm, length }) => `"${arm.name}" ${length ?? "not known"}`).join(", ");
    throw new InputError(`the runs are of different lengths, in epochs: ${told}`);
  }
  const columns = tables.map((table) => figureColumns(table));
  return {
    arms: named(found),
    metrics: columns[0].filter((name) => columns.every((others) => others.includes(name))),
    name: stem(tables[0].file),
    notes: ["only what the tables hold was looked at: nothing on levers, courses over epochs and validity"],
    source: "tables",
    estimand: "as_tabled",
    semantics: null,
    epochs: [...lengths][0] ?? null,
    steps: null,
  };
}

/** An arm as a table has it. */
interface FoundArm {
  readonly arm: ArmInput;
  /** Epochs of its runs, where the table tells. */
  readonly length: number | undefined;
}

/** Takes one table apart. */
class RowReader {
  private readonly table: Table;

  constructor(
    private readonly known: KnownTable,
    private readonly chosen: ReadonlySet<string>,
    private readonly faults: FaultList,
  ) {
    this.table = known.table;
  }

  arms(): readonly FoundArm[] {
    const groups = new Map<string, RunFigures[]>();
    const columns = figureColumns(this.table);
    for (const row of this.table.lines.keys()) {
      this.refuseFailed(row);
      const name = this.nameAt(row);
      const runs = groups.get(name) ?? [];
      groups.set(name, runs);
      const figures = Object.fromEntries(columns.map((column) => [column, this.figureAt(column, row)]));
      runs.push({ seed: this.seedAt(row), figures: { as_tabled: figures }, whole: {}, types: {} });
    }
    const length = this.length();
    return [...groups].map(([name, runs]) => ({ length, arm: this.armOf(name, runs) }));
  }

  private armOf(name: string, runs: readonly RunFigures[]): ArmInput {
    const info = {
      sources: [this.table.file],
      settings: [],
      changes: null,
      scenario_id: this.known.scenarios.length === 1 ? this.known.scenarios[0] : null,
      parameters_sha256: null,
      parameters: null,
    };
    return { name, runs, info, trajectories: [], activity: [] };
  }

  private nameAt(row: number): string {
    const arm = this.cell("arm", row);
    if (arm !== undefined) return String(arm);
    if (!this.table.columns.includes("point")) return stem(this.table.file);
    const factors = this.table.columns.filter((name) => name.includes("."));
    const settings = factors.map((name) => `${name.split(".").at(-1)}=${this.cell(name, row) ?? ""}`);
    return settings.length > 0 ? settings.join(", ") : `point ${this.cell("point", row)}`;
  }

  private seedAt(row: number): number | undefined {
    if (!this.table.columns.includes("seed")) return undefined;
    const seed = this.cell("seed", row);
    if (typeof seed === "number" && Number.isSafeInteger(seed)) return seed;
    const shown = seed === undefined ? "the seed is blank" : `the seed ${JSON.stringify(seed)} is no whole number`;
    this.faults.add("seed", { message: shown, place: this.place(row) });
    return undefined;
  }

  private figureAt(column: string, row: number): number | undefined {
    const cell = this.cell(column, row);
    if (typeof cell !== "string") return cell;
    if (this.chosen.has(column)) {
      const message = `column "${column}": ${JSON.stringify(cell)} is not a number`;
      this.faults.add(column, { message, place: this.place(row) });
    }
    return undefined;
  }

  private refuseFailed(row: number): void {
    const error = this.cell("error", row);
    if (error !== undefined) {
      const message = `this run failed (${error}): a comparison leaves no run out`;
      this.faults.add("failed", { message, place: this.place(row) });
    }
  }

  /** @returns the epochs of the runs; a fault where the rows differ in it */
  private length(): number | undefined {
    const values = new Set(
      LENGTHS.flatMap((name) => this.table.cells[this.table.columns.indexOf(name)] ?? []).filter(
        (cell) => typeof cell === "number",
      ),
    );
    if (values.size > 1) {
      const message = `runs of different lengths in one table: ${[...values].join(", ")} epochs`;
      this.faults.add("length", { message, place: { file: this.table.file } });
    }
    return [...values][0] ?? this.known.epochs;
  }

  private cell(column: string, row: number): Cell {
    return this.table.cells[this.table.columns.indexOf(column)]?.[row];
  }

  private place(row: number): Place {
    return { file: this.table.file, line: this.table.lines[row] ?? 0 };
  }
}

/** Columns that can be figures of a run. */
function figureColumns({ columns }: Table): readonly string[] {
  return columns.filter(
    (name) => name !== "" && !name.includes(".") && !OF_ROWS.includes(name) && !LENGTHS.includes(name),
  );
}

/** Arms of one name in several tables go by their tables, too. */
function named(found: readonly FoundArm[]): readonly ArmInput[] {
  const arms = found.map(({ arm }) => arm);
  const doubled = (name: string) => arms.filter((arm) => arm.name === name).length > 1;
  return arms.map((arm) => {
    const [file] = arm.info.sources;
    return doubled(arm.name) ? { ...arm, name: arm.name === stem(file) ? file : `${stem(file)}: ${arm.name}` } : arm;
  });
}

/** What a table is called, without its folder and its kind. */
export function stem(file: string): string {
  return basename(file).replace(/(_(runs|results|seeds|metrics))?\.csv$/, "");
}
