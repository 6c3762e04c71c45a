import type { TSchema } from "@sinclair/typebox";
import { describe, expect, it } from "vitest";
import { LEVERS } from "../../src/governance/registry.js";

type Range =
  | "[0,1]"
  | ">=0"
  | ">0"
  | ">=1"
  | ">=2"
  | "any"
  | "bool"
  | "list"
  | "map"
  | "int >=0"
  | "int >=1"
  | "int >=2";

/** Every key that levers read, with default and range: those of SWARM v1.9.0. */
const KEYS: readonly (readonly [key: string, usual: unknown, range: Range])[] = [
  ["transaction_tax_rate", 0, "[0,1]"],
  ["transaction_tax_split", 0.5, "[0,1]"],
  ["reputation_decay_rate", 1, "[0,1]"],
  ["vote_normalization_enabled", false, "bool"],
  ["max_vote_weight_per_agent", 10, ">0"],
  ["bandwidth_cap", 10, "int >=0"],
  ["staking_enabled", false, "bool"],
  ["min_stake_to_participate", 0, ">=0"],
  ["stake_slash_rate", 0.1, "[0,1]"],
  ["circuit_breaker_enabled", false, "bool"],
  ["freeze_threshold_toxicity", 0.7, "[0,1]"],
  ["freeze_threshold_violations", 3, "int >=1"],
  ["freeze_duration_epochs", 2, "int >=1"],
  ["audit_enabled", false, "bool"],
  ["audit_probability", 0.1, "[0,1]"],
  ["audit_penalty_multiplier", 2, ">=0"],
  ["audit_threshold_p", 0.5, "[0,1]"],
  ["collusion_detection_enabled", false, "bool"],
  ["collusion_frequency_threshold", 2, ">0"],
  ["collusion_correlation_threshold", 0.7, "[0,1]"],
  ["collusion_min_interactions", 3, "int >=1"],
  ["collusion_score_threshold", 0.5, "[0,1]"],
  ["collusion_penalty_multiplier", 1, ">=0"],
  ["collusion_realtime_penalty", false, "bool"],
  ["collusion_realtime_rate", 0.1, ">=0"],
  ["collusion_clear_history_on_epoch", false, "bool"],
  ["security_enabled", false, "bool"],
  ["security_injection_threshold", 0.3, "[0,1]"],
  ["security_manipulation_threshold", 0.5, "[0,1]"],
  ["security_laundering_trust_gap", 0.3, ">=0"],
  ["security_contagion_velocity", 2, ">0"],
  ["security_min_chain_length", 3, "int >=2"],
  ["security_min_interactions", 5, "int >=1"],
  ["security_penalty_threshold", 0.3, "[0,1]"],
  ["security_quarantine_threshold", 0.7, "[0,1]"],
  ["security_penalty_multiplier", 1, ">=0"],
  ["security_realtime_penalty", false, "bool"],
  ["security_realtime_threshold", 0.5, "[0,1]"],
  ["security_realtime_rate", 0.2, ">=0"],
  ["security_clear_history_on_epoch", false, "bool"],
  ["sybil_detection_enabled", false, "bool"],
  ["sybil_similarity_threshold", 0.8, "[0,1]"],
  ["sybil_penalty_multiplier", 1, ">=0"],
  ["sybil_realtime_penalty", false, "bool"],
  ["sybil_realtime_rate", 0.1, ">=0"],
  ["sybil_max_cluster_size", 1, "int >=1"],
  ["self_ensemble_enabled", false, "bool"],
  ["self_ensemble_samples", 5, "int >=1"],
  ["incoherence_breaker_enabled", false, "bool"],
  ["incoherence_breaker_threshold", 0.7, "[0,1]"],
  ["decomposition_enabled", false, "bool"],
  ["decomposition_horizon_threshold", 10, "int >=1"],
  ["incoherence_friction_enabled", false, "bool"],
  ["incoherence_friction_rate", 0.05, ">=0"],
  ["resample_enabled", false, "bool"],
  ["resample_suspicion_threshold", 0.6, "[0,1]"],
  ["resample_n_samples", 3, "int >=1"],
  ["resample_trajectory_analysis", false, "bool"],
  ["resample_trajectory_window", 5, "int >=2"],
  ["resample_incrimination_threshold", 2, ">0"],
  ["resample_compute_cost", 0.01, ">=0"],
  ["resample_evidence_decay", 0.9, "[0,1]"],
  ["resample_evidence_rep_weight", 0.5, ">=0"],
  ["rbac_enabled", false, "bool"],
  ["rbac_violation_penalty", 0.5, ">=0"],
  ["rbac_violation_reputation_penalty", -0.2, "any"],
  ["rbac_high_stakes_actions", [], "list"],
  ["rbac_security_clearance_required", 2, "int >=0"],
  ["rbac_high_stakes_penalty_multiplier", 2, ">=0"],
  ["rbac_role_action_map", {}, "map"],
];

function rangeOf({ type, minimum, maximum, exclusiveMinimum }: TSchema): string {
  if (type === "boolean") return "bool";
  if (type === "array") return "list";
  if (type === "object") return "map";
  if (exclusiveMinimum !== undefined) return `>${exclusiveMinimum}`;
  if (minimum === undefined) return "any";
  if (maximum !== undefined) return `[${minimum},${maximum}]`;
  return `${type === "integer" ? "int " : ""}>=${minimum}`;
}

describe("the keys of the levers", () => {
  const found = new Map<string, TSchema>(
    [...LEVERS].flatMap(({ config }) => Object.entries(config.properties as Record<string, TSchema>)),
  );

  it("are those of the reference system, and no others", () => {
    expect([...found.keys()].sort()).toEqual(KEYS.map(([key]) => key).sort());
  });

  it.each(KEYS)("%s has the default and the range that it has there", (key, usual, range) => {
    const schema = found.get(key);
    if (schema === undefined) throw new Error(`no lever has ${key}`);
    expect(schema.default).toEqual(usual);
    expect(rangeOf(schema)).toBe(range);
  });
});
