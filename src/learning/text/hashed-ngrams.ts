import type { Features } from "../features.js";
import type { Encoding } from "./encoding.js";
import { fnv1a } from "./fnv1a.js";

export interface NgramSettings {
  /** Dimensions that the n-grams are hashed into, >= 1; those that meet in one are added up. */
  readonly dimension?: number;
  /** Whether an n-gram counts once, or as often as it stands in the text. */
  readonly weighting?: "binary" | "frequency";
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/**
 * Words and pairs of neighbouring words, hashed: the text is normalised (NFKC) and put in lower case, words are runs of letters
 * and digits with apostrophes inside; a word, or two with a blank between them, belongs to dimension fnv1a(n-gram) modulo the
 * number of dimensions. Values are scaled to Euclidean length 1. A text without words has no features.
 */
export function hashedNgrams({ dimension = 1024, weighting = "binary" }: NgramSettings = {}): Encoding {
  if (!Number.isInteger(dimension) || dimension < 1) throw new Error(`${dimension} is no number of dimensions`);
  return {
    name: `hashed word 1-2-grams, ${dimension} dimensions, ${weighting}`,
    dimension,
    encode(text) {
      const words = text.normalize("NFKC").toLowerCase().match(WORD) ?? [];
      const grams = [...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)];
      const counts = new Map<number, number>();
      for (const gram of weighting === "binary" ? new Set(grams) : grams) {
        const index = fnv1a(gram) % dimension;
        counts.set(index, (counts.get(index) ?? 0) + 1);
      }
      return unitLength(counts);
    },
  };
}

function unitLength(counts: ReadonlyMap<number, number>): Features {
  const entries = [...counts].sort(([a], [b]) => a - b);
  const length = Math.sqrt(entries.reduce((sum, [, value]) => sum + value * value, 0));
  return {
    indices: Int32Array.from(entries, ([index]) => index),
    values: Float64Array.from(entries, ([, value]) => value / length),
  };
}
