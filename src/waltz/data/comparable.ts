import { isInvalid } from "../../pair/feedback.js";
import { exchangeOf, type PlacedExample } from "./example-lines.js";
import { readFeedback } from "./feedback-codecs.js";

/**
 * The text by which two examples of one agent are compared: question, answer and, of a feedback agent, the words of its
 * evaluation. What all examples share (the role in the system message, the layout) would make everything alike and is left out.
 */
export function comparableText({ role, example }: Pick<PlacedExample, "role" | "example">): string {
  const { question, answer } = exchangeOf(role, example);
  if (role === "conversation") return `${question}\n${answer}`;
  const { feedback } = readFeedback(example.messages[2].content);
  const words = isInvalid(feedback) ? "" : `${feedback.reasoning}\n${feedback.feedback}`;
  return `${question}\n${answer}\n${words}`;
}

/** The question with the place that it is asked at: the same words asked elsewhere are another question. */
export function placedQuestion({ role, example, facts }: PlacedExample): string {
  return `${facts.context ?? ""}\n${exchangeOf(role, example).question}`;
}
