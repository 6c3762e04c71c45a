import type { Features } from "../../learning/features.js";
import { minimise } from "./minimise.js";

const TOLERANCE = 1e-4;

/** A logistic model: the log-odds of a row are `intercept` plus its features times `weights`. */
export interface Logistic {
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** Probability of the label. */
export function probabilityOf({ weights, intercept }: Logistic, features: Features): number {
  return 1 / (1 + Math.exp(-logOdds(weights, intercept, features)));
}

/**
 * The model that minimises the sum over rows of the negative log-likelihood plus ridge / 2 times the squared length of the weights;
 * the intercept is free. There is one such model, and it is found to a gradient of at most 1e-4 in every direction.
 *
 * @param ridge > 0
 * @param start where the search begins; it decides how long it takes, not where it ends
 */
export function fitLogistic(
  rows: readonly Features[],
  labels: readonly boolean[],
  dimension: number,
  ridge: number,
  start?: Logistic,
): Logistic {
  const begin = new Float64Array(dimension + 1);
  if (start !== undefined) {
    begin.set(start.weights);
    begin[dimension] = start.intercept;
  }
  const found = minimise((at, gradient) => loss(rows, labels, ridge, at, gradient), begin, TOLERANCE);
  return { weights: found.subarray(0, dimension), intercept: found[dimension] };
}

/** The loss at `at`, the weights with the intercept behind them; its gradient is written. */
function loss(
  rows: readonly Features[],
  labels: readonly boolean[],
  ridge: number,
  at: Float64Array,
  gradient: Float64Array,
): number {
  const dimension = at.length - 1;
  let sum = 0;
  for (let i = 0; i < dimension; i += 1) {
    sum += (ridge / 2) * at[i] * at[i];
    gradient[i] = ridge * at[i];
  }
  gradient[dimension] = 0;
  for (const [row, features] of rows.entries()) {
    const sign = labels[row] ? 1 : -1;
    const margin = sign * logOdds(at, at[dimension], features);
    // ln(1 + e^-m), written so that neither sign of m overflows.
    sum += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
    const slope = -sign / (1 + Math.exp(margin));
    const { indices, values } = features;
    for (let k = 0; k < indices.length; k += 1) gradient[indices[k]] += slope * values[k];
    gradient[dimension] += slope;
  }
  return sum;
}

function logOdds(weights: Float64Array, intercept: number, { indices, values }: Features): number {
  let sum = intercept;
  for (let k = 0; k < indices.length; k += 1) sum += weights[indices[k]] * values[k];
  return sum;
}
