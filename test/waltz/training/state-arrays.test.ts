import { describe, expect, it } from "vitest";
import { joinState, splitState } from "../../../src/waltz/training/state-arrays.js";

const STATE = {
  iteration: 3,
  parameters: { conversation: Float64Array.of(1, -0, 0.1), feedback: new Float64Array(0) },
  values: [{ parameters: Float64Array.of(7) }, { parameters: Float64Array.of(8), note: null }],
  alarm: { recent: [1, 2], best: null },
};

describe("a state in two parts", () => {
  it("comes together again to the bit, through JSON, as arrays of its own", () => {
    const { facts, arrays } = splitState(STATE);
    const joined = joinState({ facts: JSON.parse(JSON.stringify(facts)), arrays }) as typeof STATE;
    expect(joined).toEqual(STATE);
    expect(Object.is(joined.parameters.conversation[1], -0)).toBe(true);
    joined.parameters.conversation[0] = 99;
    expect(arrays["/parameters/conversation"]![0]).toBe(1);
    expect(STATE.parameters.conversation[0]).toBe(1);
  });

  it("has plain JSON and arrays by their place", () => {
    const { facts, arrays } = splitState(STATE);
    expect(Object.keys(arrays)).toEqual([
      "/parameters/conversation",
      "/parameters/feedback",
      "/values/0/parameters",
      "/values/1/parameters",
    ]);
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
  });

  it("leaves out what is undefined", () => {
    expect(splitState({ a: undefined, b: [1] })).toEqual({ facts: { b: [1] }, arrays: {} });
  });

  it("needs all of its arrays", () => {
    const { facts } = splitState(STATE);
    expect(() => joinState({ facts, arrays: {} })).toThrow("the state has no array /parameters/conversation");
  });
});
