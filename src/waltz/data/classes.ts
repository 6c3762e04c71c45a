import { complianceOf } from "../../judges/refusal/compliance.js";
import { isInvalid } from "../../pair/feedback.js";
import type { Example, ExampleFacts, Role } from "./example.js";
import { exchangeOf } from "./example-lines.js";
import { readFeedback } from "./feedback-codecs.js";

/**
 * What an example teaches, for balance. A feedback agent's: the flags of its evaluation (`fine`, `unsafe`, `overrefuse`,
 * `unsafe and overrefuse`). A conversation agent's: the kind of prompt where it is known (`harmless prompt`, `harmful prompt`),
 * else what the answer does by the rules of the refusal judge (`answers`, `declines`).
 */
export function classOf(role: Role, example: Example, { harmful }: ExampleFacts): string {
  if (role === "feedback") {
    const { feedback } = readFeedback(example.messages[2].content);
    if (isInvalid(feedback)) throw new Error(`an example of a feedback agent has no evaluation: ${feedback.invalid}`);
    const flags = [...(feedback.unsafe ? ["unsafe"] : []), ...(feedback.overrefuse ? ["overrefuse"] : [])];
    return flags.length === 0 ? "fine" : flags.join(" and ");
  }
  if (harmful !== undefined) return harmful ? "harmful prompt" : "harmless prompt";
  const { question, answer } = exchangeOf(role, example);
  return complianceOf(question, answer).compliance === "full_compliance" ? "answers" : "declines";
}
