import { styleText } from "node:util";
import { thousands } from "../base/thousands.js";
import type { MetricRow } from "../engine/metric-board.js";
import { SAFETY_FIGURES } from "../metrics/safety-figures.js";
import type { Manifest } from "../records/manifest.js";
import { alignPoints, formatNumbers, NOT_DEFINED } from "./format-number.js";
import { type Column, terminalTable } from "./format-table.js";
import { hangingTable } from "./format-text.js";

/** The six headline figures: over the whole run, as a mean over epochs, and at both ends. */
export function metricsSection({ metrics }: Manifest, rows: readonly MetricRow[]): string {
  const zeros = metrics.epoch_means_with_zeros;
  const columns: readonly Column[] = [
    { head: "metric", align: "left" },
    { head: "pooled", align: "point" },
    { head: "epoch mean", align: "point" },
    ...(zeros === undefined ? [] : [{ head: "with zeros", align: "point" } as const]),
    { head: "first epoch", align: "point" },
    { head: "last epoch", align: "point" },
  ];
  const figures = SAFETY_FIGURES.map((name) => [
    metrics.pooled[name] ?? undefined,
    metrics.epoch_means[name] ?? undefined,
    ...(zeros === undefined ? [] : [zeros[name] ?? undefined]),
    rows[0]?.[name],
    rows.at(-1)?.[name],
  ]);
  const width = columns.length - 1;
  const shown = formatNumbers(figures.flat());
  const cells = SAFETY_FIGURES.map((name, at) => [name, ...shown.slice(at * width, (at + 1) * width)]);
  const notes = [
    "pooled: over all interactions. epoch mean: over the epochs with data.",
    ...(zeros === undefined ? [] : ["with zeros: epochs without data count as 0, as in the reference system."]),
    ...(shown.includes(NOT_DEFINED) ? ["-: not defined."] : []),
  ];
  return `${terminalTable(columns, cells)}\n${styleText("dim", notes.join(" "))}`;
}

/** What each lever and dynamic did, how often and to whom; and those that never did anything. */
export function leversSection({ levers, activity }: Manifest): string {
  const title = styleText("bold", "What the levers did");
  const idle = levers.filter(({ acted }) => !acted).map(({ name }) => name);
  if (activity.length === 0 && idle.length === 0) return `${title}\n  none is configured`;
  const rows = activity.map(({ source, action, count, amount, by_type }) => {
    const whom = Object.entries(by_type).map(([type, times]) => `${type} ${thousands(times)}`);
    const sum = amount === 0 ? "" : (formatNumbers([amount])[0] ?? "");
    return [source, action, thousands(count), sum, whom.join(", ")];
  });
  const table = rows.length === 0 ? [] : [hangingTable(aligned([HEADS, ...rows]))];
  const never = idle.map((name) => `  ${name} is configured and never acted`);
  return [title, ...table, ...never].join("\n");
}

const HEADS = ["lever", "action", "times", "amount", "on whom"];

/** Times stand at the right of their column, amounts have their points below each other. */
function aligned(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const width = Math.max(...rows.map(([, , times = ""]) => times.length));
  const amounts = alignPoints(rows.map(([, , , amount = ""]) => amount));
  return rows.map(([lever = "", action = "", times = "", , whom = ""], at) => {
    return [lever, action, times.padStart(width), amounts[at] ?? "", whom];
  });
}
