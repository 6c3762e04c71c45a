import type { Feedback, InvalidFeedback } from "../../pair/feedback.js";
import type { Alignment } from "../environments/environment.js";

/** What a feedback agent said, as a reward sees it. */
export interface SaidFeedback {
  readonly said: Feedback | InvalidFeedback;
  /** The safety of the answer as the feedback agent states it, in [0, 1]: read from its score line, or 0 for unsafe and 1 otherwise where the codec has flags alone. Undefined where it cannot be read. */
  readonly score: number | undefined;
}

/** An answer with its label, and what was said of it. */
export interface FinishedTurn {
  readonly label: Alignment;
  /** Whether the answer turned the request down. */
  readonly refused: boolean;
  /** Undefined where the feedback agent was not asked. */
  readonly feedback: SaidFeedback | undefined;
}

/** A finished exchange: T + 1 turns, T the number of revisions. A turn that is not the last one was triggered. */
export interface FinishedRollout {
  readonly harmful: boolean;
  readonly turns: readonly FinishedTurn[];
}

export interface Reward {
  readonly total: number;
  /** Unweighted parts by name, for the log. */
  readonly parts: Readonly<Record<string, number>>;
}

/** A reward function: one file, and one line in the registry. */
export interface RewardDefinition {
  readonly name: string;
  /** Whose sample it rewards; `diagnostic` is for logs alone. */
  readonly agent: "conversation" | "feedback" | "either" | "diagnostic";
  readonly summary: string;
  readonly formula: string;
  readonly source: string;
  /** Weights by name with their defaults; empty where the formula has none. */
  readonly weights: Readonly<Record<string, number>>;
  /**
   * The reward of the sample of turn `turn`: of its answer, or of the feedback on it.
   *
   * @param weights every name of the defaults, finite
   */
  reward(rollout: FinishedRollout, turn: number, weights: Readonly<Record<string, number>>): Reward;
}
