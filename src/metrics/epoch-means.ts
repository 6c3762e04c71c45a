import type { FigureRow } from "./run-facts.js";

/** Mean of a column over the epochs that have data; undefined when none has. */
export function epochMean(rows: readonly FigureRow[], column: string): number | undefined {
  const values = valuesOf(rows, column);
  return values.length === 0 ? undefined : sum(values) / values.length;
}

/** The same with 0 for every epoch without data, as the reference system has it; undefined when no epoch has data. */
export function epochMeanWithZeros(rows: readonly FigureRow[], column: string): number | undefined {
  const values = valuesOf(rows, column);
  return values.length === 0 ? undefined : sum(values) / rows.length;
}

/** The values of a column in the epochs that have data, in epoch order. */
export function valuesOf(rows: readonly FigureRow[], column: string): readonly number[] {
  return rows.map((row) => row[column]).filter((value) => value !== undefined);
}

/** Left to right, so that a figure does not depend on how many values were skipped. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
