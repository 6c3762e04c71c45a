import type { Features } from "./features.js";
import type { Policy } from "./policy.js";

/** An answer to imitate. `tokens` is a complete output of the policy's grammar. */
export interface Demonstration {
  readonly context: Features;
  readonly tokens: readonly number[];
}

/**
 * Mean negative log-likelihood of an answer's tokens, natural logarithm, >= 0: -(1/n) sum_i log pi(y_i | x, y_<i). Its
 * exponential is the perplexity. The mean, not the sum: length alone does not move it.
 */
export function meanNegativeLogLikelihood(policy: Policy, { context, tokens }: Demonstration): number {
  const logProbs = policy.score(context, tokens);
  let sum = 0;
  for (let i = 0; i < logProbs.length; i += 1) sum += logProbs[i];
  return -sum / logProbs.length;
}

/** Adds `scale` times the uphill gradient (that of minus the loss above) by the parameters. */
export function addImitationGradient(
  policy: Policy,
  { context, tokens }: Demonstration,
  scale: number,
  into: Float64Array,
): void {
  policy.addGradient(context, tokens, new Float64Array(tokens.length).fill(scale / tokens.length), into);
}
