import type { Answer } from "../../analysis/statistics/answer.js";
import type { Gap } from "./figures.js";

/** Four significant digits, an exponent for what is smaller than 0.0001; whole numbers as they are. */
export function number(value: number): string {
  if (Number.isInteger(value)) return String(value === 0 ? 0 : value);
  if (Math.abs(value) < 1e-4) return value.toExponential(2);
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}

export function shown(figure: Answer<number>): string {
  return figure.defined ? number(figure.value) : "not defined";
}

/** `-0.1 (-0.2 to -0.05)`. */
export function gapText(gap: Answer<Gap>): string {
  if (!gap.defined) return "not defined";
  const { estimate, interval } = gap.value;
  if (interval === undefined) return estimate === 0 ? "0 for every seed" : `${number(estimate)} for every seed`;
  return `${number(estimate)} (${number(interval[0])} to ${number(interval[1])})`;
}

/** A table in Markdown; the first row is the head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...body.map(line)].join("\n");
}

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}
