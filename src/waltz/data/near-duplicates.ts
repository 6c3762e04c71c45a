import { shinglesOf } from "./shingles.js";
import { frequencyOf, type Likeness, SimilarityIndex } from "./similarity-index.js";

/** Two texts are near duplicates from this Jaccard similarity of their three-word shingles on (included). */
export const NEAR = 0.8;

/**
 * For each text, an earlier one that it nearly repeats: undefined for the first of its kind. To drop all that have one leaves
 * no two near duplicates, for a text is held against those that stay.
 *
 * @param threshold in (0, 1]
 */
export function nearDuplicates(texts: readonly string[], threshold = NEAR): readonly (Likeness | undefined)[] {
  const sets = texts.map(shinglesOf);
  const index = new SimilarityIndex(threshold, frequencyOf(sets));
  const kept: number[] = [];
  return sets.map((set, at) => {
    const like = index.find(set);
    if (like !== undefined) return { ...like, id: kept[like.id] ?? 0 };
    index.add(set);
    kept.push(at);
    return undefined;
  });
}

/** For each of `texts`, one of `others` that it nearly repeats. */
export function nearlyAmong(
  texts: readonly string[],
  others: readonly string[],
  threshold = NEAR,
): readonly (Likeness | undefined)[] {
  const [own, against] = [texts.map(shinglesOf), others.map(shinglesOf)];
  const index = new SimilarityIndex(threshold, frequencyOf([...own, ...against]));
  for (const set of against) index.add(set);
  return own.map((set) => index.find(set));
}
