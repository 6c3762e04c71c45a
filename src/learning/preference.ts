import type { Features } from "./features.js";
import type { Policy } from "./policy.js";

/** Two answers to one context, of which the first is to become likelier than the second. */
export interface PreferencePair {
  readonly context: Features;
  readonly chosen: readonly number[];
  readonly rejected: readonly number[];
}

/** The words of the loss, as configurations use them. */
export interface PreferenceSettings {
  /** Temperature of the preference part, > 0. */
  readonly beta: number;
  /** Weight of the supervised part on the chosen answer, >= 0. */
  readonly sftWeight: number;
}

/** log(1 / (1 + exp(-x))), without overflow at either end. */
export function logSigmoid(x: number): number {
  return x >= 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x));
}

/** Log-probability of a whole answer: the sum over its tokens. */
export function logProbability(policy: Policy, context: Features, tokens: readonly number[]): number {
  const logProbs = policy.score(context, tokens);
  let sum = 0;
  for (let i = 0; i < logProbs.length; i += 1) sum += logProbs[i];
  return sum;
}

/**
 * By how much more a policy has come to prefer the chosen answer than its reference does:
 * (log pi(y+) - log ref(y+)) - (log pi(y-) - log ref(y-)), sums over tokens. Times beta it is the difference of implicit
 * rewards (Rafailov et al. 2023, equation 7).
 */
export function preferenceMargin(policy: Policy, reference: Policy, pair: PreferencePair): number {
  const { context, chosen, rejected } = pair;
  const gain = logProbability(policy, context, chosen) - logProbability(reference, context, chosen);
  const loss = logProbability(policy, context, rejected) - logProbability(reference, context, rejected);
  return gain - loss;
}

/** -log sigmoid(beta margin), >= 0; log 2 where the policy is its reference. */
export function preferenceLoss(margin: number, beta: number): number {
  return -logSigmoid(beta * margin);
}

/**
 * Adds the uphill gradient (that of minus the loss) of the preference part plus `sftWeight` times the supervised part:
 * every token of y+ weighs beta (1 - sigmoid(beta m)) + sftWeight / |y+|, every token of y- minus the former.
 *
 * @param scale of the whole gradient
 * @param margin of the pair, as `preferenceMargin` gives it
 */
export function addPreferenceGradient(
  policy: Policy,
  pair: PreferencePair,
  margin: number,
  { beta, sftWeight }: PreferenceSettings,
  scale: number,
  into: Float64Array,
): void {
  const { context, chosen, rejected } = pair;
  // 1 - sigmoid(beta m), as an exponential that does not cancel.
  const pull = beta * Math.exp(logSigmoid(-beta * margin));
  const onChosen = scale * (pull + sftWeight / chosen.length);
  policy.addGradient(context, chosen, new Float64Array(chosen.length).fill(onChosen), into);
  policy.addGradient(context, rejected, new Float64Array(rejected.length).fill(-scale * pull), into);
}
