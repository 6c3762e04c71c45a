import { formatNumbers } from "./format-number.js";

/** Figures of one unit, formatted alike, row by row; all rows are of one length. */
export function formatNumberRows(rows: readonly (readonly (number | undefined)[])[]): readonly (readonly string[])[] {
  const texts = formatNumbers(rows.flat());
  const width = rows[0]?.length ?? 0;
  return rows.map((_, at) => texts.slice(at * width, (at + 1) * width));
}
