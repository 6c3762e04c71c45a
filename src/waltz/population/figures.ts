import type { Comparison, MetricComparison } from "../../analysis/compare/comparison.js";
import type { Answer } from "../../analysis/statistics/answer.js";
import { markdownTable } from "../study/note/cells.js";

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** `0.351 (0.346 to 0.355)`; welfare with one decimal. */
function estimateCell(middle: Answer<number>, interval: Answer<Ends>): string {
  if (!middle.defined) return "-";
  if (!interval.defined) return figure(middle.value);
  return `${figure(middle.value)} (${figure(interval.value.low)} to ${figure(interval.value.high)})`;
}

/** Levels of the control and one other arm by metric, and their difference, bold where its interval excludes 0. */
export function beforeAndAfter(comparison: Comparison): string {
  const rows = comparison.metrics.map((one) => {
    const [before, after] = one.arms;
    return [
      `${one.metric} (${one.direction})`,
      estimateCell(before.mean, before.interval),
      estimateCell(after.mean, after.interval),
      differenceCell(one, after.arm),
    ];
  });
  return markdownTable(["metric", "before training", "after training", "difference"], rows);
}

/** Levels of all arms, a row each, by metric. */
export function levels(comparison: Comparison, metrics: readonly string[]): string {
  const chosen = metrics.map((name) => metricOf(comparison, name));
  const rows = comparison.arms.map(({ name }, at) => [
    name,
    ...chosen.map(({ arms }) => estimateCell(arms[at].mean, arms[at].interval)),
  ]);
  return markdownTable(["arm", ...metrics], rows);
}

/** The difference of an arm to the control. */
export function differenceCell({ differences }: MetricComparison, arm: string): string {
  const found = differences.find((one) => one.arm === arm);
  if (found === undefined) return "";
  const text = estimateCell(found.estimate, found.interval);
  return isClear(found.interval) ? `**${text}**` : text;
}

/** Whether an interval lies on one side of 0. */
export function isClear(interval: Answer<Ends>): boolean {
  return interval.defined && (interval.value.low > 0 || interval.value.high < 0);
}

/** @throws Error for a metric that the comparison does not have */
export function metricOf({ metrics, name }: Comparison, metric: string): MetricComparison {
  const found = metrics.find((one) => one.metric === metric);
  if (found === undefined) throw new Error(`the comparison ${name} has no ${metric}`);
  return found;
}

/** Three decimals for shares and probabilities, one for larger figures; never -0. */
function figure(value: number): string {
  const text = value.toFixed(Math.abs(value) < 10 ? 3 : 1);
  return Number(text) === 0 ? text.replace("-", "") : text;
}
