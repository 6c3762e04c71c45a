import type { Comparison, Difference, FigureComparison } from "../../src/analysis/compare/comparison.js";
import type { Answer } from "../../src/analysis/statistics/answer.js";
import { formatNumbers, NOT_DEFINED } from "../../src/cli/format-number.js";
import { type Column, markdownTable } from "../../src/cli/format-table.js";

type Row = readonly [name: string, figures: FigureComparison];

/** @throws Error where the comparison was made without that metric */
export function figuresOf({ metrics, price }: Comparison, name: string): FigureComparison {
  const found = [...metrics, ...price].find(({ metric }) => metric === name);
  if (found === undefined) throw new Error(`the comparison has no ${name}`);
  return found;
}

/** A row per figure: its mean in the control, and of each arm its mean and its difference with the 95 % interval. */
export function levelsAndDifferences(head: string, rows: readonly Row[], arms: readonly string[]): string {
  const columns: Column[] = [
    { head, align: "left" },
    { head: "base", align: "right" },
    ...arms.flatMap((arm): Column[] => [
      { head: arm, align: "right" },
      { head: `${arm} less base`, align: "right" },
    ]),
  ];
  const cells = rows.map(([name, figures]) => [
    name,
    formatNumbers([value(figures.arms[0].mean)])[0],
    ...arms.flatMap((arm) => {
      const level = figures.arms.find((each) => each.arm === arm);
      return [formatNumbers([level && value(level.mean)])[0], differenceText(differenceOf(figures, arm))];
    }),
  ]);
  return markdownTable(columns, cells);
}

export function differenceOf({ differences }: FigureComparison, arm: string): Difference | undefined {
  return differences.find((each) => each.arm === arm);
}

/** `0.0123 (-0.0045 to 0.0291)`; what is the same for every seed has no interval. */
export function differenceText(difference: Difference | undefined): string {
  const estimate = difference && value(difference.estimate);
  if (difference === undefined || estimate === undefined) return NOT_DEFINED;
  const interval = value(difference.interval);
  if (interval === undefined) return `${formatNumbers([estimate])[0]} for every seed`;
  // A mean of differences that cancel out is 0 but for the rounding of sums.
  const noise = 1e-12 * Math.max(Math.abs(interval.low), Math.abs(interval.high));
  const rounded = Math.abs(estimate) < noise ? 0 : estimate;
  const [middle, low, high] = formatNumbers([rounded, interval.low, interval.high]);
  return `${middle} (${low} to ${high})`;
}

export function value<T>(found: Answer<T>): T | undefined {
  return found.defined ? found.value : undefined;
}
