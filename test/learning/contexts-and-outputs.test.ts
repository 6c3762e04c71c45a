import { describe, expect, it } from "vitest";
import { oneHot, sideBySide } from "../../src/learning/features.js";
import { type Grammar, outputsOf } from "../../src/learning/grammar.js";

describe("features", () => {
  it("of a case are 1 at its place", () => {
    expect(oneHot(4)).toEqual({ indices: Int32Array.of(4), values: Float64Array.of(1) });
  });

  it("side by side keep their values, each part from its offset on", () => {
    const part = { indices: Int32Array.of(3, 0), values: Float64Array.of(0.5, -2) };
    const nothing = { indices: new Int32Array(0), values: new Float64Array(0) };
    const joined = sideBySide([
      { offset: 10, features: part },
      { offset: 99, features: nothing },
      { offset: 0, features: oneHot(1) },
    ]);
    expect(joined).toEqual({ indices: Int32Array.of(13, 10, 1), values: Float64Array.of(0.5, -2, 1) });
    expect(part.indices).toEqual(Int32Array.of(3, 0));
    expect(sideBySide([])).toEqual(nothing);
  });
});

describe("the outputs of a grammar", () => {
  it("are all that it lets stand, whatever their length, in the order of their tokens", () => {
    // Worked out by hand: "stop" ends; after "go" comes a side; after a left side a number.
    const grammar: Grammar = {
      slots: [
        { name: "first", tokens: ["stop", "go"] },
        { name: "side", tokens: ["left", "right"] },
        { name: "number", tokens: ["one", "two", "three"] },
      ],
      next(tokens) {
        if (tokens.length === 0) return 0;
        if (tokens.length === 1) return tokens[0] === 1 ? 1 : undefined;
        return tokens.length === 2 && tokens[1] === 0 ? 2 : undefined;
      },
    };
    expect(outputsOf(grammar)).toEqual([[0], [1, 0, 0], [1, 0, 1], [1, 0, 2], [1, 1]]);
  });
});
