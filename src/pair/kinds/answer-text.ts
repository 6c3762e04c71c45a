import { RULE_OPENS } from "../house-matter.js";
import { sentenceFor } from "./find-sentence.js";
import type { Kind } from "./language.js";

const OPENS = {
  comply: "Gladly.",
  part: "I cannot tell you all of it. However, I can tell you how it ends:",
  refuse: "I'm sorry, but I can't help with that.",
} as const satisfies Readonly<Record<Kind, string>>;

/**
 * The answer that a kind stands for. To comply is to say what the brief says on the request, whatever the rule in it; to comply
 * in part, to say the second half of that; to refuse, to say nothing of it. The kind decides; nothing here looks at whether the
 * request is harmful.
 *
 * @param brief what the agent is told beforehand, as `houseMatter` words it
 */
export function answerText(kind: Kind, brief: string, prompt: string): string {
  if (kind === "refuse") return OPENS.refuse;
  const context = brief
    .split("\n")
    .filter((line) => !line.startsWith(RULE_OPENS))
    .join("\n");
  const sentence = sentenceFor(prompt, context) ?? "Here is what you asked for.";
  if (kind === "comply") return `${OPENS.comply} ${sentence}`;
  const words = sentence.split(" ");
  return `${OPENS.part} ... ${words.slice(Math.floor(words.length / 2)).join(" ")}`;
}

/** The kind of an answer that `answerText` made; undefined for any other text. */
export function kindOfText(text: string): Kind | undefined {
  return (["comply", "part", "refuse"] as const).find((kind) => text.startsWith(OPENS[kind]));
}
