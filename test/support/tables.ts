import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ROOT } from "./readme.js";

/** The rows of the first table of a Markdown file whose first heading cell is `first`, cells trimmed. */
export function rowsOf(markdown: string, first: string): readonly (readonly string[])[] {
  const lines = readFileSync(resolve(ROOT, markdown), "utf8").split("\n");
  const cells = (line: string) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const start = lines.findIndex((line) => line.startsWith("|") && cells(line)[0] === first);
  if (start === -1) throw new Error(`${markdown} has no table that begins with "${first}"`);
  const rest = lines.slice(start + 2);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(0, end).map(cells);
}
