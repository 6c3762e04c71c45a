export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** Cells in columns: the first to the left, the others to the right. */
export function sayRow(cells: readonly (string | number)[], widths: readonly number[]): void {
  say(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join(""));
}
