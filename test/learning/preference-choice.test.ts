import { describe, expect, it } from "vitest";
import { oneHot } from "../../src/learning/features.js";
import { leastPerplexing, mostVoted } from "../../src/learning/preference-choice.js";
import { meanNegativeLogLikelihood } from "../../src/learning/supervised.js";
import { randomTable } from "./preference-lab.js";

const CONTEXT = oneHot(2);

describe("the filter by perplexity", () => {
  it("invariant 10: keeps the answer of the smallest mean negative log-probability, in whatever order they come", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const policy = randomTable(seed);
      const answers = [[0, 1, 2], [2], [1, 1, 1], [0, 0, 0]];
      const surprises = answers.map((tokens) => meanNegativeLogLikelihood(policy, { context: CONTEXT, tokens }));
      const kept = leastPerplexing(policy, CONTEXT, answers);
      expect(surprises[kept]).toBe(Math.min(...surprises));
      const backwards = [...answers].reverse();
      expect(backwards[leastPerplexing(policy, CONTEXT, backwards)]).toEqual(answers[kept]);
    }
  });

  it("invariant 11: goes by the mean: a longer answer of the same log-probability per token ties, and the first is kept", () => {
    const policy = randomTable(1);
    policy.parameters.fill(0);
    expect(leastPerplexing(policy, CONTEXT, [[0, 1, 2], [2]])).toBe(0);
    expect(leastPerplexing(policy, CONTEXT, [[2], [0, 1, 2]])).toBe(0);
  });

  it("invariant 12: returns the only answer, however probable or not", () => {
    const policy = randomTable(1);
    for (const scale of [1, 10, 1000]) {
      policy.parameters.set(randomTable(1).parameters.map((value) => value * scale));
      expect(leastPerplexing(policy, CONTEXT, [[0, 1, 2]])).toBe(0);
    }
  });
});

describe("the filter by vote", () => {
  it("keeps the answer that most gave, the first of those that lead, and can weigh votes", () => {
    expect(mostVoted([[0], [1, 2], [1, 2]])).toBe(1);
    expect(mostVoted([[0], [1, 2], [1], [0], [1, 2]])).toBe(0);
    expect(mostVoted([[0], [1, 2], [1, 2]], [3, 1, 1])).toBe(0);
  });

  it("tells answers of other tokens apart though their digits run together", () => {
    expect(
      mostVoted([
        [1, 12],
        [11, 2],
        [11, 2],
      ]),
    ).toBe(1);
  });
});
