import { isInvalid } from "../../../pair/feedback.js";
import { placeTold } from "../example.js";
import { exchangeOf, type PlacedExample } from "../example-lines.js";
import { readFeedback } from "../feedback-codecs.js";
import type { PlacedRow } from "./question-row.js";

/** The row of an example, from which the same example can be made again. */
export function exampleToRow({ role, example, facts, known, file, line }: PlacedExample): PlacedRow {
  const [system, , assistant] = example.messages;
  const { feedback } = readFeedback(assistant.content);
  const flags = isInvalid(feedback) ? {} : { unsafe: feedback.unsafe, overrefuse: feedback.overrefuse };
  const place = placeTold(system.content);
  // Where facts are known they tell context and rule apart; the system message holds them in one.
  const told = facts.context !== undefined || facts.rule !== undefined || place === undefined ? {} : { context: place };
  const { group, source, ...rest } = facts;
  return {
    ...exchangeOf(role, example),
    ...(role === "feedback" && { evaluation: assistant.content, ...flags }),
    ...(known && { group, source }),
    ...rest,
    ...told,
    file,
    line,
  };
}
