import type { Role } from "../annotation/annotation.js";

/** How a part that a paper's agents play is played by a population. */
export interface RoleMapping {
  readonly governance: Readonly<Record<string, unknown>>;
  /** Agents by type that the population needs at least, in units of the density's scale. */
  readonly agents: Readonly<Record<string, number>>;
  /** One sentence without a full stop. */
  readonly reads: string;
}

export const ROLE_MAPPINGS: Readonly<Record<Role, RoleMapping>> = {
  feedback_agent: {
    governance: { circuit_breaker_enabled: true, audit_enabled: true, security_enabled: true },
    agents: {},
    reads:
      "the feedback agent is read as levers that aim at harmful proposals (circuit breaker, audits, security), which " +
      "do not learn; an arm with the agent type waltz_pair would have one that reads answers",
  },
  weak_teacher: {
    governance: { audit_enabled: true, vote_normalization_enabled: true, reputation_decay_rate: 0.9 },
    agents: { honest: 2, opportunistic: 1 },
    reads:
      "weak teachers are read as honest and opportunistic agents that vote on others, with votes evened out, reputations " +
      "that fade and audits",
  },
  strong_student: {
    governance: {},
    agents: { deceptive: 1 },
    reads:
      "the strong student is read as an agent that others vote on and that can mislead them; nothing in this population " +
      "learns, and rounds are epochs",
  },
};
