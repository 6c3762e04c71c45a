import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { CsvError, type CsvErrorCode, type InfoRecord, parse } from "csv-parse";
import { TableError } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import { checkFile, TextCheck } from "./text-file.js";

/** A finite number; `undefined` for a blank cell; the text itself where a cell is neither. */
export type Cell = number | string | undefined;

/** A table of comma-separated values with one header row. */
export interface Table {
  readonly file: string;
  /** Names in file order; several can be "", no other name appears twice. */
  readonly columns: readonly string[];
  /** One array per column, one cell per row, in file order. */
  readonly cells: readonly (readonly Cell[])[];
  /** Line of the file (from 1) in which each row begins; as many as there are rows, at least one. */
  readonly lines: readonly number[];
  readonly headerLine: number;
  /** False where the last line has no line end: a cut inside its last field could then not be noticed. */
  readonly endsWithNewline: boolean;
}

const LONGEST_ROW = 1_000_000;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SYNTAX: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote opened in this row is never closed: the file seems to be cut in the middle of it",
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote; inside quotes, " is written twice',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'text follows a closing quote; inside quotes, " is written twice',
  INVALID_OPENING_QUOTE: "a quote stands inside a field that does not begin with one",
  CSV_MAX_RECORD_SIZE: `the row is longer than ${LONGEST_ROW} bytes: is a quote left open?`,
};

/**
 * Reads a table as written by this tool, a spreadsheet or a data frame: UTF-8 with or without a byte order mark, any
 * line end, quoted fields, blanks around fields, empty lines.
 *
 * @throws TableError with every fault found: no such file, a folder, not text, nothing in it, no rows, a column name
 * twice, a row whose field count differs from the header's, a quote out of place or never closed, over 200 MiB.
 */
export async function readTable(file: string): Promise<Table> {
  await checkFile(file);
  const rows = new Rows(file);
  const check = new TextCheck(file);
  const parser = parse({
    bom: true,
    max_record_size: LONGEST_ROW,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    // Taken here and not from the stream's far end, where an error would discard the rows that precede it.
    on_record: (record: readonly string[], info) => rows.add(record, info),
  });
  parser.resume();
  try {
    await pipeline(createReadStream(file), (chunks: AsyncIterable<Buffer>) => check.pass(chunks), parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    rows.breakOff(error);
  }
  return { ...rows.finish(), endsWithNewline: check.endsWithNewline };
}

/** Turns parsed records into columns of cells. */
class Rows {
  private readonly faults = new FaultList();
  private readonly lines: number[] = [];
  private columns: readonly string[] = [];
  private cells: Cell[][] = [];
  private headerLine = 0;
  private lastLine = 0;
  private emptyLines = 0;
  private excess = 0;
  /** A row with too few fields, told only once it is known whether the file ends with it. */
  private short: { line: number; fields: number } | undefined;

  constructor(private readonly file: string) {}

  add(record: readonly string[], info: Pick<InfoRecord, "lines" | "empty_lines">): null {
    // The parser counts a CRLF inside quotes as two lines.
    this.excess += countOf(/\r\n/g, record);
    this.lastLine = info.lines - this.excess;
    this.emptyLines = info.empty_lines;
    const line = this.lastLine - countOf(/\r\n|\r|\n/g, record);
    if (this.headerLine === 0) {
      this.headerLine = line;
      this.columns = record;
      this.cells = record.map(() => []);
      return null;
    }
    this.tellShort("");
    if (record.length < this.columns.length) this.short = { line, fields: record.length };
    else if (record.length > this.columns.length) this.wrongCount(line, record.length, "");
    else {
      this.lines.push(line);
      for (const [at, field] of record.entries()) this.cells[at]?.push(toCell(field));
    }
    return null;
  }

  breakOff(error: CsvError): void {
    const message = SYNTAX[error.code];
    if (message === undefined) throw error;
    const emptySince = Number(error.empty_lines) - this.emptyLines;
    this.faults.add("syntax", { message, place: { file: this.file, line: this.lastLine + emptySince + 1 } });
  }

  finish(): Omit<Table, "endsWithNewline"> {
    const { file, faults, headerLine } = this;
    this.tellShort(": the file seems to be cut in the middle of this row");
    for (const name of repeated(this.columns)) {
      faults.add("twice", {
        message: `two columns are named ${JSON.stringify(name)}`,
        place: { file, line: headerLine },
      });
    }
    if (faults.isEmpty && this.lines.length === 0) {
      const empty = headerLine === 0;
      const message = empty ? "the file is empty" : "the table has a header but no rows";
      faults.add("empty", { message, place: { file, line: empty ? 1 : headerLine } });
    }
    if (!faults.isEmpty) throw new TableError(faults.faults);
    return { file, columns: this.columns, cells: this.cells, lines: this.lines, headerLine };
  }

  private tellShort(hint: string): void {
    if (this.short !== undefined) this.wrongCount(this.short.line, this.short.fields, hint);
    this.short = undefined;
  }

  private wrongCount(line: number, fields: number, hint: string): void {
    const noun = fields === 1 ? "field" : "fields";
    const message = `the row has ${fields} ${noun}, the header has ${this.columns.length}${hint}`;
    this.faults.add("count", { message, place: { file: this.file, line } });
  }
}

function toCell(field: string): Cell {
  if (field === "") return undefined;
  if (!DECIMAL.test(field)) return field;
  const value = Number(field);
  return Number.isFinite(value) ? value : field;
}

function countOf(pattern: RegExp, fields: readonly string[]): number {
  return fields.reduce((sum, field) => sum + (field.match(pattern)?.length ?? 0), 0);
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => name !== "" && (seen.has(name) || !seen.add(name))));
}
