import type { AgentNote } from "../model/agent-note.js";
import type { Archetype } from "../model/archetype.js";
import type { Interaction } from "../model/interaction.js";
import type { PayoffParameters } from "../model/payoff.js";
import type { Semantics } from "../model/semantics.js";

/** What is known at the end of an epoch (or, for the pooled figures, of the run) besides the interactions. */
export interface Facts {
  readonly frozenAgents: number;
  /** Cumulative over the run. */
  readonly totalPosts: number;
  readonly totalVotes: number;
  /** Latest figures that a lever reported; undefined where it is off or has not analysed yet. */
  report(lever: string): Readonly<Record<string, number>> | undefined;
  /** Figures of the network, where there is one. */
  readonly network: Readonly<Record<string, number>> | undefined;
}

/** One column of the metrics table. */
export interface MetricColumn {
  readonly name: string;
  readonly unit: "count" | "probability" | "payoff" | "correlation" | "share" | "score" | "index" | "USD";
  /** Whether more of it is worse, better, or neither. */
  readonly direction: "higher is worse" | "higher is better" | "neutral";
  readonly formula: string;
  readonly source: string;
}

/** Collects the interactions of one epoch, or of a whole run. */
export interface MetricAccumulator {
  interaction?(interaction: Readonly<Interaction>): void;
  /** What agents did besides their actions, in order. */
  note?(note: AgentNote): void;
  /** One value per column; undefined where it is not defined. Does not reset. */
  values(facts: Facts): readonly (number | undefined)[];
  /** Back to how it was made. One that cannot is thrown away at the end of an epoch, and another is made. */
  reset?(): void;
}

export interface MetricContext {
  readonly payoff: PayoffParameters;
  readonly semantics: Semantics;
  archetypeOf(agent: number): Archetype;
  /** Agents that ask models; nobody does where it is left out. */
  readonly modelAgents?: ReadonlySet<number>;
}

/** A family of columns that one accumulator fills: one file in `metrics/` and one line in its registry. */
export interface MetricDefinition {
  readonly name: string;
  readonly columns: readonly MetricColumn[];
  create(context: MetricContext): MetricAccumulator;
}

export function defineMetric(definition: MetricDefinition): MetricDefinition {
  return definition;
}
