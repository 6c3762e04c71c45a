import { existsSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { type Fault, InputError, TableError } from "../../base/errors.js";
import { FaultList } from "../../base/fault-list.js";
import { parseStrictJson } from "../../base/strict-json.js";
import { readTextLines } from "../../records/text-lines.js";
import { readTextRows } from "../../records/text-rows.js";
import { readXsTest } from "../../records/xstest.js";
import { exampleToRow } from "../../waltz/data/convert/examples-to-rows.js";
import type { PlacedRow } from "../../waltz/data/convert/question-row.js";
import { type RowOptions, readRow } from "../../waltz/data/convert/read-row.js";
import { XSTEST_ATTRIBUTION, xsTestRows } from "../../waltz/data/convert/xstest-rows.js";
import { partOf, SIDES } from "../../waltz/data/data-files.js";
import { jsonColumn, jsonFaultColumn } from "../../waltz/data/json-column.js";
import { ATTRIBUTION, readData, withoutFaults } from "./data-read.js";
import { notesIn } from "./data-write.js";

/** What was read to be converted. */
export interface Sources {
  readonly rows: readonly PlacedRow[];
  readonly reads: readonly string[];
  readonly attributions: readonly string[];
  /** Fields that no row has a use for, by name. */
  readonly ignored: readonly string[];
}

export interface SourceOptions extends RowOptions {
  /** How partial refusals of XSTest count. */
  readonly partial: "strict" | "lenient";
}

const XSTEST = ["prompts.csv", "completions.csv"];

/**
 * Rows of files and folders: XSTest's two tables, data files of ours (with the facts beside them), tables, lines of JSON.
 *
 * @throws InputError with every line that is none of it, of all files
 */
export function readSources(paths: readonly string[], options: SourceOptions): Sources {
  const faults: Fault[] = [];
  const found: Sources[] = [];
  for (const path of paths) {
    try {
      found.push(readSource(path, options));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new TableError(faults);
  return {
    rows: found.flatMap(({ rows }) => rows),
    reads: found.flatMap(({ reads }) => reads),
    attributions: [...new Set(found.flatMap(({ attributions }) => attributions))],
    ignored: [...new Set(found.flatMap(({ ignored }) => ignored))],
  };
}

function readSource(path: string, options: SourceOptions): Sources {
  const folder = existsSync(path) && statSync(path).isDirectory();
  const [prompts, completions] = XSTEST.map((name) => join(path, name));
  if (folder && prompts !== undefined && completions !== undefined && [prompts, completions].some(existsSync)) {
    const rows = xsTestRows(readXsTest(path), options.partial).map((row) => ({ ...row, file: completions }));
    return { rows, reads: [prompts, completions], attributions: [XSTEST_ATTRIBUTION], ignored: [] };
  }
  if (folder || partOf(basename(path)) !== undefined) {
    const { files, reads, attributions } = withoutFaults(readData([path], SIDES));
    const rows = files.flatMap(({ examples }) => examples.map(exampleToRow));
    return { rows, reads, attributions: notesIn(attributions), ignored: [] };
  }
  const read = extname(path).toLowerCase() === ".csv" ? readTable(path, options) : readLines(path, options);
  const note = join(dirname(path), ATTRIBUTION);
  const notes = existsSync(note) ? [note] : [];
  return { ...read, reads: [path, ...notes], attributions: notesIn(notes) };
}

type Read = Pick<Sources, "rows" | "ignored">;

function readLines(file: string, options: SourceOptions): Read {
  const faults = new FaultList();
  const rows: PlacedRow[] = [];
  const ignored = new Set<string>();
  for (const { text, line } of readTextLines(file).lines) {
    const fault = (message: string, column: number) =>
      faults.add(message.slice(0, 24), { message, place: { file, line, column } });
    let value: unknown;
    try {
      value = parseStrictJson(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      fault(`this is no line of JSON: ${error.message}`, jsonFaultColumn(text, error.message));
      continue;
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      fault("a line is one JSON object", 1);
      continue;
    }
    const found = readRow(value as Record<string, unknown>, options);
    if ("faults" in found) {
      for (const { message, key } of found.faults) fault(message, key === undefined ? 1 : jsonColumn(text, [key]));
    } else {
      rows.push({ ...found.row, file, line });
      for (const key of found.ignored) ignored.add(key);
    }
  }
  if (rows.length === 0 && faults.isEmpty) faults.add("empty", { message: "nothing is in it", place: { file } });
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return { rows, ignored: [...ignored] };
}

function readTable(file: string, options: SourceOptions): Read {
  const faults = new FaultList();
  const rows: PlacedRow[] = [];
  const ignored = new Set<string>();
  for (const { cells, line } of readTextRows(file)) {
    const found = readRow(cells, options);
    if ("faults" in found) {
      for (const { message } of found.faults) faults.add(message.slice(0, 24), { message, place: { file, line } });
    } else {
      rows.push({ ...found.row, file, line });
      for (const key of found.ignored) ignored.add(key);
    }
  }
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return { rows, ignored: [...ignored] };
}
