import { thousands } from "../base/thousands.js";

/** Columns that results keep to. */
export const WIDTH = 100;

/** Cuts text into lines of at most `width` characters at blanks; a word longer than that gets a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/**
 * Rows whose cells stand below each other, two blanks apart; the last cell of a row is wrapped in its own column.
 *
 * @param style changes the look of a cell after its width has been settled
 */
export function hangingTable(
  rows: readonly (readonly string[])[],
  { indent = 2, style = (cell) => cell }: { indent?: number; style?: (cell: string, column: number) => string } = {},
): string {
  const columns = Math.max(0, ...rows.map((row) => row.length - 1));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)));
  const start = widths.reduce((sum, width) => sum + width + 2, indent);
  const lines = rows.flatMap((row) => {
    const fixed = widths.map((width, at) => style((row[at] ?? "").padEnd(width), at)).join("  ");
    const [first = "", ...more] = wrap(row[columns] ?? "", Math.max(20, WIDTH - start));
    const lead = `${" ".repeat(indent)}${fixed}${columns > 0 ? "  " : ""}`;
    return [`${lead}${style(first, columns)}`, ...more.map((line) => `${" ".repeat(start)}${style(line, columns)}`)];
  });
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** `1 agent`, `1,234 agents`; the plural is the noun with an s unless it is given. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(count)} ${count === 1 ? noun : plural}`;
}

/** Bytes for people: `512 B`, `92.2 kB`, `4.2 MB`. */
export function fileSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const place = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${place === 0 ? bytes : (bytes / 1000 ** place).toFixed(1)} ${units[place]}`;
}
