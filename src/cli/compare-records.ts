import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Comparison } from "../analysis/compare/comparison.js";
import { InputError } from "../base/errors.js";
import type { Table } from "../records/read-table.js";
import { readStudyRecord } from "../records/study-record.js";

/** A table of runs with what lies beside it. */
export interface KnownTable {
  readonly table: Table;
  /** Ids of the scenarios that its runs are of; empty where nothing tells. */
  readonly scenarios: readonly string[];
  readonly epochs: number | undefined;
}

/**
 * Looks for the record of a sweep beside `<name>_results.csv`, and for the comparison beside `<name>_runs.csv`.
 * @throws InputError for a table that is not the one that the record is of: rows are missing, or it was changed
 */
export function knownTable(table: Table): KnownTable {
  return ofSweep(table) ?? ofComparison(table) ?? { table, scenarios: [], epochs: undefined };
}

/** @throws InputError where it is known that two tables are of different scenarios */
export function refuseOtherScenarios(known: readonly KnownTable[]): void {
  const told = known.filter(({ scenarios }) => scenarios.length > 0);
  const [first] = told;
  for (const other of told) {
    if (String(other.scenarios) !== String(first.scenarios)) throw otherScenarios(nameOf(first), nameOf(other));
  }
}

/** Two tables, each with the scenario that it is of. */
export function otherScenarios(...[a, b]: readonly (readonly [file: string, scenario: string])[]): InputError {
  const message =
    `${a[0]} is of the scenario ${a[1]}, ${b[0]} of ${b[1]}: more than one thing differs between them. ` +
    "To hold two scenarios against each other, give their files to swarm compare";
  return new InputError([{ message }]);
}

function nameOf({ table, scenarios }: KnownTable): readonly [string, string] {
  return [table.file, scenarios.join(", ")];
}

function ofSweep(table: Table): KnownTable | undefined {
  const path = table.file.replace(/_results\.csv$/, "_study.json");
  const record = path === table.file ? undefined : readStudyRecord(path);
  if (record === undefined) return undefined;
  const { runs } = record.plan;
  if (table.lines.length !== runs) {
    const message = `the table is cut: the study ${record.study} has ${runs} runs, here are ${table.lines.length}`;
    throw new InputError([{ message, place: { file: table.file } }]);
  }
  const base = record.given.base as { readonly scenario_id?: unknown } | undefined;
  const id = base?.scenario_id;
  return { table, scenarios: typeof id === "string" ? [id] : [], epochs: undefined };
}

function ofComparison(table: Table): KnownTable | undefined {
  const path = table.file.replace(/_runs\.csv$/, "_comparison.json");
  const text = path === table.file ? undefined : tryRead(path);
  const comparison = text === undefined ? undefined : tryParse(text);
  if (comparison === undefined) return undefined;
  const own = comparison.files.find(({ file }) => file === basename(table.file));
  if (own !== undefined && own.sha256 !== sha256Of(table.file)) {
    const message = `not the table that ${path} was made from: it is cut, or was changed since`;
    throw new InputError([{ message, place: { file: table.file } }]);
  }
  const ids = comparison.arms.flatMap(({ scenario_id }) => scenario_id ?? []);
  return { table, scenarios: [...new Set(ids)], epochs: comparison.design.epochs ?? undefined };
}

function tryParse(text: string): Pick<Comparison, "files" | "arms" | "design"> | undefined {
  try {
    const data = JSON.parse(text);
    return data?.comparison_version === 1 ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where there is no such file. */
export function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

export function sha256Of(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
