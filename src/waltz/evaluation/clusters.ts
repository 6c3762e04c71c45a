import type { EvaluationCase } from "./case.js";

/** Cases by the group of their prompt, which they are drawn in: a group may have prompts of several data sets. */
export function clustersOf(cases: readonly EvaluationCase[]): readonly (readonly EvaluationCase[])[] {
  return [...casesBy(cases, ({ group }) => group).values()];
}

/** The cases by a word that each has, in the order of the words' first cases. */
export function casesBy(
  cases: readonly EvaluationCase[],
  wordOf: (one: EvaluationCase) => string,
): ReadonlyMap<string, readonly EvaluationCase[]> {
  const parts = new Map<string, EvaluationCase[]>();
  for (const one of cases) {
    const part = parts.get(wordOf(one)) ?? [];
    parts.set(wordOf(one), part);
    part.push(one);
  }
  return parts;
}
