import { didYouMean } from "../../base/nearest.js";
import type { MetricColumn } from "../../contract/metric.js";
import { METRICS } from "../../metrics/registry.js";
import type { PayoffParameters } from "../../model/payoff.js";
import type { ValueRange } from "../statistics/missing-cells.js";

/** What is known of a figure that arms can be compared in. */
export type ComparableMetric = Pick<MetricColumn, "name" | "direction" | "formula"> & {
  readonly unit: MetricColumn["unit"] | "unknown";
};

/** Figures of a run that no column of the metrics table holds. */
const OF_RUNS: readonly ComparableMetric[] = [
  { name: "empty_epochs", unit: "count", direction: "neutral", formula: "epochs without any interaction" },
  {
    name: "mean_frozen_agents",
    unit: "count",
    direction: "neutral",
    formula: "frozen agents, mean over the ends of epochs",
  },
];

/** Every metrics column, then the figures of whole runs. */
export const COMPARABLE: ReadonlyMap<string, ComparableMetric> = new Map(
  [...[...METRICS].flatMap(({ columns }) => columns), ...OF_RUNS].map((metric) => [metric.name, metric]),
);

/** The metric of that name; of a name that only a table knows, no more than the name. */
export function metricNamed(name: string): ComparableMetric {
  return (
    COMPARABLE.get(name) ?? { name, unit: "unknown", direction: "neutral", formula: "a column of the tables compared" }
  );
}

/** What is wrong with the name of a metric, if there is none of that name. */
export function unknownMetric(name: string, known: Iterable<string> = COMPARABLE.keys()): string | undefined {
  const names = [...known];
  if (names.includes(name)) return undefined;
  return `there is no metric "${name}"${didYouMean(name, names)}; swarm metrics lists them`;
}

/** Probabilities that are differences of two. */
const SIGNED = ["quality_gap", "selection_credit"];

/** Scores that lie in [0, 1]. */
const UNIT_SCORES = ["ecosystem_threat_level", "ecosystem_collusion_risk"];

/**
 * Least and largest value that a metric can take in arms with these payoffs; undefined where it has no such bounds. Of the
 * spread, (s_plus + s_minus) (mean(p) - mean_A(p)), they are -+(s_plus + s_minus) of the arm with the largest.
 */
export function rangeOf(metric: string, payoffs: readonly PayoffParameters[]): ValueRange | undefined {
  if (SIGNED.includes(metric)) return [-1, 1];
  if (UNIT_SCORES.includes(metric)) return [0, 1];
  if (metric === "quality_variance") return [0, 0.25];
  if (metric === "spread" && payoffs.length > 0) {
    const most = Math.max(...payoffs.map(({ s_plus, s_minus }) => s_plus + s_minus));
    return [-most, most];
  }
  switch (COMPARABLE.get(metric)?.unit) {
    case "probability":
    case "share":
      return [0, 1];
    case "correlation":
      return [-1, 1];
    default:
      return undefined;
  }
}
