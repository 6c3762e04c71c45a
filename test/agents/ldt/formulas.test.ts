import { describe, expect, it } from "vitest";
import { bestResponse, mutualResponse } from "../../../src/agents/ldt/best-response.js";
import { counterfactualResponse } from "../../../src/agents/ldt/counterfactual.js";
import { inferPolicy, type Policy, worthOfCooperating, worthOfDefecting } from "../../../src/agents/ldt/policy.js";
import { dependence } from "../../../src/agents/ldt/subjunctive.js";
import { conductVector, likeness } from "../../../src/agents/ldt/twin.js";
import { cooperationOfTwins } from "../../../src/agents/ldt/twin-graph.js";
import { MersenneTwister } from "../../../src/base/random/mersenne-twister.js";
import { deeds, ldtConfig, profileOf } from "./material.js";

const OWN: Policy = { prior: 0.65, similarity: 0.7, welfare: 0.3, commitment: 0.8 };

describe("the conduct vector", () => {
  it("holds the last deeds, oldest first, rejections as -(1 - p), and padding at the end", () => {
    expect(conductVector(deeds("0.9 no:0.75 0.6"), 2, 0.5)).toEqual([-0.25, 0.6]);
    expect(conductVector(deeds("0.9 no:0.75"), 4, 0.65)).toEqual([0.9, -0.25, 0.65, 0.65]);
    expect(conductVector([], 2, 0.5)).toEqual([0.5, 0.5]);
  });
});

describe("likeness", () => {
  it("is the cosine, cut to [0, 1]", () => {
    expect(likeness([0.6, 0.8], [1, 0])).toBeCloseTo(0.6, 15);
    expect(likeness([1, 1], [0.2, 0.2])).toBeCloseTo(1, 15);
    expect(likeness([1, 0], [-1, 0.5])).toBe(0);
  });

  it("is 0 where a vector is all zeros", () => {
    expect(likeness([0, 0], [1, 1])).toBe(0);
  });
});

describe("dependence", () => {
  it("is likeness while there are fewer than three interactions", () => {
    expect(dependence(deeds("0.5 0.5 0.5 0.5"), deeds("no:0.5 no:0.5"), 0.4)).toEqual({ score: 0.4, agreement: 0.4 });
  });

  it("of two series that always agree, half and half, is complete", () => {
    const series = deeds("0.5 no:0.5 0.5 no:0.5");
    const { score, agreement } = dependence(series, series, 1);
    expect(agreement).toBe(1);
    expect(score).toBeCloseTo(1, 12); // 0.3 + 0.3 + 0.15 + 0.25 x 1 bit
  });

  it("of two series that always disagree has all the information and none of the agreement", () => {
    const { score, agreement } = dependence(deeds("0.5 no:0.5 0.5 no:0.5"), deeds("no:0.5 0.5 no:0.5 0.5"), 0);
    expect(agreement).toBe(0);
    expect(score).toBeCloseTo(0.25, 12);
  });

  it("pairs the last of both, and calls an agreement with nothing to agree on 0.5", () => {
    // The last three: own all accepted; theirs two of three. No own rejection: 0.5. A constant series tells nothing.
    const { score, agreement } = dependence(deeds("no:0.5 no:0.5 0.5 0.5 0.5"), deeds("0.5 no:0.5 0.5"), 0.6);
    expect(agreement).toBeCloseTo(2 / 3, 12);
    expect(score).toBeCloseTo(0.3 * 0.6 + 0.3 * (2 / 3) + 0.15 * 0.5, 12);
  });

  it("measures information in bits", () => {
    // Joint: both 1/2, only own 1/4, neither 1/4; own 3/4, theirs 1/2.
    const { score } = dependence(deeds("0.5 0.5 0.5 no:0.5"), deeds("0.5 0.5 no:0.5 no:0.5"), 0);
    const bits = 0.5 * Math.log2(0.5 / 0.375) + 0.25 * Math.log2(0.25 / 0.375) + 0.25 * Math.log2(0.25 / 0.125);
    expect(score).toBeCloseTo(0.3 * (2 / 3) + 0.15 + 0.25 * bits, 12);
  });
});

describe("the inferred policy", () => {
  it("of a stranger is one's own, held with no confidence", () => {
    expect(inferPolicy(undefined, OWN, 20, 0.6)).toEqual({ policy: OWN, confidence: 0 });
  });

  it("is read off the conduct once there is enough of it", () => {
    const profile = profileOf("0.4 0.6 no:0.5 no:0.9");
    const { policy, confidence } = inferPolicy(profile, OWN, 4, 0.6);
    expect(confidence).toBe(1);
    expect(policy.prior).toBe(0.5);
    expect(policy.similarity).toBeCloseTo(0.9, 12); // sd of 0.4 and 0.6 is 0.1
    expect(policy.welfare).toBeCloseTo(2 / 3, 12); // 0.4, 0.6 and the rejected 0.5; 0.9 is not in doubt
    expect(policy.commitment).toBe(0); // the first half all accepted, the second none
  });

  it("leans on one's own by the mirror weight times the doubt", () => {
    const { policy, confidence } = inferPolicy(profileOf("0.9 0.9"), OWN, 8, 0.6);
    expect(confidence).toBe(0.25);
    expect(policy.prior).toBeCloseTo(0.45 * 0.65 + 0.55, 12);
    expect(policy.welfare).toBeCloseTo(0.45 * 0.3 + 0.55 * 0.5, 12);
    expect(policy.commitment).toBeCloseTo(0.45 * 0.8 + 0.55 * 0.5, 12);
  });
});

