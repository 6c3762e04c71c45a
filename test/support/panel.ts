import type { LoggedEvent } from "../../src/model/event.js";
import { type AgentEnd, type RunResult, simulate } from "../../src/scenario/simulate.js";
import type { Scenario } from "../../src/scenario/spec.js";

/** One run as a row of the reference panels: figures by column, undefined where a figure is not defined. */
export type PanelRow = Readonly<Record<string, number | undefined>>;

/** The same scenario with another seed. */
export function withSeed(scenario: Scenario, seed: number): Scenario {
  const { spec } = scenario;
  return { ...scenario, spec: { ...spec, simulation: { ...spec.simulation, seed } } };
}

/** Runs a scenario and sums it up in the columns of the reference panels. */
export async function panelRow(scenario: Scenario): Promise<PanelRow> {
  const costs = { initiators: 0, counterparties: 0 };
  const sink = (event: LoggedEvent) => {
    if (event.kind !== "interaction_completed") return;
    costs.initiators += event.c_a;
    costs.counterparties += event.c_b;
  };
  const result = await simulate(scenario, { sinks: [sink] });
  return {
    seed: scenario.spec.simulation.seed,
    ...runColumns(result),
    sum_governance_cost_a: costs.initiators,
    sum_governance_cost_b: costs.counterparties,
    ...governanceColumns(result),
    ...Object.assign({}, ...typesOf(result).map((type) => typeColumns(type, result))),
  };
}

/** Mean over epochs; a figure that an epoch does not define counts as 0 there, as in the reference system. */
function overEpochs({ rows }: RunResult, column: string): number {
  return rows.reduce((sum, row) => sum + (row[column] ?? 0), 0) / rows.length;
}

function runColumns(result: RunResult): PanelRow {
  const { counts, pooled } = result;
  return {
    n_epochs: counts.epochs,
    total_interactions: pooled.total_interactions,
    accepted: pooled.accepted_interactions,
    rejected: pooled.rejected_interactions,
    mean_toxicity_rate: overEpochs(result, "toxicity_rate"),
    mean_toxicity_rate_all: overEpochs(result, "toxicity_rate_all"),
    mean_quality_gap: overEpochs(result, "quality_gap"),
    mean_spread: overEpochs(result, "spread"),
    mean_conditional_loss_initiator: overEpochs(result, "conditional_loss_initiator"),
    mean_conditional_loss_counterparty: overEpochs(result, "conditional_loss_counterparty"),
    mean_quality_correlation: overEpochs(result, "quality_correlation"),
    mean_total_welfare: overEpochs(result, "total_welfare"),
    mean_net_social_welfare: overEpochs(result, "net_social_welfare"),
    mean_avg_payoff: overEpochs(result, "avg_payoff"),
    mean_avg_counterparty_payoff: overEpochs(result, "avg_counterparty_payoff"),
    pooled_toxicity_rate: pooled.toxicity_rate ?? 0,
    pooled_quality_gap: pooled.quality_gap ?? 0,
    empty_epochs: counts.empty_epochs,
    posts: counts.posts,
    votes: counts.votes,
    pending_proposals_at_end: counts.pending_proposals,
    actions_other: total(result.agents, ({ turns }) => turns.reply),
    agent_steps: counts.agent_steps,
    failed_actions: counts.failed_actions,
  };
}

function governanceColumns(result: RunResult): PanelRow {
  const last = result.rows.at(-1);
  const orders = (action: string) =>
    result.activity.filter((entry) => entry.action === action).reduce((sum, entry) => sum + entry.count, 0);
  const audit = (action: string) =>
    result.activity.find((entry) => entry.source === "random_audit" && entry.action === action);
  return {
    freezes: total(result.agents, ({ freezes }) => freezes),
    freeze_calls: orders("freeze") + orders("freeze again"),
    unfreezes: orders("unfreeze"),
    frozen_agents_at_end: result.counts.frozen_agents,
    mean_frozen_agents: result.counts.mean_frozen_agents,
    audits_drawn: audit("audit")?.count ?? 0,
    audits_penalised: audit("cost")?.count ?? 0,
    audit_penalty_total: audit("cost")?.amount ?? 0,
    quarantined_at_end: last?.quarantined_agents ?? 0,
    mean_threat_level: overEpochs(result, "ecosystem_threat_level"),
    last_active_threats: last?.active_threats ?? 0,
    mean_collusion_risk: overEpochs(result, "ecosystem_collusion_risk"),
    last_collusion_risk: last?.ecosystem_collusion_risk ?? 0,
    last_flagged_pairs: last?.flagged_pairs ?? 0,
  };
}

function typesOf({ agents }: RunResult): string[] {
  return [...new Set(agents.map(({ agent_type }) => agent_type))];
}

/** Names that the panels give to actions of a turn. */
const ACTIONS = {
  post: "post",
  vote: "vote",
  propose_interaction: "propose",
  accept_interaction: "accept",
  reject_interaction: "reject",
  post_bounty: "bounty",
  noop: "noop",
} as const;

function typeColumns(type: string, result: RunResult): PanelRow {
  const agents = result.agents.filter(({ agent_type }) => agent_type === type);
  const mean = (figure: (agent: AgentEnd) => number) => total(agents, figure) / agents.length;
  const initiated = total(agents, (agent) => agent.interactions_initiated);
  const received = total(agents, (agent) => agent.interactions_received);
  const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);
  const columns: Record<string, number | undefined> = {
    reputation: mean(({ reputation }) => reputation),
    payoff: mean(({ total_payoff }) => total_payoff),
    resources: mean(({ resources }) => resources),
    initiated,
    received,
    initiated_accept_share: share(
      total(agents, (agent) => agent.accepted_initiated),
      initiated,
    ),
    received_accept_share: share(
      total(agents, (agent) => agent.accepted_received),
      received,
    ),
    mean_p_initiated: share(
      total(agents, (agent) => (agent.mean_p_initiated ?? 0) * agent.interactions_initiated),
      initiated,
    ),
    freezes: total(agents, ({ freezes }) => freezes),
  };
  const row = Object.entries(columns).map(([column, value]) => [`${column}_${type}`, value]);
  const actions = Object.entries(ACTIONS).map(([action, kind]) => [
    `actions_${type}_${action}`,
    total(agents, ({ turns }) => turns[kind]),
  ]);
  return Object.fromEntries([...row, ...actions]);
}

function total(agents: readonly AgentEnd[], figure: (agent: AgentEnd) => number): number {
  return agents.reduce((sum, agent) => sum + figure(agent), 0);
}
