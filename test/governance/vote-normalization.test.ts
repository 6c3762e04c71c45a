import { describe, expect, it } from "vitest";
import { voteWeight } from "../../src/governance/vote-normalization.js";

describe("the weight of a vote", () => {
  it("is 1 / (1 + votes cast / maximum)", () => {
    expect(voteWeight(0, 10, true)).toBe(1);
    expect(voteWeight(10, 10, true)).toBe(0.5);
    expect(voteWeight(12, 4, true)).toBe(0.25);
  });

  it("is 1 where votes are not normalised", () => {
    expect(voteWeight(1000, 10, false)).toBe(1);
  });
});
