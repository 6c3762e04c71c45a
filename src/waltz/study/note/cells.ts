import type { Comparison } from "../../evaluation/changes.js";
import type { Figure } from "../summarise.js";

/** `12.3 (10.1 to 14.8)`, in per cent; `-` where there is nothing to count. */
export function rateCell(rate: Figure | undefined): string {
  if (rate?.value === undefined) return "-";
  const { value, interval } = rate;
  return interval === undefined
    ? percent(value)
    : `${percent(value)} (${percent(interval.low)} to ${percent(interval.high)})`;
}

/** The same without its interval. */
export function shortRateCell(rate: Figure | undefined): string {
  return rate?.value === undefined ? "-" : percent(rate.value);
}

/** `-5.2 (-8.0 to -2.1)`, in points; bold where the interval excludes 0. */
export function changeCell(comparison: Comparison | undefined): string {
  const { value, interval } = comparison?.difference ?? {};
  if (value === undefined) return "-";
  const { low, high } = interval ?? {};
  if (low === undefined || high === undefined) return percent(value);
  const text = `${percent(value)} (${percent(low)} to ${percent(high)})`;
  return low > 0 || high < 0 ? `**${text}**` : text;
}

/** Per cent with one digit; never -0.0. */
export function percent(share: number): string {
  const text = (100 * share).toFixed(1);
  return text === "-0.0" ? "0.0" : text;
}

/** A table in Markdown. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
