import type { LoggedEvent } from "../../src/model/event.js";

/** What levers ordered, summed per agent; ids sorted. */
export interface LeverEffects {
  readonly cost_a: number;
  readonly cost_b: number;
  readonly freeze: readonly string[];
  readonly unfreeze: readonly string[];
  readonly reputation_deltas: Readonly<Record<string, number>>;
  readonly resource_deltas: Readonly<Record<string, number>>;
}

type Events = readonly LoggedEvent[];

/** Read from the events that an operation wrote. */
export function effectsOf(events: Events): LeverEffects {
  const costs = events.filter((event) => event.kind === "governance_cost_applied");
  const frozen = events.filter((event) => event.kind === "agent_frozen");
  const freed = events.filter((event) => event.kind === "agent_unfrozen");
  const reputations = events.filter((event) => event.kind === "reputation_updated");
  const resources = events.filter((event) => event.kind === "resources_updated");
  return {
    cost_a: costs.reduce((sum, { cost_a }) => sum + cost_a, 0),
    cost_b: costs.reduce((sum, { cost_b }) => sum + cost_b, 0),
    freeze: ids(frozen),
    unfreeze: ids(freed),
    reputation_deltas: sums(reputations.filter(({ lever }) => lever !== undefined)),
    resource_deltas: sums(resources),
  };
}

function ids(events: readonly { readonly agent_id: string }[]): string[] {
  return [...new Set(events.map(({ agent_id }) => agent_id))].sort();
}

function sums(events: readonly { readonly agent_id: string; readonly delta: number }[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { agent_id, delta } of events) sum[agent_id] = (sum[agent_id] ?? 0) + delta;
  return sum;
}

/** Whether there was an audit, and whether it found something; a penalty of 0 leaves that to the threshold. */
export function auditOf(events: Events, p: number, config: Readonly<Record<string, unknown>>) {
  const [audit] = events.filter((event) => event.kind === "lever_acted").filter(({ action }) => action === "audit");
  if (audit === undefined) return { audited: false, penalty_applied: false };
  const free = config.audit_penalty_multiplier === 0;
  const found = free ? p < (config.audit_threshold_p as number) : audit.figures.penalty > 0;
  return { audited: true, penalty_applied: found };
}

/** What the security lever thought of an interaction that it charged. */
export function threatOf(events: Events): { readonly threat_score?: number; readonly threat_type?: string } {
  const notes = events.filter((event) => event.kind === "lever_acted").filter(({ action }) => action === "threat");
  const costs = events.filter((event) => event.kind === "governance_cost_applied");
  const reason = costs.map((event) => event.reason).find((text) => text.startsWith("threat: "));
  if (notes.length === 0 || reason === undefined) return {};
  return { threat_score: notes[0].figures.score, threat_type: reason.slice("threat: ".length) };
}
