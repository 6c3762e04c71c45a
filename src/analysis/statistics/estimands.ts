import type { Series } from "../frame.js";
import { type Answer, answer, lacking } from "./answer.js";

/** Which single figure stands for a metric over a whole run. They differ, so every comparison names its own. */
export type EstimandName = "pooled over interactions" | "mean over epochs with data" | "mean with zeros";

/** One estimand of one run. */
export interface RunFigure {
  readonly estimand: EstimandName;
  readonly value: Answer<number>;
  readonly epochs: number;
  /** Epochs in which the metric has no value. */
  readonly withoutData: number;
}

/**
 * sum of w x / sum of w over the epochs: every interaction counts the same, whichever epoch it fell into. `weights` are
 * the interactions that the metric of an epoch is a mean over (accepted ones for toxicity_rate), >= 0, one per epoch.
 */
export function pooledOverInteractions(values: Series, weights: readonly number[]): RunFigure {
  if (weights.length !== values.length) throw new RangeError("pooling needs one weight per epoch");
  const astray = values.findIndex((value, i) => value === undefined && weights[i] > 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const pooled = (): Answer<number> => {
    if (astray >= 0) return lacking(`epoch number ${astray + 1} has interactions but no value`);
    if (total === 0) return lacking("the run has no interactions to pool over");
    return answer(values.reduce<number>((sum, value, i) => sum + (value ?? 0) * (weights[i] / total), 0));
  };
  return figure("pooled over interactions", values, pooled());
}

/** Mean of the values there are: every epoch with data counts the same, however few interactions it had. */
export function meanOverEpochsWithData(values: Series): RunFigure {
  const present = values.filter((value) => value !== undefined);
  const mean = (): Answer<number> => {
    if (present.length === 0) return lacking("no epoch has a value");
    return answer(present.reduce((sum, value) => sum + value / present.length, 0));
  };
  return figure("mean over epochs with data", values, mean());
}

/** The reference system's mean: an epoch without data counts as 0, which makes "little happened" look safe. Compat only. */
export function meanWithZeros(values: Series): RunFigure {
  const mean = (): Answer<number> => {
    if (values.length === 0) return lacking("the run has no epochs");
    return answer(values.reduce<number>((sum, value) => sum + (value ?? 0) / values.length, 0));
  };
  return figure("mean with zeros", values, mean());
}

function figure(estimand: EstimandName, values: Series, value: Answer<number>): RunFigure {
  return { estimand, value, epochs: values.length, withoutData: values.filter((x) => x === undefined).length };
}
