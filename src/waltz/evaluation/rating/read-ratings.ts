import { CsvError, parse } from "csv-parse/sync";
import { TableError } from "../../../base/errors.js";
import { FaultList } from "../../../base/fault-list.js";
import { didYouMean } from "../../../base/nearest.js";
import { COMPLIANCES, type Compliance } from "../../../contract/judge.js";
import type { RatingKey } from "./rating-key.js";
import { SHEET_COLUMNS, type SheetForm } from "./rating-sheet.js";

/** What one rater said of each item. */
export type Ratings = ReadonlyMap<string, Compliance>;

interface Entry {
  readonly item: string;
  readonly label: string;
  /** Of a table, the line on which the row ends. */
  readonly line: number;
}

/**
 * The labels of a sheet that was filled in.
 *
 * @param file its name, for messages
 * @throws TableError with every item that the key does not know, that stands twice or not at all, or whose label is missing or none
 */
export function readRatings(file: string, content: string, form: SheetForm, key: RatingKey): Ratings {
  const faults = new FaultList();
  const ratings = new Map<string, Compliance>();
  const fail = (kind: string, message: string, line?: number) =>
    faults.add(kind, { message, place: line === undefined ? { file } : { file, line } });
  const names = key.items.map(({ item }) => item);
  const lines = new Map<string, number>();
  for (const { item, label, line } of form === "csv" ? tableEntries(content, fail) : textEntries(content)) {
    const word = label.trim().toLowerCase();
    const compliance = COMPLIANCES.find((one) => one === word);
    if (!names.includes(item)) fail("unknown", `the key knows no "${item}"${didYouMean(item, names)}`, line);
    else if (lines.has(item)) fail("twice", `${item} stands in line ${lines.get(item)}, too`, line);
    else if (word === "") fail("blank", `${item} has no label`, line);
    else if (compliance === undefined) {
      fail(
        "label",
        `"${label.trim()}" is no label${didYouMean(word, COMPLIANCES)}; there are: ${COMPLIANCES.join(", ")}`,
        line,
      );
    } else ratings.set(item, compliance);
    lines.set(item, lines.get(item) ?? line);
  }
  for (const item of names) if (!lines.has(item)) fail("missing", `${item} is not on the sheet`);
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return ratings;
}

function textEntries(content: string): readonly Entry[] {
  const entries: Entry[] = [];
  let open: Entry | undefined;
  content.split(/\r\n|\r|\n/).forEach((row, at) => {
    const item = /^## (\S+)\s*$/.exec(row)?.[1];
    const label = /^label:(.*)$/i.exec(row)?.[1];
    if (item !== undefined) {
      if (open !== undefined) entries.push(open);
      open = { item, label: "", line: at + 1 };
    } else if (label !== undefined && open !== undefined) {
      entries.push({ ...open, label, line: at + 1 });
      open = undefined;
    }
  });
  return open === undefined ? entries : [...entries, open];
}

function tableEntries(content: string, fail: (kind: string, message: string, line?: number) => void): readonly Entry[] {
  try {
    const rows = parse(content, { columns: true, bom: true, info: true, skip_empty_lines: true }) as unknown as {
      readonly record: Readonly<Record<string, string>>;
      readonly info: { readonly lines: number };
    }[];
    const [first] = rows;
    const absent = SHEET_COLUMNS.filter((column) => first !== undefined && first.record[column] === undefined);
    const needed = absent.filter((column) => column === "item" || column === "label");
    if (first === undefined) fail("empty", "the sheet has no rows", 1);
    if (needed.length > 0) fail("columns", `the sheet has no column ${needed.join(", ")}`, 1);
    if (needed.length > 0) return [];
    return rows.map(({ record, info }) => ({ item: record.item.trim(), label: record.label, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    fail("table", `this is no table: ${error.message}`, Number(error.lines));
    return [];
  }
}
