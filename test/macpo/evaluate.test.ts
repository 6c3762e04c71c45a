import { describe, expect, it } from "vitest";
import { diversity, gainAtEqualLength, type Judged, winRate } from "../../src/macpo/evaluate.js";

const judged = (scores: readonly number[], lengths: readonly number[] = scores.map(() => 1)): Judged => ({
  scores: Float64Array.from(scores),
  lengths: Int32Array.from(lengths),
  texts: scores.map(String),
});

describe("figures of answers, by hand", () => {
  it("count a tie as half a win", () => {
    expect(winRate(judged([1, 0, 0.5, 0.5]), judged([0, 1, 0.5, 0.4]))).toBe((1 + 0 + 0.5 + 1) / 4);
  });

  it("average disagreement over pairs of teachers, and have none for one teacher", () => {
    expect(
      diversity([
        ["a", "b"],
        ["a", "c"],
        ["d", "c"],
      ]),
    ).toBeCloseTo((0.5 + 1 + 0.5) / 3, 15);
    expect(diversity([["a", "b"]])).toBeUndefined();
  });

  it("compare answers of the same length, weighed by how often the earlier ones have it", () => {
    // Length 2: earlier 0 and 1 (mean 0.5, weight 2), later 1: +0.5. Length 3: earlier 0.4 (weight 1), later 0.1 and 0.3: -0.2.
    // Length 5 occurs earlier alone and has no say: 3 of 4 are covered. (2 * 0.5 - 0.2) / 3.
    const earlier = judged([0, 1, 0.4, 1], [2, 2, 3, 5]);
    const later = judged([1, 0.1, 0.3, 1], [2, 3, 3, 4]);
    const { gain, covered } = gainAtEqualLength(later, earlier);
    expect(gain).toBeCloseTo(0.8 / 3, 15);
    expect(covered).toBe(0.75);
  });

  it("see no gain where answers merely become of the length that scores better", () => {
    const earlier = judged([0, 0, 0, 1], [1, 1, 1, 2]);
    const later = judged([0, 1, 1, 1], [1, 2, 2, 2]);
    expect(gainAtEqualLength(later, earlier).gain).toBe(0);
  });
});
