import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { didYouMean, nearest } from "../../src/base/nearest.js";

const TYPES = ["honest", "opportunistic", "deceptive", "adversarial"];

describe("nearest", () => {
  it.each([
    ["honset", "honest"],
    ["Honest", "honest"],
    ["oportunistc", "opportunistic"],
    ["advresarial", "adversarial"],
  ])("takes %s for a slip in %s", (word, meant) => {
    expect(nearest(word, TYPES)).toBe(meant);
  });

  it("allows two edits in a short word and a third of the letters in a long one", () => {
    expect(nearest("abc", ["xyc"])).toBe("xyc");
    expect(nearest("abc", ["xyz"])).toBeUndefined();
    expect(nearest("abcdefghijkl", ["abcdefgh"])).toBe("abcdefgh");
    expect(nearest("abcdefghijkl", ["abcdefg"])).toBeUndefined();
  });

  it("guesses nothing where nothing is near or nothing is given", () => {
    expect(nearest("quarantine", TYPES)).toBeUndefined();
    expect(nearest("honest", [])).toBeUndefined();
  });

  it("prefers the fewest edits, and of equals the first", () => {
    expect(nearest("rate", ["date_", "rats", "rate_"])).toBe("rats");
    expect(nearest("cat", ["bat", "hat"])).toBe("bat");
  });

  test.prop([fc.string({ minLength: 1 }), fc.array(fc.string())])("finds a word that is there", (word, others) => {
    expect(nearest(word, [...others, word])?.toLowerCase()).toBe(word.toLowerCase());
  });
});

describe("didYouMean", () => {
  it("reads as the end of a message, and is empty without a guess", () => {
    expect(didYouMean("honset", TYPES)).toBe(' (did you mean "honest"?)');
    expect(didYouMean("zzzzzz", TYPES)).toBe("");
  });
});
