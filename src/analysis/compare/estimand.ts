import type { EstimandName } from "../statistics/estimands.js";

/** Which single figure of a run stands for a metric. */
export const ESTIMANDS = ["pooled", "epoch_mean", "epoch_mean_with_zeros"] as const;

/** One of them, or whatever a table of finished runs holds. */
export type Estimand = (typeof ESTIMANDS)[number] | "as_tabled";

export const ESTIMAND_NAMES: Readonly<Record<Estimand, EstimandName | "as the tables have it">> = {
  pooled: "pooled over interactions",
  epoch_mean: "mean over epochs with data",
  epoch_mean_with_zeros: "mean with zeros",
  as_tabled: "as the tables have it",
};
