import { didYouMean } from "../base/nearest.js";
import { METRICS } from "../metrics/registry.js";
import { SAFETY_FIGURES } from "../metrics/safety-figures.js";
import type { RunDigest } from "../scenario/digest.js";
import type { Estimand } from "./study-schema.js";

/** A figure that no metrics column holds: epochs of the run without any interaction. */
const EMPTY_EPOCHS = "empty_epochs";

/** Kept where a study names none: the six safety figures, what they cost, and how much they rest on. */
export const DEFAULT_METRICS: readonly string[] = [
  ...SAFETY_FIGURES,
  "net_social_welfare",
  "total_welfare",
  "accepted_interactions",
  "total_interactions",
  EMPTY_EPOCHS,
];

const COLUMNS = [...METRICS].flatMap(({ columns }) => columns.map(({ name }) => name));

/** What is wrong with a name, if there is no such figure. */
export function unknownMetric(name: string): string | undefined {
  if (name === EMPTY_EPOCHS || COLUMNS.includes(name)) return undefined;
  return `unknown metric "${name}"${didYouMean(name, [...COLUMNS, EMPTY_EPOCHS])}; swarm metrics lists them`;
}

/** The figures of a run, in the order of `metrics`; undefined where the run does not define one. */
export function figuresOf(
  digest: RunDigest,
  metrics: readonly string[],
  estimand: Estimand,
): readonly (number | undefined)[] {
  const rows = {
    pooled: digest.pooled,
    epoch_mean: digest.epochMeans,
    epoch_mean_with_zeros: digest.epochMeansWithZeros,
  };
  const row = rows[estimand];
  return metrics.map((metric) => (metric === EMPTY_EPOCHS ? digest.counts.empty_epochs : row[metric]));
}
