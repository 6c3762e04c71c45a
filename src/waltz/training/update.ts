import type { Optimiser } from "../../learning/optimiser.js";
import type { Policy } from "../../learning/policy.js";
import type { Written } from "./rollout.js";

export interface UpdateRules {
  /** Radius of the clipped ratio, > 0. */
  readonly clip: number;
  /** Passes over the batch, >= 1. With one, every ratio is 1 and nothing is clipped. */
  readonly passes: number;
}

/** What an update saw, over its last pass. */
export interface UpdateReport {
  /** Share of tokens whose gradient the clip removed, in [0, 1]. */
  readonly clipShare: number;
  /** Euclidean length of the gradient. */
  readonly gradientNorm: number;
}

/**
 * Adds the gradient of the clipped objective J = mean over samples of (1/|y|) sum_i min(s_i A_i, clip(s_i, 1 - e, 1 + e) A_i) with
 * s_i = pi(y_i) / pi_old(y_i). Source: WaltzRL eq. 4.
 *
 * @returns the number of tokens that the clip silenced
 */
export function addClippedGradient(
  policy: Policy,
  samples: readonly Written[],
  advantages: readonly Float64Array[],
  clip: number,
  into: Float64Array,
): number {
  let clipped = 0;
  samples.forEach(({ context, tokens, logProbs }, at) => {
    const now = policy.score(context, tokens);
    const share = 1 / (samples.length * tokens.length);
    const weights = now.map((logProb, i) => {
      const ratio = Math.exp(logProb - logProbs[i]);
      const advantage = advantages[at][i];
      if (advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip) {
        clipped += 1;
        return 0;
      }
      return share * ratio * advantage;
    });
    policy.addGradient(context, tokens, weights, into);
  });
  return clipped;
}

/**
 * One or more steps uphill on the same samples.
 *
 * @param gradient room to work in, of the length of the parameters; what it holds is overwritten
 */
export function update(
  policy: Policy,
  optimiser: Optimiser,
  samples: readonly Written[],
  advantages: readonly Float64Array[],
  { clip, passes }: UpdateRules,
  gradient: Float64Array,
): UpdateReport {
  const tokens = samples.reduce((total, sample) => total + sample.tokens.length, 0);
  let clipped = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    gradient.fill(0);
    clipped = addClippedGradient(policy, samples, advantages, clip, gradient);
    optimiser.ascend(policy.parameters, gradient);
  }
  let squares = 0;
  for (let i = 0; i < gradient.length; i += 1) squares += gradient[i] * gradient[i];
  return { clipShare: tokens === 0 ? 0 : clipped / tokens, gradientNorm: Math.sqrt(squares) };
}
