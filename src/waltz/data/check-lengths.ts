import type { Static } from "@sinclair/typebox";
import { FaultList } from "../../base/fault-list.js";
import type { CheckOutcome, MeasuredExample, MeasuredFile } from "./check.js";
import type { CHECK_LIMITS } from "./check-limits.js";

/** Characters that stand for one token: a rule of thumb for English text, the same for every model. */
const CHARACTERS_PER_TOKEN = 4;

/** Tokens, roughly, of what is asked and of what is to be answered. */
export function tokensOf({ example }: Pick<MeasuredExample, "example">): {
  readonly prompt: number;
  readonly answer: number;
} {
  const [system, user, assistant] = example.messages.map(({ content }) => content.length);
  const tokens = (characters: number) => Math.ceil(characters / CHARACTERS_PER_TOKEN);
  return { prompt: tokens((system ?? 0) + (user ?? 0)), answer: tokens(assistant ?? 0) };
}

/** Examples that a model with the paper's limits would not read or write in full. */
export function checkLengths(files: readonly MeasuredFile[], limits: Static<typeof CHECK_LIMITS>): CheckOutcome {
  const { max_prompt_tokens, max_answer_tokens } = limits;
  const faults = new FaultList();
  let [long, longestPrompt, longestAnswer] = [0, 0, 0];
  for (const { file, examples } of files) {
    for (const placed of examples) {
      const { prompt, answer } = tokensOf(placed);
      longestPrompt = Math.max(longestPrompt, prompt);
      longestAnswer = Math.max(longestAnswer, answer);
      const over = [
        ...(prompt > max_prompt_tokens ? [`the prompt has about ${prompt} tokens, over ${max_prompt_tokens}`] : []),
        ...(answer > max_answer_tokens ? [`the answer has about ${answer} tokens, over ${max_answer_tokens}`] : []),
      ];
      if (over.length === 0) continue;
      long += 1;
      faults.add(file, { message: over.join("; "), place: { file, line: placed.line } });
    }
  }
  const summary =
    `${long} examples are too long; the longest prompt has about ${longestPrompt} tokens (at most ${max_prompt_tokens}), ` +
    `the longest answer ${longestAnswer} (at most ${max_answer_tokens})`;
  return { check: "length", passed: long === 0, summary, faults: faults.faults };
}
