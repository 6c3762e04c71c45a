import type { RandomStream } from "../../base/random/random-source.js";
import { mutualResponse } from "./best-response.js";
import type { LdtConfig } from "./config.js";
import { counterfactualResponse } from "./counterfactual.js";
import { inferPolicy, type Policy, worthOfCooperating, worthOfDefecting } from "./policy.js";
import type { Deed, Profile } from "./profile.js";
import { dependence } from "./subjunctive.js";
import { conductVector, likeness, STRANGER } from "./twin.js";
import { cooperationOfTwins } from "./twin-graph.js";

/** One agent before one partner. */
export interface Case {
  readonly config: LdtConfig;
  /** Own latest interactions with anybody, oldest first, at most `counterfactual_horizon`. */
  readonly trace: readonly Deed[];
  /** Own conduct vector. */
  readonly vector: readonly number[];
  /** Undefined of a stranger. */
  readonly profile: Readonly<Profile> | undefined;
  /** Profiles of all other partners, in the order in which they were met. */
  others(): readonly Readonly<Profile>[];
  /** The agent's private stream. */
  stream(): RandomStream;
}

function ownPolicy(config: LdtConfig): Policy {
  return {
    prior: config.cooperation_prior,
    similarity: config.similarity_threshold,
    welfare: config.welfare_weight,
    commitment: config.updateless_commitment,
  };
}

/** How alike the agent and its partner act, in [0, 1]. */
export function twinScore({ config, vector, profile }: Pick<Case, "config" | "vector" | "profile">): number {
  return likeness(vector, conductVector(profile?.deeds ?? [], config.counterfactual_horizon, STRANGER));
}

/** Whether to cooperate, at the agent's depth of reasoning. Source: SWARM v1.9.0. */
export function cooperates(at: Case): boolean {
  const depth = at.config.acausality_depth;
  const twin = twinScore(at);
  if (depth === 1) return byProof(at, twin);
  if (depth >= 4) return withTwins(at, depth === 4 ? byMutualResponse(at, twin) : bySamples(at)) > 0.5;
  const first = byProof(at, twin);
  const second = byTheirPolicy(at, twin);
  if (depth === 3) return 0.2 * Number(first) + 0.3 * Number(second) + 0.5 * byMutualResponse(at, twin) > 0.5;
  if (first === second) return first;
  const { confidence } = inferred(at);
  return first ? confidence < 0.5 : confidence >= 0.5;
}

function inferred({ profile, config }: Case) {
  return inferPolicy(profile, ownPolicy(config), config.counterfactual_horizon, config.mirror_prior_weight);
}

/** Level 1: a proof for or against, then likeness, then worth. */
function byProof({ config, trace, profile }: Case, twin: number): boolean {
  let score = twin;
  if (config.decision_theory !== "tdt") {
    const linked = dependence(trace, profile?.deeds ?? [], twin);
    if (linked.score >= config.proof_threshold) return true;
    if (linked.score < 0.2 && linked.agreement < 0.3) return false;
    score = config.subjunctive_weight * linked.score + (1 - config.subjunctive_weight) * twin;
  }
  if (score >= config.similarity_threshold) return true;
  const { cooperation_prior: prior, welfare_weight: welfare } = config;
  const quality = profile !== undefined && profile.conduct.accepted > 0 ? profile.conduct.meanP : prior;
  const worthIt = worthOfCooperating(ownPolicy(config), quality) > worthOfDefecting(quality);
  const strength = config.decision_theory === "udt" ? (config.precommitment_strength ?? 1) : 0;
  if (strength === 0) return worthIt;
  const committed = prior * (1 + welfare) > worthOfDefecting(prior);
  return strength * Number(committed) + (1 - strength) * Number(worthIt) > 0.5;
}

/** Level 2: would the partner, by the policy inferred, cooperate with somebody of this agent's conduct? */
function byTheirPolicy(at: Case, twin: number): boolean {
  const { policy } = inferred(at);
  if (twin >= policy.similarity) return true;
  const accepted = at.trace.filter((deed) => deed.accepted);
  const quality = accepted.length === 0 ? policy.prior : accepted.reduce((sum, { p }) => sum + p, 0) / accepted.length;
  return worthOfCooperating(policy, quality) > worthOfDefecting(quality);
}

/** Level 3. */
function byMutualResponse(at: Case, twin: number): number {
  return mutualResponse(ownPolicy(at.config), inferred(at).policy, twin, at.config);
}

/** Level 5, before the twins have their say. */
function bySamples({ config, profile, vector, stream }: Case): number {
  return counterfactualResponse(profile, ownPolicy(config), vector, config, stream());
}

/** Level 4, and the end of level 5: moves a probability toward the cooperation of twins of twins. */
function withTwins({ config, profile, others }: Case, probability: number): number {
  const twins = cooperationOfTwins(profile, others(), config);
  if (twins === undefined) return probability;
  const weight = config.acausal_bonus_weight;
  return (1 - weight) * probability + weight * twins;
}
