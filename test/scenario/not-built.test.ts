import { describe, expect, it } from "vitest";
import { ScenarioError } from "../../src/base/errors.js";
import { LEVERS } from "../../src/governance/registry.js";
import type { LoggedEvent } from "../../src/model/event.js";
import { type LoadOptions, parseScenario } from "../../src/scenario/load.js";
import { notBuilt } from "../../src/scenario/not-built.js";
import { simulate } from "../../src/scenario/simulate.js";

/** Every key that SWARM v1.9.0 documents for `governance` and that no lever here reads, by what it belongs to. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  "the refinery lever": ["refinery_enabled", "refinery_p_threshold"],
  "the transparency lever": ["transparency_enabled", "transparency_bonus_rate", "transparency_threshold_p"],
  "the moderator lever": [
    "moderator_enabled",
    "moderator_review_probability",
    "moderator_penalty_multiplier",
    "moderator_threshold_p",
  ],
  "the council lever": [
    "council_lever_enabled",
    "council_lever_review_probability",
    "council_lever_penalty_multiplier",
  ],
  "adaptive gating of levers": [
    "adaptive_governance_enabled",
    "adaptive_incoherence_threshold",
    "adaptive_use_behavioral_features",
  ],
  "the adaptive controller": [
    "adaptive_controller_enabled",
    "adaptive_controller_evidence_window",
    "adaptive_controller_contemplation_interval",
    "adaptive_controller_min_evidence_epochs",
    "adaptive_controller_confidence_threshold",
    "adaptive_controller_crystallization_min_epochs",
    "adaptive_controller_require_human_review",
    "adaptive_controller_max_degradation_tolerance",
    "adaptive_controller_max_active_proposals",
  ],
  "the loop detector lever": [
    "loop_detector_enabled",
    "loop_detector_quality_threshold",
    "loop_detector_tool_misuse_threshold",
    "loop_detector_rework_threshold",
    "loop_detector_penalty_multiplier",
    "loop_detector_replan_threshold",
    "loop_detector_freeze_threshold",
    "loop_detector_freeze_duration",
  ],
  "the diversity defence lever": [
    "diversity_enabled",
    "diversity_rho_max",
    "diversity_entropy_min",
    "diversity_adversarial_fraction_min",
    "diversity_disagreement_tau",
    "diversity_error_threshold_p",
    "diversity_correlation_penalty_rate",
    "diversity_entropy_penalty_rate",
    "diversity_audit_cost",
    "diversity_correlation_window",
  ],
  "the attestation heartbeat lever": [
    "attestation_heartbeat_enabled",
    "attestation_heartbeat_interval",
    "attestation_heartbeat_reputation_penalty",
    "attestation_heartbeat_reset_on_epoch",
  ],
  "the hardware trust lever": [
    "hardware_trust_enabled",
    "hardware_trust_propagation_enabled",
    "hardware_trust_recovery_max_steps",
  ],
  "the cascade risk lever": [
    "cascade_risk_enabled",
    "cascade_risk_threshold",
    "cascade_risk_penalty_scale",
    "cascade_risk_reputation_scale",
    "cascade_risk_p_threshold",
    "cascade_risk_window",
  ],
  "the self-evolution limits": [
    "self_evolution_enabled",
    "self_evolution_max_growth_rate",
    "self_evolution_max_tools",
    "self_evolution_block_self_mod",
    "self_evolution_divergence_threshold",
    "self_evolution_tool_risk_threshold",
    "self_evolution_growth_freeze_duration",
  ],
  "the self-modification lever": [
    "self_modification_enabled",
    "self_modification_max_per_epoch",
    "self_modification_tau_min_low",
    "self_modification_tau_min_medium",
    "self_modification_tau_min_high",
    "self_modification_k_max_low",
    "self_modification_k_max_medium",
    "self_modification_k_max_high",
    "self_modification_window_days",
  ],
  "the memory levers": [
    "memory_promotion_gate_enabled",
    "memory_promotion_gate_min_quality",
    "memory_promotion_min_verifications",
    "memory_write_rate_limit_enabled",
    "memory_write_rate_limit_per_epoch",
    "memory_cross_verification_enabled",
    "memory_cross_verification_k",
    "memory_provenance_enabled",
    "memory_provenance_revert_penalty",
  ],
  "the Moltbook levers": ["moltbook_rate_limit_enabled", "moltbook_challenge_enabled", "moltbook_challenge_difficulty"],
  "the Moltipedia levers": ["moltipedia_pair_cap_enabled", "moltipedia_daily_cap", "moltipedia_no_self_fix"],
};

const GOOD =
  "agents: [{ type: honest, count: 3 }, { type: adversarial, count: 2 }]\nsimulation: { seed: 1, n_epochs: 2 }\n";

function faultsOf(text: string, options: LoadOptions = {}): readonly string[] {
  try {
    parseScenario(text, "s.yaml", options);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split("\n");
    throw error;
  }
  return [];
}

async function eventsOf(text: string): Promise<string[]> {
  const events: string[] = [];
  const scenario = parseScenario(text, "s.yaml", { compat: "swarm-1.9" });
  await simulate(scenario, { sinks: [(event: LoggedEvent) => events.push(JSON.stringify(event))] });
  return events;
}

describe.each(Object.entries(KEYS))("%s", (what, keys) => {
  it.each(keys)("is known by its key %s, which no lever reads", (key) => {
    expect(notBuilt(["governance", key])).toEqual({ what, inertThere: true });
    for (const { name, config, aliases = {} } of LEVERS) {
      expect(key in config.properties || key in aliases, name).toBe(false);
    }
  });

  it("is refused as not built, each key with its place", () => {
    const text = `${GOOD}governance:\n${keys.map((key) => `  ${key}: 1\n`).join("")}`;
    expect(faultsOf(text)).toEqual(
      keys.map((key, i) => `s.yaml:${i + 4}:3: governance.${key}: ${what} is not built yet`),
    );
  });

  it("is passed over with a warning where the reference system is replayed", () => {
    const text = `${GOOD}governance:\n${keys.map((key) => `  ${key}: 1\n`).join("")}`;
    const { warnings, spec } = parseScenario(text, "s.yaml", { compat: "swarm-1.9" });
    expect(warnings.map(({ message }) => message)).toEqual(
      keys.map((key) => `governance.${key} is passed over: ${what} does nothing in such a run`),
    );
    for (const key of keys) expect(spec.governance).not.toHaveProperty(key);
  });
});

describe("keys that are passed over", () => {
  it("leave the run as it is without them, to the byte", async () => {
    const keys = Object.values(KEYS).flat();
    const text = `${GOOD}governance:\n${keys.map((key) => `  ${key}: 1\n`).join("")}`;
    expect(await eventsOf(text)).toEqual(await eventsOf(GOOD));
  });
});

describe("a key that no part of the reference system has", () => {
  it("is not taken for one that is not built", () => {
    expect(notBuilt(["governance", "audit_probabilty"])).toBeUndefined();
    expect(notBuilt(["payoff", "moderator_enabled"])).toBeUndefined();
    expect(notBuilt(["governance", "moderator_enabled", "deeper"])).toBeUndefined();
    expect(faultsOf(`${GOOD}governance: { audit_probabilty: 0.2 }\n`)).toEqual([
      's.yaml:3:15: unknown key "audit_probabilty" in governance (did you mean "audit_probability"?)',
    ]);
  });

  it("is passed over, in other words, where the reference system is replayed", () => {
    const { warnings } = parseScenario(`${GOOD}governance: { audit_penalty: 2 }\n`, "s.yaml", { compat: "swarm-1.9" });
    expect(warnings.map(({ message }) => message)).toEqual([
      "governance.audit_penalty is passed over: the reference system does not read it",
    ]);
  });
});

describe("a block that is not built", () => {
  it("is refused natively and in replays, where it would change the run", () => {
    const text = `${GOOD}marketplace: { enabled: true }\n`;
    const refusal = ["s.yaml:3:1: marketplace: the marketplace is not built yet"];
    expect(faultsOf(text)).toEqual(refusal);
    expect(faultsOf(text, { compat: "swarm-1.9" })).toEqual(refusal);
  });

  it("is passed over in replays when it is switched off or could change nothing", () => {
    const text = `${GOOD}marketplace: { enabled: false }\nspawn: { enabled: true }\n`;
    const { warnings } = parseScenario(text, "s.yaml", { compat: "swarm-1.9" });
    expect(warnings.map(({ message }) => message)).toEqual([
      "marketplace is passed over: the marketplace does nothing in such a run",
      "spawn is passed over: spawning agents does nothing in such a run",
    ]);
    expect(faultsOf(text)).toHaveLength(2);
  });

  it("is none of the names that every object has", () => {
    expect(notBuilt(["toString"])).toBeUndefined();
  });
});
