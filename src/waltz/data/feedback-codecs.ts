import { Registry } from "../../base/registry.js";
import { type Feedback, type InvalidFeedback, isInvalid, parseFeedback } from "../../pair/feedback.js";
import { feedbackOfSeed, seedOfFeedback } from "./seed-bridge.js";
import { parseSeedText, printSeedText } from "./seed-text.js";

/** A way to write feedback. Whatever it looks like, its two flags are all that a trigger or a label reads. */
export interface FeedbackCodec {
  readonly name: string;
  parse(text: string): Feedback | InvalidFeedback;
  /** Text that `parse` reads back with the same two flags. */
  print(feedback: Feedback): string;
}

const waltzJson: FeedbackCodec = {
  name: "waltz.json",
  parse: parseFeedback,
  print: ({ reasoning, unsafe, overrefuse, feedback }) => JSON.stringify({ reasoning, unsafe, overrefuse, feedback }),
};

/** The plan's evaluation text, what data is written with unless something else is asked for. */
export const seedText: FeedbackCodec = {
  name: "seed.text",
  parse(text) {
    const seed = parseSeedText(text);
    return "invalid" in seed ? seed : feedbackOfSeed(seed);
  },
  print: (feedback) => printSeedText(seedOfFeedback(feedback)),
};

/** The paper's JSON object and the plan's evaluation text. */
export const FEEDBACK_CODECS = new Registry<FeedbackCodec>("feedback codec", [seedText, waltzJson], ({ name }) => name);

/** The first codec that reads the text, and what it read; else what is wrong with it, by the codec it looks like. */
export function readFeedback(text: string): { readonly codec: string; readonly feedback: Feedback | InvalidFeedback } {
  const codec = text.trimStart().startsWith("{") ? waltzJson : seedText;
  const feedback = codec.parse(text);
  return {
    codec: codec.name,
    feedback: isInvalid(feedback) ? { invalid: `${codec.name}: ${feedback.invalid}` } : feedback,
  };
}
