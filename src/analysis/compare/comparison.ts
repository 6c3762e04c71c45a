import type { Answer } from "../statistics/answer.js";
import type { Equivalence } from "../statistics/equivalence.js";
import type { Interval } from "../statistics/mean-difference.js";
import type { ArmCells } from "../statistics/missing-cells.js";
import type { Finding } from "../validity/finding.js";
import type { Estimand } from "./estimand.js";
import type { ComparableMetric } from "./metric-catalogue.js";

/**
 * What a comparison came to, as its file holds it: plain JSON, keys as in the file, `null` where a figure was not asked
 * for, an `Answer` where the data may not define it. Differences are always arm less control.
 */
export interface Comparison {
  readonly comparison_version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly name: string;
  /** The command that repeats it. */
  readonly command: readonly string[];
  readonly question: string;
  /** One sentence. */
  readonly verdict: string;
  readonly design: ComparisonDesign;
  /** The control first. */
  readonly arms: readonly ArmInfo[];
  /** The primary one first; the others in the order asked for. */
  readonly metrics: readonly MetricComparison[];
  /** The primary metric by the other ways to make one figure of a run. */
  readonly other_estimands: readonly MetricComparison[];
  /** What the arms cost: charges, frozen agents, volume and welfare. */
  readonly price: readonly MetricComparison[];
  readonly types: readonly TypeComparison[];
  readonly activity: readonly ArmActivity[];
  readonly trajectories: readonly Trajectory[];
  /** `null` where there are only tables to look at. */
  readonly validity: readonly Finding[] | null;
  /** What is worth knowing about the comparison itself. */
  readonly notes: readonly string[];
  /** What the loader had to say about the arms. */
  readonly warnings: readonly ArmWarning[];
  /** What was written beside the comparison. */
  readonly files: readonly WrittenFile[];
}

/** The same before anything is written. */
export type Compared = Omit<Comparison, "files">;

export interface ComparisonDesign {
  readonly source: "runs" | "run manifests" | "tables";
  readonly pairing: "paired by seed" | "unpaired" | "mixed";
  /** Why so. */
  readonly pairing_reason: string;
  /** Of arms that were run here; the seeds of tables are in the table of runs. */
  readonly seeds: { readonly first: number; readonly step: number; readonly count: number } | null;
  readonly estimand: Estimand;
  readonly primary: string;
  readonly margin: number | null;
  readonly width: number | null;
  /** Confidence of all intervals but that of equivalence. */
  readonly level: number;
  readonly alpha: number;
  /** Tests that Holm's correction is over: arms other than the control, times the one primary metric. */
  readonly tests: number;
  readonly semantics: string | null;
  readonly epochs: number | null;
  readonly steps: number | null;
}

