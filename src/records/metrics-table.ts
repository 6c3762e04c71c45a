import { stringify } from "csv-stringify/sync";
import type { MetricDefinition } from "../contract/metric.js";
import type { MetricRow } from "../engine/metric-board.js";

/** The header of every metrics table: `epoch`, then the columns of all families in their order. */
export function metricsHeader(families: Iterable<MetricDefinition>): readonly string[] {
  return ["epoch", ...[...families].flatMap(({ columns }) => columns.map(({ name }) => name))];
}

/**
 * One row per epoch, from epoch 0. A figure that is not defined is an empty cell; numbers are printed in as many digits
 * as it takes to read the same double back.
 */
export function metricsTable(families: Iterable<MetricDefinition>, rows: readonly MetricRow[]): string {
  const header = metricsHeader(families);
  const lines = rows.map((row, epoch) => [String(epoch), ...header.slice(1).map((column) => cell(row[column]))]);
  return stringify([header, ...lines]);
}

function cell(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}
