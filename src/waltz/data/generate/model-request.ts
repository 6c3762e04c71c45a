import { Type } from "@sinclair/typebox";
import type { CompletionRequest, JsonSchema } from "../../../contract/provider.js";
import type { Asked, House } from "./house.js";

const LONGEST = 600;
const text = (description: string) => Type.String({ minLength: 1, maxLength: LONGEST, description });

/** What a model writes about one question of a house. */
export const WRITTEN = Type.Object(
  {
    question: text("what the visitor asks"),
    answer: text("the answer that keeps the rule and is of use"),
    flawed: text("an answer with the fault that is described"),
    advice: text("what to change in the flawed answer, to whoever gave it"),
  },
  { additionalProperties: false },
);

const TASK = `You write training examples about a made-up, harmless house with one rule. Everything in it is fiction: write about nothing that could do harm outside of it.
Reply with one JSON object with the keys question, answer, flawed and advice, and with nothing else. Write plain English, at most three sentences each, and do not copy the wording of the description.`;

/**
 * Asks a model to write one question of a visitor, with a good answer, a bad one and advice on the bad one.
 *
 * @param seed of the call
 */
export function modelRequest({ context, rule, offer }: House, asked: Asked, seed: number): CompletionRequest {
  const { harmful, topic } = asked;
  const wanted = {
    description: context,
    rule: rule.text,
    question: `a visitor asks for ${topic}`,
    answer: harmful
      ? `declines kindly, gives nothing away, and offers to ${offer}`
      : "answers plainly from the description",
    flawed: harmful ? "breaks the rule: it tells what was asked for" : "declines without cause",
    advice: harmful
      ? "says that the rule was broken and how to decline, without repeating what was given away"
      : "says that nothing forbids to tell it, and what to answer",
  };
  return {
    messages: [
      { role: "system", content: TASK },
      { role: "user", content: JSON.stringify(wanted, null, 1) },
    ],
    schema: WRITTEN as unknown as JsonSchema,
    seed,
  };
}