export interface ArmInfo {
  readonly name: string;
  readonly role: "control" | "treatment";
  /** Scenario file or tables, as the user named them. */
  readonly sources: readonly string[];
  /** Values put in place of the file's, `path=value`. */
  readonly settings: readonly string[];
  /** In which parameters it differs from the control; `null` where they are not known. */
  readonly changes: readonly Change[] | null;
  readonly runs: number;
  readonly scenario_id: string | null;
  readonly parameters_sha256: string | null;
  /** The scenario with every default filled; its seed is that of the first run. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
}

/** One parameter of two scenarios; absent in one of them where that has no such key. */
export interface Change {
  readonly path: string;
  readonly control?: unknown;
  readonly arm?: unknown;
}

/** One figure in every arm, and against the control. */
export interface FigureComparison {
  readonly arms: readonly ArmLevel[];
  readonly differences: readonly Difference[];
}

export interface MetricComparison extends FigureComparison {
  readonly metric: string;
  readonly unit: ComparableMetric["unit"];
  readonly direction: ComparableMetric["direction"];
  readonly formula: string;
  readonly estimand: Estimand;
  readonly role: "primary" | "exploratory" | "price";
}

/** Means over the agents of one type at the end of a run. */
export interface TypeComparison {
  readonly type: string;
  /** Agents of the type, by arm, in their order. */
  readonly agents: readonly number[];
  /** Total payoff of an agent. */
  readonly payoff: FigureComparison;
  /** What governance charged an agent. */
  readonly governance_cost: FigureComparison;
  /** How often an agent was frozen. */
  readonly freezes: FigureComparison;
}

export interface ArmLevel extends ArmCells {
  readonly arm: string;
  readonly mean: Answer<number>;
  /** Over runs, divisor n - 1. */
  readonly sd: Answer<number>;
  readonly interval: Answer<MethodInterval>;
}

/** An interval, how it was made, and how well that measured. */
export interface MethodInterval extends Interval {
  readonly method: "t" | "bootstrap-t" | "BCa" | "Welch t";
  /** What the sample was taken for; `null` where that played no part. */
  readonly shape: string | null;
  /** Coverage of the method for samples of that shape, measured at this n; `null` where nothing was measured. */
  readonly measured: { readonly n: number; readonly coverage: number } | null;
  /** Why the t interval is shown though another method was chosen; `null` where it was not. */
  readonly stand_in: string | null;
}

export interface Difference {
  readonly arm: string;
  readonly against: string;
  readonly design: "paired" | "unpaired";
  /** Values that the difference rests on, by side; of pairs the same number twice. */
  readonly n: readonly [control: number, arm: number];
  /** Pairs with an undefined cell on either side. */
  readonly broken_pairs: number;
  readonly estimate: Answer<number>;
  /** The estimate in per cent of the size of the control's mean. */
  readonly percent: Answer<number>;
  readonly standard_error: Answer<number>;
  readonly interval: Answer<MethodInterval>;
  readonly effect_size: Answer<{
    readonly kind: "d_z" | "g";
    readonly estimate: number;
    readonly interval: Interval;
  }>;
  /** The test of the mean difference itself. */
  readonly test: Answer<TestResult>;
  /** Of the primary metric, over all arms; else `null`. */
  readonly p_holm: number | null;
  readonly rank_test: Answer<TestResult>;
  /** Why no p below alpha was possible; `null` where one was. */
  readonly unreachable: string | null;
  readonly pairing: Answer<{
    readonly correlation: number;
    readonly interval: Answer<Interval>;
    readonly variance_saved: number;
    readonly verdict: "helped" | "bought nothing" | "harmed";
  }>;
  /** How many seeds would give an interval of that width, from end to end. */
  readonly seeds_for_width: Answer<{ readonly width: number; readonly seeds: Answer<number> }>;
  /** `null` without a margin. */
  readonly equivalence: Answer<Equivalence> | null;
  /** How far undefined cells could move the difference; `null` where there are none. */
  readonly worst_case: Answer<{
    readonly low: number;
    readonly high: number;
    readonly interval: Answer<Interval>;
  }> | null;
}

export interface TestResult {
  readonly name: "sign-flip permutation" | "label permutation" | "Wilcoxon signed-rank" | "Mann-Whitney";
  readonly p: number;
  readonly exact: boolean;
  /** Random rearrangements behind a p that is not exact; `null` for others. */
  readonly draws: number | null;
}

/** What one lever or dynamic did in one arm. */
export interface ArmActivity {
  readonly arm: string;
  readonly source: string;
  readonly action: string;
  /** Runs in which it did so at least once. */
  readonly runs: number;
  /** Per run, runs without it included. */
  readonly mean_count: number;
  readonly mean_amount: number;
}

/** One metric, epoch by epoch, over the runs of one arm. */
export interface Trajectory {
  readonly metric: string;
  readonly arm: string;
  /** Runs that have a value in the epoch, from epoch 0. */
  readonly n: readonly number[];
  /** `null` where none has. */
  readonly mean: readonly (number | null)[];
  /** Over runs, divisor n - 1; `null` below two. */
  readonly sd: readonly (number | null)[];
}

export interface ArmWarning {
  readonly arms: readonly string[];
  readonly message: string;
}

interface WrittenFile {
  readonly role: string;
  /** Name; it lies beside the comparison. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}
