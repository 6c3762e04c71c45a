import { cooperationRate, selectivity, stability } from "../conduct.js";
import type { Profile } from "./profile.js";

/** What decides how an agent of this kind decides; each nominally in [0, 1]. */
export interface Policy {
  /** How likely it takes cooperation to be. */
  readonly prior: number;
  /** Likeness from which it takes others for twins. */
  readonly similarity: number;
  /** Weight of the partner's gain. */
  readonly welfare: number;
  /** Weight of the prior against experience. */
  readonly commitment: number;
}

/** A partner's policy as inferred, and how sure that is, in [0, 1]. */
export interface InferredPolicy {
  readonly policy: Policy;
  readonly confidence: number;
}

/**
 * Reads a partner's policy off its conduct, mixed with one's own policy by weight `mirror` (1 - confidence). Confidence
 * grows with the interactions up to `horizon`; of a stranger one's own policy is all there is. Source: SWARM v1.9.0.
 */
export function inferPolicy(
  profile: Profile | undefined,
  own: Policy,
  horizon: number,
  mirror: number,
): InferredPolicy {
  const interactions = profile?.conduct.answers.length ?? 0;
  if (profile === undefined || interactions === 0) return { policy: own, confidence: 0 };
  const confidence = Math.min(interactions / horizon, 1);
  const weight = mirror * (1 - confidence);
  const mixed = (self: number, seen: number): number => weight * self + (1 - weight) * seen;
  const policy = {
    prior: mixed(own.prior, cooperationRate(profile.conduct)),
    similarity: mixed(own.similarity, selectivity(profile.conduct)),
    welfare: mixed(own.welfare, profile.doubtful === 0 ? 0.5 : profile.doubtfulAccepted / profile.doubtful),
    commitment: mixed(own.commitment, stability(profile.conduct)),
  };
  return { policy, confidence };
}

/** Worth of cooperating, in units of p; `quality` is the p that experience leads to expect. */
export function worthOfCooperating({ prior, welfare, commitment }: Policy, quality: number): number {
  return commitment * prior + (1 - commitment) * (quality + welfare * quality);
}

/** Worth of defecting, never above 0: what is lost by it. */
export function worthOfDefecting(quality: number): number {
  return -0.5 * Math.max(0, quality - 0.5);
}
