import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import { nearDuplicates, nearlyAmong } from "../../../src/waltz/data/near-duplicates.js";
import { shinglesOf } from "../../../src/waltz/data/shingles.js";
import { frequencyOf, SimilarityIndex } from "../../../src/waltz/data/similarity-index.js";

/** Jaccard similarity of sets of three-word texts, by its definition. */
function jaccard(a: string, b: string): number {
  const sets = [a, b].map((text) => {
    const words = text.split(" ").filter((word) => word !== "");
    const count = words.length === 0 ? 0 : Math.max(1, words.length - 2);
    return new Set(Array.from({ length: count }, (_, at) => words.slice(at, at + 3).join(" ")));
  });
  const shared = [...sets[0]!].filter((shingle) => sets[1]!.has(shingle)).length;
  const all = sets[0]!.size + sets[1]!.size - shared;
  return all === 0 ? 1 : shared / all;
}

const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 14 }).map((words) => words.join(" "));

describe("near duplicates", () => {
  test.prop([fc.array(text, { maxLength: 25 }), fc.constantFrom(0.3, 0.5, 0.8, 0.95, 1)])(
    "are those that a comparison of all with all finds",
    (texts, threshold) => {
      const kept: string[] = [];
      const expected = texts.map((one) => {
        const like = kept.some((other) => jaccard(one, other) >= threshold - 1e-9);
        if (!like) kept.push(one);
        return like;
      });
      expect(nearDuplicates(texts, threshold).map((like) => like !== undefined)).toEqual(expected);
    },
  );

  test.prop([fc.array(text, { maxLength: 15 }), fc.array(text, { maxLength: 15 })])(
    "among other texts are those that a comparison of all with all finds, with their similarity",
    (texts, others) => {
      const found = nearlyAmong(texts, others, 0.6);
      for (const [at, one] of texts.entries()) {
        const like = others.some((other) => jaccard(one, other) >= 0.6 - 1e-9);
        expect(found[at] !== undefined).toBe(like);
        if (found[at] !== undefined) expect(found[at].similarity).toBeCloseTo(jaccard(one, others[found[at].id]!), 12);
      }
    },
  );

  it("see through letter case, punctuation, invisible characters and forms of letters", () => {
    const [first, second] = [
      "The cafe\u0301 opens at nine, every day.",
      "THE CAF\u00c9 opens\u200b at nine — every day",
    ];
    expect(nearDuplicates([first, second])[1]).toEqual({ id: 0, similarity: 1 });
  });

  it("tell texts of other words apart, and texts in the same words by one of many", () => {
    expect(nearDuplicates(["when does it open", "where is the door"])).toEqual([undefined, undefined]);
    const words = Array.from({ length: 50 }, (_, at) => `w${at}`);
    // By hand: one word changed in the middle of 50 changes 3 of 48 shingles: 45 / 51.
    const changed = words.map((word, at) => (at === 25 ? "other" : word));
    expect(nearDuplicates([words.join(" "), changed.join(" ")])[1]?.similarity).toBeCloseTo(45 / 51, 12);
  });

  it.each([
    ["that all repeat one another", 4, 100],
    ["that share most of their words but not enough", 9, 100],
    ["that share a frame and differ in half", 25, 100],
  ])("among 5,000 texts %s are found with few comparisons", (_, own, length) => {
    const stream = keyedSource(7).family("test", ["words"]).of(0);
    const texts = Array.from({ length: 5000 }, () => {
      const first = stream.below(length - own);
      return Array.from({ length }, (_, at) => (at >= first && at < first + own ? `x${stream.below(1e9)}` : `w${at}`));
    }).map((words) => words.join(" "));
    const sets = texts.map(shinglesOf);
    const index = new SimilarityIndex(0.8, frequencyOf(sets));
    for (const set of sets) if (index.find(set) === undefined) index.add(set);
    // All with all would be 12.5 million.
    expect(index.compared).toBeLessThan(50 * texts.length);
  });
});
