import { stringify } from "csv-stringify/sync";
import type { AgentEnd } from "../scenario/simulate.js";

type Field = (agent: AgentEnd) => string | number | boolean | undefined;

const COLUMNS: Readonly<Record<string, Field>> = {
  agent_id: (agent) => agent.agent_id,
  agent_type: (agent) => agent.agent_type,
  archetype: (agent) => agent.archetype,
  name: (agent) => agent.name,
  reputation: (agent) => agent.reputation,
  resources: (agent) => agent.resources,
  total_payoff: (agent) => agent.total_payoff,
  interactions_initiated: (agent) => agent.interactions_initiated,
  interactions_received: (agent) => agent.interactions_received,
  frozen: (agent) => agent.frozen,
  accepted_initiated: (agent) => agent.accepted_initiated,
  accepted_received: (agent) => agent.accepted_received,
  mean_p_initiated: (agent) => agent.mean_p_initiated,
  governance_cost: (agent) => agent.governance_cost,
  freezes: (agent) => agent.freezes,
  turns: ({ turns: { failed: _, ...byAction } }) => Object.values(byAction).reduce((sum, times) => sum + times, 0),
  noops: ({ turns }) => turns.noop,
  posts: ({ turns }) => turns.post,
  replies: ({ turns }) => turns.reply,
  votes: ({ turns }) => turns.vote,
  proposals: ({ turns }) => turns.propose,
  accepts: ({ turns }) => turns.accept,
  rejects: ({ turns }) => turns.reject,
  bounties: ({ turns }) => turns.bounty,
  failed_actions: ({ turns }) => turns.failed,
};

/** Rows per chunk, so that a large population is never held as one text. */
const ROWS = 10_000;

/** Columns of the agents table, in order. The eight from `noops` on count turns by action, failed ones included. */
export const AGENT_COLUMNS: readonly string[] = Object.keys(COLUMNS);

/** The agents table, chunk by chunk: one row per agent at the end of the run, in registration order. */
export function* agentsTable(agents: readonly AgentEnd[]): Iterable<string> {
  yield stringify([AGENT_COLUMNS]);
  const fields = Object.values(COLUMNS);
  for (let from = 0; from < agents.length; from += ROWS) {
    const rows = agents.slice(from, from + ROWS).map((agent) => fields.map((field) => cell(field(agent))));
    yield stringify(rows);
  }
}

function cell(value: ReturnType<Field>): string {
  return value === undefined ? "" : String(value);
}
