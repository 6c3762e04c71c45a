import { styleText } from "node:util";
import type { MetricColumn, MetricDefinition } from "../contract/metric.js";
import { markdownTable } from "./format-table.js";
import { hangingTable } from "./format-text.js";

type Families = Iterable<MetricDefinition>;

/** Every column in table order, with its family. */
export function metricsList(families: Families): readonly (MetricColumn & { readonly family: string })[] {
  return [...families].flatMap(({ name: family, columns }) => columns.map((column) => ({ family, ...column })));
}

/** Family by family, for a terminal of 100 columns. */
export function metricsForTerminal(families: Families): string {
  const blocks = [...families].map(({ name, columns }) => {
    const sources = [...new Set(columns.map(({ source }) => source))].join("; ");
    const rows = columns.map((column) => [column.name, column.unit, column.direction, column.formula]);
    return `${styleText("bold", name)} (${sources})\n${hangingTable(rows)}`;
  });
  const note =
    "A: accepted interactions, R: rejected ones. A figure that is not defined is an empty cell, never 0.\n" +
    "The first column of the table is epoch, from 0.";
  return [...blocks, note].join("\n\n");
}

export function metricsAsMarkdown(families: Families): string {
  const heads = ["column", "family", "unit", "direction", "formula", "source"];
  const rows = metricsList(families).map(({ name, family, unit, direction, formula, source }) => {
    return [name, family, unit, direction, formula, source];
  });
  return markdownTable(
    heads.map((head) => ({ head, align: "left" })),
    rows,
  );
}
