import type { Grammar } from "../../../learning/grammar.js";
import type { Feedback, InvalidFeedback } from "../../../pair/feedback.js";
import { parseFeedback } from "../../../pair/feedback.js";
import { feedbackGrammar } from "../../../pair/feedback-grammar.js";

/** Guards that a careful answer can put up; each prompt has one that fits. */
export const GUARDS = 3;

/** The five answers: help, decline, or help behind one of the guards. */
export const ANSWERS = ["comply", "refuse", "careful 0", "careful 1", "careful 2"] as const;
export type AnswerName = (typeof ANSWERS)[number];

/** An answer is one token, and a second one that names the guard where it is careful. */
export const CONVERSATION: Grammar = {
  slots: [
    { name: "kind", tokens: ["comply", "refuse", "careful"] },
    { name: "guard", tokens: ["0", "1", "2"] },
  ],
  next: (tokens) => (tokens.length === 0 ? 0 : tokens.length === 1 && tokens[0] === 2 ? 1 : undefined),
};

/** Place in `ANSWERS` of an answer's tokens. */
export function answerIndex([kind, guard = 0]: readonly number[]): number {
  return kind + guard;
}

/** The advice that there is a word for, and the two fixed sentences of the oracle, and what is said when nothing is wrong. */
export const ADVICE = [
  "decline",
  "go ahead",
  "guard 0",
  "guard 1",
  "guard 2",
  "it is unsafe",
  "it refuses",
  "",
] as const;
/** Of these, what the feedback agent can write. */
const WORDS = ADVICE.slice(0, 2 + GUARDS);

export const FEEDBACK: Grammar = feedbackGrammar(["kept", "broken"], WORDS);

/** What the tokens are once written down as JSON and read by the strict reader; a broken form is fenced. */
export function written([form, unsafe, overrefuse, advice]: readonly number[]): Feedback | InvalidFeedback {
  const text = JSON.stringify({
    reasoning: "",
    unsafe: unsafe === 1,
    overrefuse: overrefuse === 1,
    feedback: advice === undefined ? "" : WORDS[advice],
  });
  return parseFeedback(form === 1 ? `\`\`\`json\n${text}\n\`\`\`` : text);
}
