import { readFileSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import { TableError } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import { whyUnreadable } from "../base/why-unreadable.js";

/** A row of a table of texts. */
export interface TextRow {
  /** Cells by column, as they stand. */
  readonly cells: Readonly<Record<string, string>>;
  /** Line on which the row begins, from 1. */
  readonly line: number;
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a table of texts (CSV, one header row, any line end, quoted cells of several lines, with or without byte order mark).
 *
 * @throws TableError with every fault: no such file, not UTF-8, no rows, a column twice, a row of another length, a stray quote
 */
export function readTextRows(file: string): readonly TextRow[] {
  const faults = new FaultList();
  const fault = (kind: string, message: string, line?: number) =>
    faults.add(kind, { message, place: line === undefined ? { file } : { file, line } });
  const [header, ...rows] = parsed(file, fault);
  const names = header?.record ?? [];
  for (const name of names.filter((one, at) => names.indexOf(one) !== at)) {
    fault("twice", `two columns are named ${JSON.stringify(name)}`, 1);
  }
  if (faults.isEmpty && rows.length === 0) fault("empty", "the table has no rows");
  let excess = 0;
  const found = rows.map(({ record, info }) => {
    // The parser counts a line end of two characters inside quotes as two lines.
    excess += record.reduce((sum, cell) => sum + (cell.match(/\r\n/g)?.length ?? 0), 0);
    const inside = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    const line = info.lines - excess - inside;
    if (record.length !== names.length) {
      fault("length", `the row has ${record.length} cells, the header ${names.length}`, line);
    }
    return { cells: Object.fromEntries(names.map((name, at) => [name, record[at] ?? ""])), line };
  });
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return found;
}

function parsed(file: string, fault: (kind: string, message: string, line?: number) => void): readonly Parsed[] {
  try {
    const content = readFileSync(file);
    if (content.includes(0)) throw new TypeError("NUL");
    const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
    const options = { info: true, skip_empty_lines: true, relax_column_count: true };
    return parse(text, { ...options, record_delimiter: ["\r\n", "\n", "\r"] }) as unknown as Parsed[];
  } catch (error) {
    if (error instanceof CsvError) fault("csv", `this is no table: ${error.message}`, Number(error.lines));
    else if (error instanceof TypeError) fault("text", "the file is not UTF-8 text");
    else fault("file", whyUnreadable(error));
    return [];
  }
}
