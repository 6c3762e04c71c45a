import type { RandomStream } from "../base/random/random-source.js";
import { shuffled } from "../base/random/shuffled.js";
import { createOptimiser, type OptimiserName } from "./optimiser.js";
import type { Policy } from "./policy.js";
import type { PreferencePair, PreferenceSettings } from "./preference.js";
import type { LossDefinition } from "./preference-losses.js";

/** How a policy is moved along a loss. */
export interface TrainingPlan extends PreferenceSettings {
  readonly optimiser: OptimiserName;
  /** Learning rate, > 0. */
  readonly rate: number;
  /** Pairs a step, >= 1; the last step of an epoch may have fewer. */
  readonly batch: number;
  /** Times that every pair is seen, >= 0. */
  readonly epochs: number;
}

/**
 * Trains `policy` in place on the mean loss of shuffled batches, with an optimiser that starts anew. Draws: one shuffle an
 * epoch, `pairs.length - 1` draws each.
 *
 * @param reference is not changed, and may not be `policy` itself
 * @returns mean loss of each epoch, every pair at the time it was seen; empty without pairs
 */
export function trainOnPairs(
  policy: Policy,
  reference: Policy,
  pairs: readonly PreferencePair[],
  loss: LossDefinition,
  plan: TrainingPlan,
  stream: RandomStream,
): readonly number[] {
  if (pairs.length === 0) return [];
  const { beta, sftWeight, rate, batch, epochs } = plan;
  const inputs = { policy, reference, beta, sftWeight };
  const optimiser = createOptimiser(plan.optimiser, rate, policy.parameters.length);
  const gradient = new Float64Array(policy.parameters.length);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const order = shuffled(pairs, stream);
    let sum = 0;
    for (let from = 0; from < order.length; from += batch) {
      const size = Math.min(batch, order.length - from);
      gradient.fill(0);
      for (let i = from; i < from + size; i += 1) sum += loss.evaluate(inputs, order[i], gradient, 1 / size);
      optimiser.ascend(policy.parameters, gradient);
    }
    losses.push(sum / pairs.length);
  }
  return losses;
}
