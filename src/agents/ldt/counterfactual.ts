import type { RandomStream } from "../../base/random/random-source.js";
import { bestResponse } from "./best-response.js";
import type { LdtConfig } from "./config.js";
import { inferPolicy, type Policy } from "./policy.js";
import { newProfile, noteDeed, type Profile } from "./profile.js";
import { conductVector, likeness, STRANGER } from "./twin.js";

const clamp01 = (value: number): number => Math.max(0, Math.min(1, value));

/**
 * Mean best response over pasts that might have been: in each of `n_counterfactual_samples`, every p with the partner is
 * moved by Normal(0, `counterfactual_noise_std`), oldest first, and kept in [0, 1]. `vector` is one's own conduct.
 */
export function counterfactualResponse(
  profile: Profile | undefined,
  own: Policy,
  vector: readonly number[],
  config: LdtConfig,
  stream: RandomStream,
): number {
  const horizon = config.counterfactual_horizon;
  let sum = 0;
  for (let sample = 0; sample < config.n_counterfactual_samples; sample += 1) {
    const moved = newProfile();
    for (const { accepted, p } of profile?.deeds ?? []) {
      const noisy = clamp01(p + stream.gauss(0, config.counterfactual_noise_std));
      noteDeed(moved, { accepted, p: noisy }, Number.POSITIVE_INFINITY);
    }
    const { policy } = inferPolicy(moved, own, horizon, config.mirror_prior_weight);
    sum += bestResponse(policy.prior, likeness(vector, conductVector(moved.deeds, horizon, STRANGER)), own);
  }
  return sum / config.n_counterfactual_samples;
}
