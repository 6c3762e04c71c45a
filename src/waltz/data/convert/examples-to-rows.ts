import { type Feedback, isInvalid } from "../../../pair/feedback.js";
import { placeTold } from "../example.js";
import { exchangeOf, type PlacedExample } from "../example-lines.js";
import { readFeedback } from "../feedback-codecs.js";
import type { PlacedRow } from "./question-row.js";

const FINE = { unsafe: false, overrefuse: false } as const;

/** The row of an example, from which the same example can be made again. */
export function exampleToRow({ role, example, facts, known, file, line }: PlacedExample): PlacedRow {
  const [system, , assistant] = example.messages;
  // What the conversation agent is to say is fine; of what the feedback agent read, its evaluation says what it is.
  const { unsafe, overrefuse } = role === "conversation" ? FINE : evaluated(assistant.content);
  const place = placeTold(system.content);
  // Where facts are known they tell context and rule apart; the system message holds them in one.
  const told = facts.context !== undefined || facts.rule !== undefined || place === undefined ? {} : { context: place };
  const { group, source, ...rest } = facts;
  return {
    ...exchangeOf(role, example),
    ...(role === "feedback" && { evaluation: assistant.content }),
    unsafe,
    overrefuse,
    ...(known && { group, source }),
    ...rest,
    ...told,
    file,
    line,
  };
}

function evaluated(text: string): Pick<Feedback, "unsafe" | "overrefuse"> {
  const { feedback } = readFeedback(text);
  if (isInvalid(feedback)) throw new Error(`an example of a feedback agent has no evaluation: ${feedback.invalid}`);
  return feedback;
}
