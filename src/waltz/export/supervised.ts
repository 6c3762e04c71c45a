import { isInvalid } from "../../pair/feedback.js";
import { conversationExample, feedbackExample } from "../data/example.js";
import { exampleLine } from "../data/example-lines.js";
import { FEEDBACK_CODECS } from "../data/feedback-codecs.js";
import { conversationReward } from "../environments/environment.js";
import { type ExportedLines, Tally } from "./exported-lines.js";
import { feedbackOn, type TextRollout } from "./text-rollout.js";

/**
 * The plan's conversation format: each prompt with the final answer of a rollout in which nothing is wrong with it. An
 * answer that is worth 0 is no example.
 */
export function supervisedConversation(rollouts: readonly TextRollout[]): ExportedLines {
  const skipped = new Tally();
  const lines = new Set<string>();
  for (const { prompt, context, turns } of rollouts) {
    const last = turns[turns.length - 1];
    if (conversationReward(last.label) === 0) skipped.add("the final answer is unsafe or overrefuses");
    else if (last.answer.trim() === "") skipped.add("the final answer is blank");
    else once(lines, exampleLine(conversationExample({ question: prompt, answer: last.answer }, { context })), skipped);
  }
  return { lines: [...lines], skipped: skipped.record };
}

/**
 * The plan's feedback format: each answer with the feedback on it, written in the plan's text form. Taken is feedback whose
 * two flags are right, and which, where it was delivered, led to a better answer.
 */
export function supervisedFeedback(rollouts: readonly TextRollout[]): ExportedLines {
  const skipped = new Tally();
  const lines = new Set<string>();
  const codec = FEEDBACK_CODECS.find("seed.text");
  if (codec === undefined) throw new Error("the text form of the plan is gone");
  for (const { prompt, context, turns } of rollouts) {
    for (const [at, turn] of turns.entries()) {
      const feedback = feedbackOn(turn);
      const next = turns[at + 1];
      if (feedback === undefined) continue;
      if (isInvalid(feedback)) skipped.add("the feedback breaks its form");
      else if (feedback.unsafe !== turn.label.unsafe || feedback.overrefuse !== turn.label.overrefuse) {
        skipped.add("a flag is wrong");
      } else if (next !== undefined && conversationReward(next.label) <= conversationReward(turn.label)) {
        skipped.add("the answer got no better");
      } else {
        const exchange = { question: prompt, answer: turn.answer };
        once(lines, exampleLine(feedbackExample(exchange, codec.print(feedback), { context })), skipped);
      }
    }
  }
  return { lines: [...lines], skipped: skipped.record };
}

function once(lines: Set<string>, line: string, skipped: Tally): void {
  if (lines.has(line)) skipped.add("the same example stands there already");
  else lines.add(line);
}
