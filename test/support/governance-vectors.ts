import type { PayoffParameters } from "../../src/model/payoff.js";

/** One operation of a case; which fields it has follows from `op`. */
export interface GovernanceOp {
  readonly op: string;
  readonly epoch?: number;
  readonly agent?: string;
  readonly vote_count?: number;
  readonly reputation?: number;
  readonly resources?: number;
  readonly initiator?: string;
  readonly counterparty?: string;
  readonly accepted?: boolean;
  readonly p?: number;
  readonly tau?: number;
  readonly c_a?: number;
  readonly c_b?: number;
  readonly r_a?: number;
  readonly tool_misuse_flags?: number;
  readonly verifier_rejections?: number;
  readonly t_ms?: number;
}

export interface GovernanceInput {
  readonly lever: string;
  readonly level: "lever" | "engine" | "pipeline";
  readonly config: Readonly<Record<string, unknown>>;
  readonly payoff_config?: Partial<PayoffParameters> | null;
  readonly agents: readonly { readonly id: string; readonly reputation?: number; readonly resources?: number }[];
  readonly ops: readonly GovernanceOp[];
  readonly agent_ids_known?: boolean;
}

/** What came of an operation; fields as in the vectors. */
export type GovernanceResult = Readonly<Record<string, unknown>>;
