import type { PaperAnnotation, RiskProfile } from "../annotation/annotation.js";
import { leversFor, NO_GOVERNANCE, type ScenarioData, scaleOf } from "./reference-scenario.js";
import { ROLE_MAPPINGS } from "./role-mapping.js";

/** An arm before its scenario is a file. */
export interface DefaultArm {
  readonly name: string;
  readonly control: boolean;
  /** Values by path that are put in place of the scenario's. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly stands_for: string;
}

/** Figures that only a detector gives; then it measures in both arms, and charges nothing. */
const COLLUSION = ["ecosystem_collusion_risk", "flagged_pairs", "flagged_groups"];
const WATCH = { "governance.collusion_detection_enabled": true, "governance.collusion_penalty_multiplier": 0 };

/** Where neither failure modes nor roles ask for a lever. */
const OVERSIGHT = { audit_enabled: true, circuit_breaker_enabled: true };

/**
 * How strongly a lever acts in the treatment, as in the scenario `strict_governance`: at their own defaults most levers
 * hardly ever act in runs as short as these, and a study of levers that do nothing answers no question.
 */
const STRENGTH: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  circuit_breaker_enabled: {
    freeze_threshold_toxicity: 0.35,
    freeze_threshold_violations: 2,
    freeze_duration_epochs: 3,
  },
  audit_enabled: { audit_probability: 0.25, audit_penalty_multiplier: 3, audit_threshold_p: 0.6 },
  staking_enabled: { min_stake_to_participate: 25, stake_slash_rate: 0.2 },
  transaction_tax_rate: { transaction_tax_rate: 0.1, transaction_tax_split: 0.6 },
  security_enabled: { security_quarantine_threshold: 0.7, security_penalty_multiplier: 1.5 },
  vote_normalization_enabled: { max_vote_weight_per_agent: 4 },
};

/**
 * A control without governance and a treatment with the levers that answer the paper's failure modes and roles, whatever
 * it assumes: that is what is tested. Both have the same agents; where the paper names nothing that goes wrong, some agents
 * that do, as among honest agents alone there is nothing to govern.
 */
export function defaultArms({ risk_profile, claims }: PaperAnnotation, scenario: ScenarioData): readonly DefaultArm[] {
  const { failure_modes, roles, assumptions } = risk_profile;
  const wanted = {
    ...leversFor(failure_modes),
    ...Object.assign({}, ...roles.map((role) => ROLE_MAPPINGS[role].governance)),
  };
  const levers: Readonly<Record<string, unknown>> = Object.keys(wanted).length === 0 ? OVERSIGHT : wanted;
  const strength = Object.assign({}, ...Object.keys(levers).map((lever) => STRENGTH[lever] ?? {}));
  const agents = populationFor(risk_profile, scenario);
  const watched = claims.some(({ metric }) => COLLUSION.includes(metric)) ? WATCH : {};
  const population = { ...(agents === undefined ? {} : { agents }), ...watched };
  const reads = roles.map((role) => ROLE_MAPPINGS[role].reads);
  const added =
    agents === undefined ? [] : [`agents: ${agents.map(({ type, count }) => `${count} ${type}`).join(", ")}`];
  const assumed = assumptions.includes("assumes_honest_majority")
    ? ["the paper takes an honest majority for granted, under which the reference system would govern nothing"]
    : [];
  return [
    {
      name: "ungoverned",
      control: true,
      set: { ...changed(NO_GOVERNANCE, scenario), ...population },
      stands_for: ["the population of the paper without governance", ...added].join("; "),
    },
    {
      name: "governed",
      control: false,
      set: { ...changed({ ...NO_GOVERNANCE, ...levers, ...strength }, scenario), ...population },
      stands_for: [
        `the same with ${Object.keys({ ...levers, ...strength }).join(", ")}`,
        ...reads,
        ...assumed,
        ...added,
      ].join("; "),
    },
  ];
}

/** The keys of `governance` that are not as the scenario has them, by path. */
function changed(governance: Readonly<Record<string, unknown>>, scenario: ScenarioData): Record<string, unknown> {
  const entries = Object.entries(governance).filter(([key, value]) => scenario.governance[key] !== value);
  return Object.fromEntries(entries.map(([key, value]) => [`governance.${key}`, value]));
}

/** The agents where they are not those of the scenario. */
function populationFor(profile: RiskProfile, { agents }: ScenarioData): ScenarioData["agents"] | undefined {
  const k = scaleOf(profile);
  const counts = new Map(agents.map(({ type, count }) => [type, count]));
  const atLeast = (type: string, count: number) => counts.set(type, Math.max(counts.get(type) ?? 0, count));
  for (const role of profile.roles) {
    for (const [type, count] of Object.entries(ROLE_MAPPINGS[role].agents)) atLeast(type, k * count);
  }
  if (!counts.has("opportunistic") && !counts.has("deceptive")) {
    atLeast("opportunistic", k);
    atLeast("deceptive", k);
  }
  const wanted = [...counts].map(([type, count]) => ({ type, count }));
  return JSON.stringify(wanted) === JSON.stringify(agents) ? undefined : wanted;
}
