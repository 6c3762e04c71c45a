import type { Difference, MethodInterval } from "../../analysis/compare/comparison.js";
import type { Answer } from "../../analysis/statistics/answer.js";
import type { Finding } from "../../analysis/validity/finding.js";
import type { ClaimKind, Direction } from "../annotation/annotation.js";
import type { Deviation } from "../lock/registration.js";

/** What became of a claim. `equivalent` is the good end of a claim that nothing changes. */
export const OUTCOMES = ["supported", "contradicted", "inconclusive", "equivalent", "not testable"] as const;

export type ClaimOutcome = (typeof OUTCOMES)[number];

/** What a study came to, as `<study>_verdict.json` holds it: plain JSON, keys as in the file, `null` where there is nothing. */
export interface StudyVerdict {
  readonly verdict_version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly study: string;
  readonly title: string;
  readonly hypothesis: string;
  /** One sentence. */
  readonly summary: string;
  readonly paper: StudyPaper;
  /** Whether the plan was locked before the runs and has been kept to. */
  readonly registration: RegistrationState;
  readonly design: StudyDesign;
  readonly arms: readonly StudyArm[];
  /** Claims of the plan, in its order; then those that cannot be tested here. */
  readonly claims: readonly ClaimVerdict[];
  /** Differences that nobody announced, of metrics that are no claim's: for questions, not for answers. */
  readonly exploratory: readonly ExploratoryDifference[];
  readonly gates: readonly GateResult[];
  /** From recorded facts; at least one, always. */
  readonly limitations: readonly string[];
  /** `null` where nobody looked. */
  readonly validity: readonly Finding[] | null;
  readonly references: readonly string[];
  /** Commands that repeat it, word by word. */
  readonly commands: readonly (readonly string[])[];
  /** Files that the figures come from; they lie beside this one. */
  readonly files: readonly {
    readonly role: string;
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

interface StudyPaper {
  readonly paper_id: string;
  readonly arxiv_id: string;
  readonly title: string;
  readonly citation: string;
  /** Who read the claims in it. */
  readonly annotator: string;
}

export interface RegistrationState {
  /** `sha256:` and 64 hexadecimal digits; the one that every row of the table carries. */
  readonly hash: string;
  readonly locked_hash: string;
  /** Confirmatory where the plan is the locked one; else all verdicts are exploratory. */
  readonly status: "confirmatory" | "exploratory";
  readonly deviations: readonly Deviation[];
}

interface StudyDesign {
  readonly seeds: { readonly first: number; readonly step: number; readonly count: number };
  readonly estimand: "pooled";
  readonly alpha: number;
  /** Confidence of intervals. */
  readonly level: number;
  readonly power: number;
  /** Method of correction, and how many tests are corrected together. */
  readonly correction: { readonly method: "Holm"; readonly family: number };
}

export interface StudyArm {
  readonly name: string;
  readonly role: "control" | "treatment";
  readonly scenario: string;
  readonly scenario_id: string;
  readonly stands_for: string;
  readonly parameters_sha256: string;
  /** Rows of the results table, first to last (both included), and those of them that failed. */
  readonly runs: { readonly first: number; readonly last: number; readonly failed: number };
}

export interface ClaimVerdict {
  readonly id: string;
  readonly claim: string;
  readonly where: string;
  readonly role: "primary" | "secondary" | "not testable";
  readonly kind: ClaimKind;
  /** As the annotation names it; and the column of the results table, both empty where none fits. */
  readonly metric: string;
  readonly column: string;
  readonly expected: Direction;
  readonly arm: string;
  /** Empty for a level, and for a trend of one arm. */
  readonly versus: string;
  readonly threshold: number | null;
  readonly margin: number | null;
  readonly min_effect: number | null;
  readonly outcome: ClaimOutcome;
  /** One sentence, with the figures that it rests on. */
  readonly because: string;
  /** Difference, level or slope, in the unit of the metric. */
  readonly estimate: Answer<number>;
  readonly interval: Answer<MethodInterval>;
  readonly effect_size: Difference["effect_size"] | null;
  readonly p: number | null;
  readonly p_corrected: number | null;
  /** What the p is of. */
  readonly test: string;
  /** Runs that the estimate rests on, by side; of pairs the same number twice. */
  readonly n: readonly [control: number, arm: number];
  /** The true effect that this many seeds find with the design's power. */
  readonly detectable: Answer<number>;
  /** Everything of a difference; `null` for others. */
  readonly difference: Difference | null;
}

interface ExploratoryDifference {
  readonly metric: string;
  readonly unit: string;
  readonly difference: Difference;
}

export interface GateCheck {
  readonly name: string;
  readonly status: "passed" | "failed" | "warning";
  readonly message: string;
  readonly value: number | string | boolean | null;
  readonly threshold: number | string | boolean | null;
}

export interface GateResult {
  readonly gate_name: string;
  readonly passed: boolean;
  readonly checks: readonly GateCheck[];
}
