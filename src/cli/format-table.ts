import { styleText } from "node:util";
import Table from "cli-table3";
import { alignPoints } from "./format-number.js";
import { visible } from "./visible.js";

/** A column of a table for people: `point` puts decimal points below each other. */
export interface Column {
  readonly head: string;
  readonly align: "left" | "right" | "point";
}

/**
 * A table without frame for the terminal: a rule below the heads, two blanks between columns, no blanks at line ends.
 * Heads are bold when stdout is a terminal that has not been told otherwise (NO_COLOR).
 */
export function terminalTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: columns.map(({ head }) => styleText("bold", head)),
    colAligns: columns.map(({ align }) => (align === "left" ? "left" : "right")),
    chars: { ...NO_FRAME, middle: "  ", mid: "─", "mid-mid": "──" },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
  });
  table.push(...aligned(columns, rows));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** The same as a table of GitHub-flavoured Markdown. */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => visible(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = columns.map(({ align }) => (align === "left" ? ":---" : "---:"));
  return [line(columns.map(({ head }) => head)), line(rule), ...rows.map(line)].join("\n");
}

function aligned(columns: readonly Column[], rows: readonly (readonly string[])[]): string[][] {
  const byColumn = columns.map(({ align }, at) => {
    const cells = rows.map((row) => visible(row[at] ?? ""));
    return align === "point" ? alignPoints(cells) : cells;
  });
  return rows.map((_, row) => byColumn.map((cells) => cells[row] ?? ""));
}

const NO_FRAME = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  right: "",
  "right-mid": "",
};
