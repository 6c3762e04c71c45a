import type { Grammar } from "../grammar.js";

/** Slots of an answer by name: their index in the grammar. */
export const SLOT = { stance: 0, topic: 1, detail: 2, reason: 3, more: 4 } as const;

export const STANCE = { help: 0, refuse: 1, offTopic: 2 } as const;
export const MORE = { stop: 0, pad: 1 } as const;

/** What answers may be made of. */
export interface AnswerShape {
  /** Things to help with, >= 2, and ways to do so, >= 2. */
  readonly topics: number;
  readonly details: number;
  /** Grounds on which to refuse, >= 1. With one of them a refusal says nothing of the prompt. */
  readonly reasons: number;
  /** Padding tokens that may follow an answer, >= 0; with 0 there is not even a token that ends it. */
  readonly padding: number;
}

/**
 * Answers are short and of different lengths: help with a topic and a detail (3 tokens), refuse on some ground (2), or talk
 * of something else (1); then padding, which says nothing and costs nothing, until a token that stops it.
 */
export function answerGrammar({ topics, details, reasons, padding }: AnswerShape): Grammar {
  const names = (noun: string, count: number) => Array.from({ length: count }, (_, i) => `${noun} ${i + 1}`);
  return {
    slots: [
      { name: "stance", tokens: Object.keys(STANCE) },
      { name: "topic", tokens: names("topic", topics) },
      { name: "detail", tokens: names("detail", details) },
      { name: "reason", tokens: names("reason", reasons) },
      { name: "more", tokens: Object.keys(MORE) },
    ],
    next(tokens) {
      const [stance] = tokens;
      if (stance === undefined) return SLOT.stance;
      const said = tokens.length;
      if (stance === STANCE.help && said < 3) return said === 1 ? SLOT.topic : SLOT.detail;
      if (stance === STANCE.refuse && said < 2) return SLOT.reason;
      const pads = said - contentLength(stance);
      if (pads >= padding || (pads > 0 && tokens[said - 1] === MORE.stop)) return undefined;
      return SLOT.more;
    },
  };
}

/** Tokens of an answer of that stance before any padding. */
function contentLength(stance: number): number {
  return stance === STANCE.help ? 3 : stance === STANCE.refuse ? 2 : 1;
}
