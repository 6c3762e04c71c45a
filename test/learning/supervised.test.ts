import { describe, expect, it } from "vitest";
import { oneHot } from "../../src/learning/features.js";
import { addImitationGradient, meanNegativeLogLikelihood } from "../../src/learning/supervised.js";
import { randomTable } from "./preference-lab.js";

const H = 1e-6;

describe("the supervised loss", () => {
  it("is the mean, not the sum, of minus the log-probabilities of the tokens", () => {
    const policy = randomTable(1);
    const tokens = [0, 1, 2];
    const [first, second, third] = policy.score(oneHot(2), tokens);
    const loss = meanNegativeLogLikelihood(policy, { context: oneHot(2), tokens });
    expect(loss).toBeCloseTo(-(first + second + third) / 3, 15);
    // Worked out by hand: a uniform policy over three tokens finds each of them as surprising, ln 3.
    policy.parameters.fill(0);
    expect(meanNegativeLogLikelihood(policy, { context: oneHot(2), tokens })).toBeCloseTo(Math.log(3), 12);
    expect(meanNegativeLogLikelihood(policy, { context: oneHot(2), tokens: [2] })).toBeCloseTo(Math.log(3), 12);
  });

  it("has the gradient that finite differences give", () => {
    const policy = randomTable(2);
    const shown = { context: oneHot(1), tokens: [0, 2, 1] };
    const gradient = new Float64Array(policy.parameters.length);
    addImitationGradient(policy, shown, 0.7, gradient);
    for (let i = 0; i < gradient.length; i += 1) {
      const kept = policy.parameters[i];
      policy.parameters[i] = kept + H;
      const above = meanNegativeLogLikelihood(policy, shown);
      policy.parameters[i] = kept - H;
      const below = meanNegativeLogLikelihood(policy, shown);
      policy.parameters[i] = kept;
      expect(gradient[i]).toBeCloseTo((-0.7 * (above - below)) / (2 * H), 7);
    }
    expect(gradient.some((value) => Math.abs(value) > 0.01)).toBe(true);
  });
});
