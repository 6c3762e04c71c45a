import { keyedSource } from "../../src/base/random/keyed-source.js";
import { oneHot } from "../../src/learning/features.js";
import type { Grammar } from "../../src/learning/grammar.js";
import { POLICIES } from "../../src/learning/policies.js";
import type { Policy } from "../../src/learning/policy.js";
import type { PreferencePair } from "../../src/learning/preference.js";

/** Three tokens in a row out of three, but for answers that begin with token 2, which end at once. */
export const GRAMMAR: Grammar = {
  slots: [{ name: "word", tokens: ["a", "b", "c"] }],
  next: (tokens) => (tokens[0] === 2 || tokens.length === 3 ? undefined : 0),
};

const CONTEXTS = 4;

/** A table of random logits over four contexts; equal seeds give equal ones. */
export function randomTable(seed: number): Policy {
  const stream = keyedSource(seed).family("table", ["x"]).of(0);
  const start = () => GRAMMAR.slots[0].tokens.map(() => stream.gauss(0, 1));
  return POLICIES.find("tabular")!.create({ grammar: GRAMMAR, dimension: CONTEXTS, tabular: true, start }, 0, stream);
}

/** A pair of answers of unequal lengths. */
export function pairOf(
  context = 1,
  chosen: readonly number[] = [0, 1, 1],
  rejected: readonly number[] = [2],
): PreferencePair {
  return { context: oneHot(context), chosen, rejected };
}
