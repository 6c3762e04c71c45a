import { stringify } from "csv-stringify/sync";
import type { ComposedPaper } from "./compose-paper.js";

const HEADER = [
  "part",
  "number",
  "text",
  "value",
  "kind",
  "what",
  "column",
  "arm",
  "versus",
  "table",
  "runs",
  "against",
];

/** One row per number of a paper, in its order, with the rows of the table that it is made of; blank where there are none. */
export function traceTable(trace: ComposedPaper["trace"]): string {
  const rows = trace.map(({ part, text, value, kind, what, column, arm, versus, table, runs, against }, at) => [
    part,
    at + 1,
    text,
    value ?? "",
    kind,
    what,
    ...[column, arm, versus, table, runs, against].map((cell) => cell ?? ""),
  ]);
  return stringify([HEADER, ...rows.map((row) => row.map(String))]);
}
