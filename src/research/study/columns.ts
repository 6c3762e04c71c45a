import { metricNamed } from "../../analysis/compare/metric-catalogue.js";
import type { RunDigest } from "../../scenario/digest.js";
import type { ResearchStudy, StudyClaim } from "./research-study.js";

/** What a column of a study's table holds of a run. */
export interface StudyColumn {
  readonly name: string;
  readonly metric: string;
  /** Over all interactions of the run, the mean over epochs with data, or the slope over epochs. */
  readonly of: "pooled" | "epoch_mean" | "trend";
}

/** Kept in every study: what is harmed, what it costs, and how much the figures rest on. */
const KEPT: readonly string[] = [
  "toxicity_rate",
  "toxicity_rate_all",
  "quality_gap",
  "total_welfare",
  "net_social_welfare",
  "accepted_interactions",
  "governance_cost",
  "mean_frozen_agents",
  "empty_epochs",
];

/** The column that a claim is decided by. */
export function claimColumn({ kind, metric }: StudyClaim): string {
  return kind === "trend" ? `trend_${metric}` : metric;
}

/**
 * The columns of a study's table: those of its claims, each rate among them also as its mean over epochs, which counts a
 * thin epoch as much as a full one; then what is kept in every study, and what this one asks for.
 */
export function columnsOf({ claims, metrics = [] }: ResearchStudy): readonly StudyColumn[] {
  const columns = new Map<string, StudyColumn>();
  const add = (name: string, metric: string, of: StudyColumn["of"]) => {
    if (!columns.has(name)) columns.set(name, { name, metric, of });
  };
  for (const claim of claims) {
    if (claim.kind === "trend") add(claimColumn(claim), claim.metric, "trend");
    else add(claim.metric, claim.metric, "pooled");
  }
  for (const metric of [...KEPT, ...metrics]) add(metric, metric, "pooled");
  for (const { metric } of claims) {
    if (metricNamed(metric).unit === "probability") add(`epoch_mean_${metric}`, metric, "epoch_mean");
  }
  return [...columns.values()];
}

/** The figure of a run; undefined where the run does not define it. */
export function figureOf({ metric, of }: StudyColumn, digest: RunDigest): number | undefined {
  const { pooled, epochMeans, counts, rows } = digest;
  switch (of) {
    case "pooled":
      if (metric === "empty_epochs" || metric === "mean_frozen_agents") return counts[metric];
      return pooled[metric];
    case "epoch_mean":
      return epochMeans[metric];
    case "trend":
      if (rows === undefined) throw new Error("a trend needs the metrics table of its run");
      return slopeOf(rows.map((row) => row[metric]));
  }
}

/** Change per epoch by least squares over the epochs that have a value; undefined below three of them. */
export function slopeOf(values: readonly (number | undefined)[]): number | undefined {
  const points = values.flatMap((value, epoch) => (value === undefined ? [] : [{ epoch, value }]));
  if (points.length < 3) return undefined;
  const middle = points.reduce((sum, { epoch }) => sum + epoch / points.length, 0);
  const squares = points.reduce((sum, { epoch }) => sum + (epoch - middle) ** 2, 0);
  return points.reduce((sum, { epoch, value }) => sum + (epoch - middle) * value, 0) / squares;
}
