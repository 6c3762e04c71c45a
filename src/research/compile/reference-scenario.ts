import type { Density, PaperAnnotation, RiskProfile } from "../annotation/annotation.js";
import { slug } from "./slug.js";

/** A scenario file as plain data, keys in the order of the file. */
export type ScenarioData = Readonly<Record<string, unknown>> & {
  readonly scenario_id: string;
  readonly agents: readonly { readonly type: string; readonly count: number }[];
  readonly governance: Readonly<Record<string, unknown>>;
};

const SCALE: Readonly<Record<Density, number>> = { low: 1, medium: 2, high: 3 };

const LENGTH: Readonly<Record<Density, readonly [epochs: number, steps: number]>> = {
  low: [10, 5],
  medium: [10, 10],
  high: [20, 15],
};

/** Every lever off. */
export const NO_GOVERNANCE: Readonly<Record<string, unknown>> = {
  transaction_tax_rate: 0,
  transaction_tax_split: 0.5,
  reputation_decay_rate: 1,
  bandwidth_cap: 10,
  staking_enabled: false,
  min_stake_to_participate: 0,
  circuit_breaker_enabled: false,
  audit_enabled: false,
};

/**
 * The one scenario that the reference system generates for a paper, with an id that can name files. It has governance or
 * not by what the paper assumes; a study needs two arms, which `default-arms.ts` makes of it.
 */
export function referenceScenario(annotation: PaperAnnotation): ScenarioData {
  const { paper_id, title, risk_profile } = annotation;
  const { interaction_density: density } = risk_profile;
  const scenario_id = `agentxiv_${slug(paper_id) || "generated"}`;
  const [n_epochs, steps_per_epoch] = LENGTH[density];
  return {
    scenario_id,
    description: `Auto-generated from paper: ${title}`,
    motif: "paper_validation",
    agents: agentsFor(risk_profile),
    governance: governanceFor(risk_profile),
    simulation: { n_epochs, steps_per_epoch, seed: 42 },
    rate_limits: { posts_per_epoch: 10, interactions_per_step: 5, votes_per_epoch: 50, tasks_per_epoch: 3 },
    payoff: { s_plus: 2, s_minus: 1, h: 2, theta: 0.5, rho_a: 0, rho_b: 0, w_rep: 1 },
    success_criteria: criteriaFor(annotation),
    outputs: { event_log: `logs/${scenario_id}_events.jsonl`, metrics_csv: `logs/${scenario_id}_metrics.csv` },
  };
}

/** Agents in units of the density's scale. */
export function scaleOf({ interaction_density }: RiskProfile): number {
  return SCALE[interaction_density];
}

/** The levers that answer failure modes; those of none are all off. */
export function leversFor(modes: RiskProfile["failure_modes"]): Readonly<Record<string, unknown>> {
  const has = (mode: RiskProfile["failure_modes"][number]) => modes.includes(mode);
  return {
    ...(has("collusion") || has("deception") ? { audit_enabled: true, circuit_breaker_enabled: true } : {}),
    ...(has("adverse_selection") ? { staking_enabled: true, min_stake_to_participate: 0.1 } : {}),
    ...(has("free_riding") ? { transaction_tax_rate: 0.05 } : {}),
  };
}

function agentsFor(profile: RiskProfile): ScenarioData["agents"] {
  const k = scaleOf(profile);
  const half = Math.max(1, Math.floor(k / 2));
  const added = { opportunistic: 0, deceptive: 0 };
  for (const mode of profile.failure_modes) {
    if (mode === "collusion" || mode === "deception") added.deceptive += k;
    else if (mode === "conflict") {
      added.opportunistic += half;
      added.deceptive += half;
    } else added.opportunistic += k;
  }
  return Object.entries({ honest: 3 * k, ...added })
    .filter(([, count]) => count > 0)
    .map(([type, count]) => ({ type, count }));
}

function governanceFor({ assumptions, failure_modes }: RiskProfile): ScenarioData["governance"] {
  if (assumptions.includes("assumes_honest_majority")) return NO_GOVERNANCE;
  return { ...NO_GOVERNANCE, ...leversFor(failure_modes) };
}

function criteriaFor({ claims }: PaperAnnotation): Readonly<Record<string, number>> {
  const says = (metric: string, expected: string) =>
    claims.some((claim) => claim.testable && claim.metric === metric && claim.expected === expected);
  return {
    min_epochs: says("total_welfare", "positive") ? 15 : 10,
    min_agents: 5,
    toxicity_threshold: says("toxicity_rate", "negative") ? 0.3 : 0.5,
  };
}
