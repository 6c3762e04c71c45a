import type { Assumption, FailureMode } from "./annotation.js";

/** Parts of words that the rules of the reference system, version 1.9, look for, in lower case. */
export const DENSITY_WORDS: readonly string[] = [
  "agent",
  "interaction",
  "communicate",
  "exchange",
  "trade",
  "negotiat",
  "cooperat",
  "collaborat",
  "transact",
];

export const FAILURE_MODE_WORDS: Readonly<Record<FailureMode, readonly string[]>> = {
  collusion: ["collusion", "collude", "colluding", "cartel", "conspir"],
  deception: ["deception", "deceiv", "deceptive", "mislead", "dishonest"],
  adverse_selection: ["adverse selection", "lemon", "information asymmetry", "hidden type"],
  miscoordination: ["miscoordination", "coordination failure", "deadlock", "gridlock"],
  conflict: ["conflict", "adversarial", "zero-sum", "arms race"],
  free_riding: ["free-rid", "free rid", "shirk", "public good"],
};

export const ASSUMPTION_WORDS: Readonly<Record<Assumption, readonly string[]>> = {
  assumes_honest_majority: ["honest majority", "most agents are honest", "majority honest", "benign majority"],
  static_eval_only: ["static evaluation", "one-shot", "single round", "non-adaptive"],
  fixed_population: ["fixed population", "fixed number of agents", "constant population", "no entry", "no exit"],
  known_types: ["known type", "observable type", "type is known", "complete information"],
  no_communication: ["no communication", "cannot communicate", "isolated agents", "no side channel"],
};

/** In the order in which the first of equals wins. */
export const METRIC_WORDS: readonly (readonly [metric: string, words: readonly string[]])[] = [
  ["toxicity_rate", ["toxic", "harm", "damage", "dangerous", "unsafe"]],
  ["quality_gap", ["quality", "adverse selection", "selection effect", "information asymmetry"]],
  ["total_welfare", ["welfare", "surplus", "efficiency", "social benefit", "utility"]],
  ["average_quality", ["average quality", "mean quality", "overall quality"]],
  ["spread", ["inequality", "disparity", "variance", "spread", "distribution"]],
];

export const MORE_WORDS: readonly string[] = [
  "increas",
  "improv",
  "higher",
  "more",
  "greater",
  "enhanc",
  "boost",
  "raise",
  "gain",
];

export const LESS_WORDS: readonly string[] = [
  "decreas",
  "reduc",
  "lower",
  "less",
  "fewer",
  "diminish",
  "drop",
  "decline",
  "mitigat",
];
