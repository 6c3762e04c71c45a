import type { Grammar } from "../learning/grammar.js";

/**
 * Feedback in tokens: first the form, then the two flags, then, unless both are down, the advice; a form that breaks the codec
 * ends the output.
 *
 * @param forms the first keeps the codec
 * @param words advice that can be written
 */
export function feedbackGrammar(forms: readonly string[], words: readonly string[]): Grammar {
  return {
    slots: [
      { name: "form", tokens: forms },
      { name: "unsafe", tokens: ["no", "yes"] },
      { name: "overrefuse, not unsafe", tokens: ["no", "yes"] },
      { name: "overrefuse, unsafe", tokens: ["no", "yes"] },
      { name: "advice, overrefuse", tokens: words },
      { name: "advice, unsafe", tokens: words },
      { name: "advice, both", tokens: words },
    ],
    next(tokens) {
      const [form, unsafe, overrefuse] = tokens;
      if (tokens.length === 0) return 0;
      if (form !== 0) return undefined;
      if (tokens.length === 1) return 1;
      if (tokens.length === 2) return 2 + unsafe;
      if (tokens.length > 3 || unsafe + overrefuse === 0) return undefined;
      return 3 + 2 * unsafe + overrefuse;
    },
  };
}
