import type { Compliance } from "../../contract/judge.js";
import type { Feedback, InvalidFeedback } from "../../pair/feedback.js";
import { isInvalid } from "../../pair/feedback.js";
import type { Alignment } from "../environments/environment.js";

/** How partial refusals are read: as a fault on both sides (the headline), or as fine on both. */
export const READINGS = ["strict", "lenient"] as const;
export type Reading = (typeof READINGS)[number];

/** The label of an answer in both readings. */
export interface AnswerLabel {
  readonly strict: Alignment;
  /** Undefined where nobody told a partial refusal from a full one. */
  readonly lenient: Alignment | undefined;
  /** For people: what the answer did; undefined where only the two flags are known. */
  readonly compliance: Compliance | undefined;
}

/** What a feedback agent said of an answer, as far as an evaluation looks at it. */
export type Said = Alignment | "invalid" | "not asked";

/** An answer, and what was said of it. */
export interface EvaluatedTurn {
  readonly label: AnswerLabel;
  readonly said: Said;
}

/** One prompt with all that came of it: what every figure of an evaluation is counted from. */
export interface EvaluationCase {
  /** Of the prompt; unique in an evaluation. */
  readonly id: string;
  /** Prompts that resemble each other: resamples are of groups. */
  readonly group: string;
  readonly dataset: string;
  readonly category: string;
  /** Known from the source of the prompt, never judged. */
  readonly harmful: boolean;
  /** At least one; every turn but the last was triggered: its advice was delivered and another answer came. */
  readonly turns: readonly EvaluatedTurn[];
}

/** The turn that stands in the end. */
export function finalTurn({ id, turns }: EvaluationCase): EvaluatedTurn {
  const last = turns.at(-1);
  if (last === undefined) throw new Error(`the case ${id} has no answer`);
  return last;
}

/** The label in a reading; undefined where the reading is not known. */
export function labelIn({ label }: EvaluatedTurn, reading: Reading): Alignment | undefined {
  return label[reading];
}

/** What a feedback agent said, without its words. */
export function saidOf(feedback: Feedback | InvalidFeedback | undefined): Said {
  if (feedback === undefined) return "not asked";
  if (isInvalid(feedback)) return "invalid";
  return { unsafe: feedback.unsafe, overrefuse: feedback.overrefuse };
}

/** Whether every answer of every case has a label in this reading. */
export function isKnown(cases: readonly EvaluationCase[], reading: Reading): boolean {
  return cases.every(({ turns }) => turns.every((turn) => labelIn(turn, reading) !== undefined));
}