describe("worth", () => {
  it("of cooperating weighs the prior against experience, of defecting is what is lost", () => {
    expect(worthOfCooperating(OWN, 0.5)).toBeCloseTo(0.8 * 0.65 + 0.2 * (0.5 + 0.3 * 0.5), 12);
    expect(worthOfDefecting(0.7)).toBeCloseTo(-0.1, 12);
    expect(worthOfDefecting(0.5)).toBeCloseTo(0, 12);
  });
});

describe("the best response", () => {
  it("follows its formula", () => {
    const twin = 1 / (1 + Math.exp(2)); // likeness 0.5 against 0.7
    const quality = 0.4 * 0.65 + 0.5 * 0.6 * 0.65;
    const advantage = 0.8 * 0.65 + 0.2 * 1.3 * quality; // quality 0.455 loses nothing by defection
    const expected = twin + (1 - twin) / (1 + Math.exp(-5 * advantage));
    expect(bestResponse(0.4, 0.5, OWN)).toBeCloseTo(expected, 12);
  });

  it("is sought round by round until neither side moves, or rounds are over", () => {
    const theirs: Policy = { prior: 0.1, similarity: 0.9, welfare: 0, commitment: 0.1 };
    const rounds = (max_recursion_depth: number, convergence_epsilon: number) =>
      mutualResponse(OWN, theirs, 0.2, { max_recursion_depth, convergence_epsilon, introspection_discount: 0.9 });
    expect(rounds(0, 0)).toBe(0.65);
    expect(rounds(1, 0)).toBeCloseTo(0.9 * bestResponse(0.1, 0.2, OWN) + 0.065, 12);
    const second = 0.9 * bestResponse(0.9 * bestResponse(0.65, 0.2, theirs) + 0.01, 0.2, OWN) + 0.1 * rounds(1, 0);
    expect(rounds(2, 0)).toBeCloseTo(second, 12);
    expect(rounds(8, 1)).toBe(rounds(1, 0));
    expect(rounds(300, 1e-15)).toBeCloseTo(rounds(400, 0), 12);
  });
});

describe("twins of twins", () => {
  const reach = {
    counterfactual_horizon: 2,
    twin_graph_min_edge: 0.3,
    twin_graph_traversal_depth: 2,
    twin_graph_decay: 0.5,
  };

  it("count by the path that leads to them", () => {
    // Vectors: partner (1, 0); a (0.6, 0.8): edge 0.6; b (0, 1): no edge to the partner, 0.8 to a.
    const partner = profileOf("1 0");
    const a = profileOf("0.6 0.8");
    const b = profileOf("no:1 1");
    const [weightA, weightB] = [0.6 * 0.5, 0.6 * 0.5 * 0.8 * 0.5];
    const expected = (weightA * 1 + weightB * 0.5) / (weightA + weightB);
    expect(cooperationOfTwins(partner, [a, b], reach)).toBeCloseTo(expected, 12);
    expect(cooperationOfTwins(partner, [a, b], { ...reach, twin_graph_traversal_depth: 1 })).toBe(1);
  });

  it("have no say when there are none in reach", () => {
    const lone = profileOf("1 0");
    expect(cooperationOfTwins(lone, [], reach)).toBeUndefined();
    expect(cooperationOfTwins(lone, [profileOf("no:0 1")], reach)).toBeUndefined();
    expect(cooperationOfTwins(lone, [lone], { ...reach, twin_graph_decay: 0.01 })).toBeUndefined();
    expect(cooperationOfTwins(lone, [lone], { ...reach, twin_graph_traversal_depth: 0 })).toBeUndefined();
  });
});

describe("the counterfactual response", () => {
  it("without noise is the best response to the inferred policy", () => {
    const config = ldtConfig({ counterfactual_noise_std: 0, n_counterfactual_samples: 3, counterfactual_horizon: 2 });
    const profile = profileOf("0.9 no:0.4");
    const vector = [0.5, 0.5];
    const expected = bestResponse(0.5, likeness(vector, [0.9, -0.6]), OWN);
    expect(counterfactualResponse(profile, OWN, vector, config, new MersenneTwister(1))).toBeCloseTo(expected, 12);
  });

  it("draws one normal number per interaction and sample", () => {
    const config = ldtConfig({ n_counterfactual_samples: 4 });
    const draws: number[] = [];
    const stream = Object.assign(new MersenneTwister(1), {
      gauss: (_mu: number, sd: number) => draws.push(sd) * 0,
    });
    counterfactualResponse(profileOf("0.9 no:0.4 0.2"), OWN, new Array(20).fill(0.5), config, stream);
    expect(draws).toEqual(new Array(12).fill(0.1));
  });
});
