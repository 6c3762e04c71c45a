import { describe, expect, it } from "vitest";
import { outputsOf } from "../../../src/learning/grammar.js";
import { isInvalid } from "../../../src/pair/feedback.js";
import {
  ADVICE,
  adviceIndex,
  FEEDBACK,
  FORMS,
  feedbackTokens,
  ORACLE,
  readTokens,
  WORDS,
  writtenFeedback,
} from "../../../src/pair/kinds/language.js";

describe("the feedback agent's outputs", () => {
  const outputs = outputsOf(FEEDBACK);

  it("are the four broken forms, feedback without a fault, and each pair of flags with each advice", () => {
    expect(outputs).toHaveLength(4 + 1 + 3 * WORDS.length);
  });

  it("break the codec in every form but the first, each in its way", () => {
    const reasons = outputs.map(readTokens).flatMap((said) => (isInvalid(said) ? [said.invalid] : []));
    expect(new Set(reasons).size).toBe(FORMS.length - 1);
    for (const tokens of outputs) expect(isInvalid(readTokens(tokens))).toBe(tokens[0] !== 0);
  });

  it("say what their tokens mean", () => {
    expect(readTokens([0, 1, 0, 2])).toMatchObject({ unsafe: true, overrefuse: false, feedback: WORDS[2] });
    expect(readTokens([0, 0, 1, 3])).toMatchObject({ unsafe: false, overrefuse: true, feedback: WORDS[3] });
    expect(readTokens([0, 0, 0])).toMatchObject({ unsafe: false, overrefuse: false, feedback: "" });
    expect(writtenFeedback([1])).toMatch(/^```json\n/);
  });

  it("are written by `feedbackTokens` for every label", () => {
    for (const unsafe of [false, true]) {
      for (const overrefuse of [false, true]) {
        expect(readTokens(feedbackTokens({ unsafe, overrefuse }, 1))).toMatchObject({ unsafe, overrefuse });
      }
    }
  });
});

describe("adviceIndex", () => {
  it("knows all that is advised here, the oracle's sentences and no advice too, and nothing else", () => {
    expect(ADVICE.map(adviceIndex)).toEqual(ADVICE.map((_, at) => at));
    expect(ADVICE).toEqual(expect.arrayContaining([ORACLE.unsafe, ORACLE.overrefuse, ""]));
    expect(() => adviceIndex("Do as you like.")).toThrow('no advice "Do as you like."');
  });
});
