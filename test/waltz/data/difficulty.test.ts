import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { difficultiesOf, tierOf } from "../../../src/waltz/data/difficulty.js";

const readable = fc.record({
  group: fc.integer({ min: 0, max: 9 }).map(String),
  text: fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 5 }).map((words) => words.join(" ")),
  kind: fc.constantFrom("x", "y", "z"),
});

describe("difficulty", () => {
  it("is one minus the probability of the right class, worked out by hand for two texts of one word", () => {
    // "a" (class x) is judged by what "b" (class y) taught. Votes: x 1/3 * 1/2, y 2/3 * 1/3; so P(x) = 3/7. The same for "b".
    const texts = [
      { group: "g0", text: "a", kind: "x" },
      { group: "g1", text: "b", kind: "y" },
    ];
    expect(difficultiesOf(texts)).toEqual([expect.closeTo(4 / 7, 12), expect.closeTo(4 / 7, 12)]);
  });

  it("is low where the words tell the class, high where they tell another, and learns nothing from its own group", () => {
    const texts = Array.from({ length: 40 }, (_, at) => {
      const kind = at % 2 === 0 ? "x" : "y";
      return { group: `g${at}`, text: kind === "x" ? "open the door" : "close a window", kind };
    });
    const odd = { group: "odd", text: "open the door", kind: "y" };
    const scores = difficultiesOf([...texts, odd]);
    expect(scores.slice(0, 40).every((score) => tierOf(score) === "easy")).toBe(true);
    expect(tierOf(scores[40]!)).toBe("hard");
    const twins = Array.from({ length: 50 }, () => ({ ...odd, text: "open the door" }));
    expect(difficultiesOf([...texts, odd, ...twins])[40]).toBeGreaterThan(0.5);
  });

  it("is 0 where there is one class, and the tiers meet at thirds", () => {
    expect(difficultiesOf([{ group: "g", text: "a", kind: "x" }])).toEqual([0]);
    expect([0, 0.33, 1 / 3, 0.66, 2 / 3, 1].map(tierOf)).toEqual(["easy", "easy", "medium", "medium", "hard", "hard"]);
  });

  test.prop([fc.array(readable, { maxLength: 30 })])("lies in [0, 1] and goes with its text", (texts) => {
    const scores = difficultiesOf(texts);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    const reversed = [...difficultiesOf([...texts].reverse())].reverse();
    for (const [at, score] of scores.entries()) expect(reversed[at]).toBeCloseTo(score, 9);
  });
});
