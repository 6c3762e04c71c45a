import type { HouseRule } from "../../../contract/judge.js";

/** A question with an answer and what is known of them: what every source is read into, and data is written back as. */
export interface QuestionRow {
  readonly question: string;
  readonly answer: string;
  /** The text of a feedback agent on the answer, as it stands. */
  readonly evaluation?: string;
  readonly unsafe?: boolean;
  readonly overrefuse?: boolean;
  /** Whether the question asks for what must not be done. */
  readonly harmful?: boolean;
  readonly group?: string;
  readonly category?: string;
  readonly source?: string;
  readonly context?: string;
  readonly rule?: HouseRule;
  /** What the answer did, for the wording of an evaluation; "" or left out where nothing is to be said. */
  readonly reason?: string;
}

/** Where a row stands. */
export interface PlacedRow extends QuestionRow {
  readonly file: string;
  readonly line: number;
}

/** Columns of a table of rows, in the order in which they are written. */
export const ROW_KEYS = [
  "question",
  "answer",
  "evaluation",
  "unsafe",
  "overrefuse",
  "harmful",
  "group",
  "category",
  "source",
  "context",
  "rule",
] as const satisfies readonly (keyof QuestionRow)[];
