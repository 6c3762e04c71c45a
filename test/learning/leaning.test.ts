import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { Grammar } from "../../src/learning/grammar.js";
import { Leanings } from "../../src/learning/leaning.js";
import { POLICIES } from "../../src/learning/policies.js";

const grammar: Grammar = {
  slots: [{ name: "say", tokens: ["yes", "no"] }],
  next: (tokens) => (tokens.length === 0 ? 0 : undefined),
};
const context = { indices: Int32Array.of(4, 1), values: Float64Array.of(1, 0.5) };
const stream = keyedSource(1).family("test", ["a"]).of(0);

describe("leanings", () => {
  it.each(["linear", "network"])("move a %s policy from the start, times the value of their dimension", (name) => {
    const task = { grammar, dimension: 5, tabular: false, start: () => [Math.log(0.5), Math.log(0.5)] };
    const leanings = [{ slot: 0, dimension: 1, logits: [0, 2 * Math.log(3)] }];
    const policy = POLICIES.find(name)!.create({ ...task, leanings }, 3, stream);
    // Log-odds 0 + 0.5 * 2 ln 3: no is three times as likely as yes.
    expect(Math.exp(policy.score(context, [1])[0]!)).toBeCloseTo(0.75, 12);
    expect(Math.exp(policy.copy().score(context, [1])[0]!)).toBeCloseTo(0.75, 12);
    const other = { indices: Int32Array.of(3), values: Float64Array.of(1) };
    expect(Math.exp(policy.score(other, [1])[0]!)).toBeCloseTo(0.5, 12);
  });

  it("are no parameters: the gradient at the same logits is that of a policy without", () => {
    const task = { grammar, dimension: 5, tabular: false, start: () => [0, 0] };
    const leaning = POLICIES.find("linear")!.create(
      { ...task, leanings: [{ slot: 0, dimension: 4, logits: [1, 0] }] },
      0,
      stream,
    );
    const biased = POLICIES.find("linear")!.create({ ...task, start: () => [1, 0] }, 0, stream);
    const [first, second] = [leaning, biased].map((policy) => {
      const into = new Float64Array(policy.parameters.length);
      policy.addGradient(context, [1], [1], into);
      return [...into];
    });
    expect(first).toEqual(second);
    expect(leaning.parameters.some((value) => value !== 0)).toBe(false);
  });

  it("must fit the tokens of their slot", () => {
    expect(() => new Leanings([{ slot: 0, dimension: 0, logits: [1] }], [2])).toThrow("slot 0 has 2 tokens, not 1");
  });
});
