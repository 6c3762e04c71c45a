import type { Comparison, Difference, MetricComparison } from "../../analysis/compare/comparison.js";
import { bullets, table } from "../../analysis/report/markdown-blocks.js";
import type { Answer } from "../../analysis/statistics/answer.js";
import { decimals, probability } from "./words.js";

/** Levels of each metric in each arm, and the difference to the control. */
export function comparisonTables({ metrics }: Comparison): string {
  return metrics.map(metricTable).join("\n\n");
}

function metricTable({ metric, formula, direction, arms, differences }: MetricComparison): string {
  const rows = arms.map(({ arm, mean, interval }) => {
    const difference = differences.find((one) => one.arm === arm);
    return [
      arm,
      estimate(mean, interval),
      difference === undefined ? "" : estimate(difference.estimate, difference.interval),
      difference === undefined ? "" : probability(difference.p_holm ?? undefined),
      difference === undefined ? "" : reading(difference, direction),
    ];
  });
  const title = `**${metric}** (${formula}; ${direction})`;
  return `${title}\n\n${table([["arm", "mean over runs (95 % interval)", "less control", "p (Holm)", "reads"], ...rows])}`;
}

/** Better or worse where the whole interval lies on one side of 0. */
function reading({ estimate: middle, interval }: Difference, direction: MetricComparison["direction"]): string {
  if (!middle.defined) return "-";
  if (!interval.defined) return middle.value === 0 ? "the same" : "-";
  const { low, high } = interval.value;
  if (low <= 0 && high >= 0) return "not shown to differ";
  const up = low > 0;
  if (direction === "neutral") return up ? "higher" : "lower";
  return up === (direction === "higher is better") ? "better" : "worse";
}

/** What is worth knowing about a comparison itself. */
export function remarks({ validity, notes }: Comparison): string {
  const lines = [...(validity ?? []).map(({ message }) => message), ...notes];
  return lines.length === 0 ? "" : bullets(lines);
}

/** Mean of a metric over stretches of epochs, by arm; an epoch that no run defines has no say. */
export function courseTable({ trajectories }: Comparison, metric: string, stretches: readonly Stretch[]): string {
  const own = trajectories.filter((one) => one.metric === metric);
  const head = ["arm", ...stretches.map(({ name }) => name)];
  const rows = own.map(({ arm, mean }) => [
    arm,
    ...stretches.map(({ from, to }) => {
      const values = mean.slice(from, to).filter((value) => value !== null && value !== undefined);
      return values.length === 0 ? "-" : decimals(values.reduce((sum, value) => sum + value, 0) / values.length);
    }),
  ]);
  return rows.length === 0 ? "" : table([head, ...rows]);
}

/** Epochs from `from` (included) to `to` (excluded). */
export interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function estimate(middle: Answer<number>, interval: Answer<{ readonly low: number; readonly high: number }>): string {
  if (!middle.defined) return "not defined";
  if (!interval.defined) return decimals(middle.value);
  return `${decimals(middle.value)} (${decimals(interval.value.low)} to ${decimals(interval.value.high)})`;
}
