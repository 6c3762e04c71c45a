/** How much the agents of a paper have to do with each other. */
export const DENSITIES = ["low", "medium", "high"] as const;

/** Ways in which a population of agents goes wrong, in the order of the reference system. */
export const FAILURE_MODES = [
  "collusion",
  "deception",
  "adverse_selection",
  "miscoordination",
  "conflict",
  "free_riding",
] as const;

/** What a paper takes for granted. */
export const ASSUMPTIONS = [
  "assumes_honest_majority",
  "static_eval_only",
  "fixed_population",
  "known_types",
  "no_communication",
] as const;

/** Parts that a paper's agents play and a population can play too; see `compile/role-mapping.ts`. */
export const ROLES = ["feedback_agent", "weak_teacher", "strong_student"] as const;

/** Sign of what a claim says. */
export const DIRECTIONS = ["positive", "negative", "zero"] as const;

/**
 * - `difference`: the metric of one arm less that of another has the sign
 * - `level`: the metric of one arm lies above (positive), below (negative) or near (zero) a threshold
 * - `equivalence`: the metric of one arm less that of another is smaller than a margin
 * - `trend`: the metric of one arm rises, falls or stays over the epochs of a run; with `versus`, more so than in another arm
 */
export const CLAIM_KINDS = ["difference", "level", "equivalence", "trend"] as const;

/** Metrics that the reference system's claims can carry; any column of `swarm metrics` does as well. */
export const REFERENCE_METRICS = [
  "toxicity_rate",
  "quality_gap",
  "total_welfare",
  "average_quality",
  "conditional_loss_initiator",
  "conditional_loss_counterparty",
  "spread",
  "uncertain_fraction",
] as const;

/** Metrics that go by another name here. */
const METRIC_ALIASES: Readonly<Record<string, string>> = { average_quality: "avg_quality" };

/** The column of the metrics table that a claim's metric stands for. */
export function columnOf(metric: string): string {
  return METRIC_ALIASES[metric] ?? metric;
}
