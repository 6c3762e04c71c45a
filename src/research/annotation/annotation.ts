import type { ASSUMPTIONS, CLAIM_KINDS, DENSITIES, DIRECTIONS, FAILURE_MODES, ROLES } from "./vocabulary.js";

export type Density = (typeof DENSITIES)[number];
export type FailureMode = (typeof FAILURE_MODES)[number];
export type Assumption = (typeof ASSUMPTIONS)[number];
export type Role = (typeof ROLES)[number];
export type Direction = (typeof DIRECTIONS)[number];
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** What is known of a paper in terms of this laboratory; keys as in the file, in the order of the file. */
export interface PaperAnnotation {
  /** Id in an archive, such as `agentxiv:2025-0042`; may be empty. */
  readonly paper_id: string;
  /** arXiv number, such as `2510.08240`; empty where the paper has none. */
  readonly arxiv_id: string;
  readonly title: string;
  /** How the paper wants to be cited; one line. */
  readonly citation?: string;
  /** Who read the paper. */
  readonly annotator: Annotator;
  readonly risk_profile: RiskProfile;
  readonly claims: readonly VerifiableClaim[];
  /** Arms by name; or names alone, as the reference system has it, which say nothing. */
  readonly swarm_scenarios: readonly string[] | Readonly<Record<string, AnnotatedArm>>;
  /** ISO-8601; when somebody read the paper. No result depends on it. */
  readonly annotated_at?: string;
}

interface Annotator {
  readonly kind: "rules" | "model" | "person";
  /** Names of rules; provider and model; or what a person wants to be called. */
  readonly name: string;
}

export interface RiskProfile {
  readonly interaction_density: Density;
  readonly failure_modes: readonly FailureMode[];
  /** Written with underscores; hyphens are read too. */
  readonly assumptions: readonly Assumption[];
  readonly roles: readonly Role[];
}

/** Something that a paper says, and what of it can be tested here. */
export interface VerifiableClaim {
  /** The fragment of the sentence that holds the claim, or the claim in the annotator's words. */
  readonly claim: string;
  readonly testable: boolean;
  /** A column of the metrics table, or one of `REFERENCE_METRICS`; empty where none fits. */
  readonly metric: string;
  readonly expected: Direction;
  /** Free; nothing reads it. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly kind: ClaimKind;
  /** The arm that the claim is about, and the one that it is held against; without them treatment and control. */
  readonly arm?: string;
  readonly versus?: string;
  /** Smallest difference that matters, in the unit of the metric, > 0. */
  readonly min_effect?: number;
  /** Margin of equivalence, in the unit of the metric, > 0. */
  readonly margin?: number;
  /** Where a level lies above, below or near. */
  readonly threshold?: number;
  /** The whole sentence that was read. */
  readonly sentence?: string;
  /** Where in the paper it stands. */
  readonly where?: string;
  /** Why it cannot be tested here. */
  readonly why_not?: string;
  readonly note?: string;
}

/** One condition of an experiment. */
export interface AnnotatedArm {
  readonly name?: string;
  /** Exactly one arm is. */
  readonly control?: boolean;
  /** Scenario file, relative to the annotation; the scenario of the risk profile where it is left out. */
  readonly scenario?: string;
  /** Agents by type, in place of the scenario's. */
  readonly agent_roles?: Readonly<Record<string, number>>;
  /** Keys of the block `governance`, in place of the scenario's. */
  readonly governance?: Readonly<Record<string, unknown>>;
  /** Values by path, such as `simulation.n_epochs`, in place of the scenario's. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** Metrics to keep besides those of the claims. */
  readonly metrics?: readonly string[];
  /** What of the paper it stands for. */
  readonly stands_for?: string;
}
