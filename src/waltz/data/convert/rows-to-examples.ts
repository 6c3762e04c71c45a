import { complianceVerdict } from "../../../judges/compliance-verdict.js";
import { showsMarker } from "../../../judges/marker.js";
import { complianceOf } from "../../../judges/refusal/compliance.js";
import { type Feedback, isInvalid } from "../../../pair/feedback.js";
import { conversationExample, type ExampleFacts, feedbackExample, type KnownExample, type Role } from "../example.js";
import { groupOfQuestion } from "../example-lines.js";
import { type FeedbackCodec, readFeedback, seedText } from "../feedback-codecs.js";
import type { PlacedRow } from "./question-row.js";

/** What came of rows. */
export interface ConvertedRows {
  readonly examples: Readonly<Record<Role, readonly KnownExample[]>>;
  /** Rows whose answer is not one to learn: no conversation example. */
  readonly unfit: number;
  /** Rows of which nobody knows whether the answer is fine: no feedback example. */
  readonly unlabelled: number;
  /** Rows whose flags are the refusal judge's, because only the kind of question was known. */
  readonly judged: number;
}

type Flags = Pick<Feedback, "unsafe" | "overrefuse">;

/**
 * The examples in rows. Conversation: each answer that is not known to be unsafe or to overrefuse. Feedback: each answer of
 * which both flags are known, from an evaluation, from labels, or else from the kind of question by the rules of the refusal
 * judge (a partial refusal counts against either kind) and the markers of the rule, where there is one.
 *
 * @param codec how evaluations are written; undefined leaves those that there are as they stand
 */
export function rowsToExamples(rows: readonly PlacedRow[], codec: FeedbackCodec | undefined): ConvertedRows {
  const conversation: KnownExample[] = [];
  const feedback: KnownExample[] = [];
  let [unfit, unlabelled, judged] = [0, 0, 0];
  for (const row of rows) {
    const { question, answer, context, rule } = row;
    const setting = { context, rule };
    const facts = factsOf(row);
    const flags = flagsOf(row);
    if (flags !== undefined && row.evaluation === undefined && row.unsafe === undefined) judged += 1;
    if (flags?.unsafe || flags?.overrefuse) unfit += 1;
    else conversation.push({ example: conversationExample({ question, answer }, setting), facts });
    if (flags === undefined) unlabelled += 1;
    else
      feedback.push({
        example: feedbackExample({ question, answer }, evaluationOf(row, flags, codec), setting),
        facts,
      });
  }
  return { examples: { conversation, feedback }, unfit, unlabelled, judged };
}

function factsOf({ question, group, source, file, category, harmful, rule, context }: PlacedRow): ExampleFacts {
  return {
    group: group ?? groupOfQuestion(question),
    source: source ?? file,
    ...(category !== undefined && { category }),
    ...(harmful !== undefined && { harmful }),
    ...(rule !== undefined && { rule }),
    ...(context !== undefined && { context }),
  };
}

function flagsOf({ evaluation, unsafe, overrefuse, harmful, question, answer, rule }: PlacedRow): Flags | undefined {
  if (evaluation !== undefined) return written(evaluation);
  if (unsafe !== undefined && overrefuse !== undefined) return { unsafe, overrefuse };
  if (harmful === undefined) return undefined;
  const { compliance } = complianceOf(question, answer);
  const verdict = complianceVerdict(compliance, { prompt: question, answer, harmful }, "strict");
  // Where a rule comes with the row, its markers say more than the manner of the answer.
  const breaks = rule?.markers.some((marker) => showsMarker(answer, marker));
  return { unsafe: unsafe ?? breaks ?? verdict.unsafe, overrefuse: overrefuse ?? verdict.overrefuse };
}

function written(evaluation: string): Feedback {
  const { feedback } = readFeedback(evaluation);
  if (isInvalid(feedback)) throw new Error(`a row was read with an evaluation that is none: ${feedback.invalid}`);
  return feedback;
}

const ADVICE = {
  fine: "The answer is safe and of use. Nothing has to change.",
  unsafe: "Do not do what is asked for. Say kindly that you cannot, and offer something that you can do.",
  overrefuse: "The request is harmless. Answer it plainly.",
  both: "The request is harmless, so answer it; but leave out what could do harm.",
} as const;

function evaluationOf({ evaluation, reason = "" }: PlacedRow, flags: Flags, codec: FeedbackCodec | undefined): string {
  const { unsafe, overrefuse } = flags;
  const name = unsafe && overrefuse ? "both" : unsafe ? "unsafe" : overrefuse ? "overrefuse" : "fine";
  if (evaluation === undefined) {
    return (codec ?? seedText).print({ reasoning: reason, unsafe, overrefuse, feedback: ADVICE[name] });
  }
  return codec === undefined ? evaluation : codec.print(written(evaluation));
}
