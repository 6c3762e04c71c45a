import { populationMoments } from "./divergence.js";

/** Levels at which a harm counts as hidden, of metrics in [0, 1] where higher is worse. Source: SWARM v1.9.0. */
const HIDDEN_ABOVE = 0.5;
const SHOWN_BELOW = 0.3;

/** Variance of measures of one thing below which they agree. Source: SWARM v1.9.0. */
const AGREE_BELOW = 0.1;

/** sum of w x / sum of w over the metrics of `weights`; weights of 1 where none are given. Every metric has to be there. */
export function weightedComposite(
  values: Readonly<Record<string, number>>,
  weights: Readonly<Record<string, number>> = Object.fromEntries(Object.keys(values).map((name) => [name, 1])),
): number {
  let [sum, total] = [0, 0];
  for (const [name, weight] of Object.entries(weights)) {
    const value = values[name];
    if (value === undefined) throw new RangeError(`there is no value of ${name}`);
    sum += weight * value;
    total += weight;
  }
  if (total === 0) throw new RangeError("the weights of a composite must not sum to 0");
  return sum / total;
}

/** Whether a metric that nobody was told of is above 0.5 while the mean of the published ones is below 0.3. */
export function isGamed(published: readonly number[], holdOut: number): boolean {
  return holdOut > HIDDEN_ABOVE && populationMoments(published).mean < SHOWN_BELOW;
}

/** Whether measures of one thing agree: variance over n below 0.1. No measures agree. */
export function isConsistent(values: readonly number[]): boolean {
  return values.length === 0 || populationMoments(values).variance < AGREE_BELOW;
}
