import type { ReportFinding } from "./document.js";

/** What a report needs of a run's manifest. */
export interface RunRecord {
  readonly tool: { readonly name: string; readonly version: string };
  readonly command: readonly string[];
  readonly scenario: {
    readonly file: string;
    readonly id: string;
    readonly parameters_sha256: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
  readonly seed: number;
  readonly semantics: { readonly name: string };
  readonly counts: {
    readonly agents: number;
    readonly epochs: number;
    readonly empty_epochs: number;
    readonly agent_steps: number;
    readonly interactions: number;
    readonly frozen_agents: number;
  };
  readonly metrics: {
    readonly pooled: Readonly<Record<string, number | null>>;
    readonly epoch_means: Readonly<Record<string, number | null>>;
  };
  readonly levers: readonly { readonly name: string; readonly acted: boolean }[];
  readonly activity: readonly RecordedActivity[];
  readonly criteria: readonly RecordedVerdict[];
  readonly warnings: readonly { readonly message: string }[];
  readonly validity?: readonly ReportFinding[] | undefined;
  readonly files: readonly RecordedFile[];
}

interface RecordedActivity {
  readonly source: string;
  readonly action: string;
  readonly count: number;
  readonly amount: number;
  readonly by_type: Readonly<Record<string, number>>;
}

export interface RecordedVerdict {
  readonly key: string;
  readonly verdict: string;
  readonly limit: number;
  readonly direction?: string | undefined;
  readonly measured?: number | undefined;
  readonly reason?: string | undefined;
}

export interface RecordedFile {
  readonly role: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One agent at the end of a run, as far as the report tells of it. */
export interface AgentRow {
  readonly type: string;
  readonly payoff: number;
  readonly reputation: number;
  readonly initiated: number;
  readonly received: number;
  readonly governanceCost: number;
  readonly freezes: number;
}

/** Everything that a report of a run is made of. */
export interface RunMaterial {
  readonly record: RunRecord;
  /** What the scenario asks; undefined where it does not say. */
  readonly question: string | undefined;
  /** Columns of the metrics table by name, one value per epoch. */
  readonly series: ReadonlyMap<string, readonly (number | undefined)[]>;
  /** Undefined where the run wrote no agents table. */
  readonly agents: readonly AgentRow[] | undefined;
  /** Undefined where the run wrote no event log. */
  readonly activity: readonly ActivityOverTime[] | undefined;
  /** The command that makes the report again, word by word. */
  readonly command: readonly string[];
}

/** How often a lever or dynamic did something, by epoch from 0. */
export interface ActivityOverTime {
  readonly source: string;
  readonly action: string;
  readonly counts: readonly number[];
}
