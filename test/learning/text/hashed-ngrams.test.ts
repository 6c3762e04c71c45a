import { describe, expect, it } from "vitest";
import { fnv1a } from "../../../src/learning/text/fnv1a.js";
import { hashedNgrams } from "../../../src/learning/text/hashed-ngrams.js";

describe("fnv1a", () => {
  // Test vectors of the reference code of FNV (Noll), 32 bits, FNV-1a.
  it.each([
    ["", 0x811c9dc5],
    ["a", 0xe40c292c],
    ["b", 0xe70c2de5],
    ["foobar", 0xbf9cf968],
  ])("hashes %j as published", (text, hash) => {
    expect(fnv1a(text)).toBe(hash);
  });
});

const dimension = 2 ** 20;
const places = (...grams: readonly string[]) => grams.map((gram) => fnv1a(gram) % dimension).sort((a, b) => a - b);

describe("hashedNgrams", () => {
  const { encode } = hashedNgrams({ dimension });

  it("holds each word and each pair of neighbours, at length 1", () => {
    const { indices, values } = encode("Who's IN the hut?");
    expect([...indices]).toEqual(places("who's", "in", "the", "hut", "who's in", "in the", "the hut"));
    for (const value of values) expect(value).toBeCloseTo(1 / Math.sqrt(7), 12);
  });

  it("counts a word once, or as often as it is there", () => {
    const text = "go go";
    const at = (features: { indices: Int32Array; values: Float64Array }, gram: string) =>
      features.values[features.indices.indexOf(fnv1a(gram) % dimension)];
    expect(at(encode(text), "go")).toBeCloseTo(1 / Math.sqrt(2), 12);
    expect(at(hashedNgrams({ dimension, weighting: "frequency" }).encode(text), "go")).toBeCloseTo(
      2 / Math.sqrt(5),
      12,
    );
  });

  it("adds up n-grams that meet in a dimension, and names each dimension once", () => {
    const { indices, values } = hashedNgrams({ dimension: 1 }).encode("one two");
    expect([[...indices], [...values]]).toEqual([[0], [1]]);
  });

  it("takes a text without words for one without features", () => {
    expect(encode("?!").indices).toHaveLength(0);
  });

  it.each([0, 1.5])("refuses %s dimensions", (wrong) => {
    expect(() => hashedNgrams({ dimension: wrong })).toThrow("no number of dimensions");
  });
});
