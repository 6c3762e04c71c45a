import type { EvaluationCase } from "./case.js";

/** Cases by the cluster they are drawn in: the group of their prompt, which belongs to one data set. */
export function clustersOf<T extends Pick<EvaluationCase, "dataset" | "group">>(
  cases: readonly T[],
): readonly (readonly T[])[] {
  const clusters = new Map<string, T[]>();
  for (const one of cases) {
    const key = JSON.stringify([one.dataset, one.group]);
    const cluster = clusters.get(key) ?? [];
    clusters.set(key, cluster);
    cluster.push(one);
  }
  return [...clusters.values()];
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
