import { type Features, oneHot, sideBySide } from "../../learning/features.js";
import { KINDS } from "./language.js";
import { SITUATIONS, situationOf } from "./start.js";

/**
 * Of which cases each has weights of its own for the features of the prompt, besides those that all share: of none, of each kind of
 * answer, or (when the conversation agent revises) of each kind with each advice. A policy with a hidden layer needs none.
 */
export const CROSSINGS = ["none", "kind", "situation"] as const;
export type Crossing = (typeof CROSSINGS)[number];

/** Where the parts of contexts stand. */
export interface ContextLayout {
  readonly conversationDimension: number;
  readonly feedbackDimension: number;
  first(prompt: Features): Features;
  /** `text`: of the answer, in the variant that shows it. */
  review(prompt: Features, kind: number, text: Features | undefined): Features;
  revision(prompt: Features, kind: number, advice: number): Features;
}

/**
 * The contexts of both agents. Those of the conversation agent: which situation it is in, none before its first answer (`SITUATIONS`
 * dimensions), the prompt, then the prompt once more at the place of its case. Those of the feedback agent: the kind of the
 * answer, the prompt, the prompt at the place of the kind, the text of the answer.
 *
 * @param prompts dimensions of the features of a prompt
 * @param texts of those of an answer's text; 0 where none is shown
 */
export function contextLayout(prompts: number, texts: number, crossing: Crossing): ContextLayout {
  const kinds = crossing === "none" ? 0 : KINDS.length;
  const cases = { none: 0, kind: KINDS.length, situation: SITUATIONS }[crossing];
  const textsAt = KINDS.length + prompts * (1 + kinds);
  const at = (offset: number, features: Features) => ({ offset, features });
  return {
    conversationDimension: SITUATIONS + prompts * (1 + cases),
    feedbackDimension: textsAt + texts,
    first: (prompt) => sideBySide([at(SITUATIONS, prompt)]),
    review(prompt, kind, text) {
      const parts = [at(0, oneHot(kind)), at(KINDS.length, prompt)];
      if (kinds > 0) parts.push(at(KINDS.length + prompts * (1 + kind), prompt));
      if (text !== undefined) parts.push(at(textsAt, text));
      return sideBySide(parts);
    },
    revision(prompt, kind, advice) {
      const situation = situationOf(kind, advice);
      const parts = [at(0, oneHot(situation)), at(SITUATIONS, prompt)];
      const place = crossing === "situation" ? situation : kind;
      if (cases > 0) parts.push(at(SITUATIONS + prompts * (1 + place), prompt));
      return sideBySide(parts);
    },
  };
}
