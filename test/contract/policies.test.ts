import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { RandomStream } from "../../src/base/random/random-source.js";
import { type Features, oneHot } from "../../src/learning/features.js";
import { type Grammar, outputsOf } from "../../src/learning/grammar.js";
import { POLICIES, type PolicyDefinition, type PolicyTask } from "../../src/learning/policies.js";
import type { Policy } from "../../src/learning/policy.js";
import { weightHash } from "../../src/learning/weight-hash.js";

/** Outputs of one, two and three tokens; the second slot comes after another one or first of all. */
const GRAMMAR: Grammar = {
  slots: [
    { name: "opening", tokens: ["end", "short", "long"] },
    { name: "flag", tokens: ["no", "yes"] },
    { name: "word", tokens: ["a", "b", "c", "d"] },
  ],
  next(tokens) {
    if (tokens.length === 0) return 0;
    if (tokens[0] === 0 || tokens.length > tokens[0]!) return undefined;
    return tokens[0] === 2 && tokens.length === 1 ? 2 : 1;
  },
};
const OUTPUTS = outputsOf(GRAMMAR);
const DIMENSION = 6;
const HIDDEN = 4;

/** Log-probabilities that differ between slots, and in a table between contexts. */
const start = (slot: number, context = 0): readonly number[] => {
  const weights = GRAMMAR.slots[slot]!.tokens.map((_, token) => 1 + slot + ((token * (context + 2)) % 5));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => Math.log(weight / total));
};
const COUNTED: PolicyTask = { grammar: GRAMMAR, dimension: DIMENSION, tabular: true, start };
const FREE: PolicyTask = {
  grammar: GRAMMAR,
  dimension: DIMENSION,
  tabular: false,
  start: (slot) => start(slot),
  leanings: [{ slot: 0, dimension: 2, logits: [0.5, -1, 2] }],
};

const streamOf = (key: string): RandomStream => keyedSource(3).family("policy contract", [key]).of(0);
const sparse = (indices: readonly number[], values: readonly number[]): Features => ({
  indices: Int32Array.from(indices),
  values: Float64Array.from(values),
});

/** A policy away from its start, so that nothing holds for zeros alone. */
function moved(definition: PolicyDefinition): { readonly policy: Policy; readonly contexts: readonly Features[] } {
  const counts = definition.name === "tabular";
  const policy = definition.create(counts ? COUNTED : FREE, HIDDEN, streamOf("weights"));
  const stream = streamOf("moves");
  policy.parameters.forEach((value, at) => {
    policy.parameters[at] = value + stream.uniform(-0.8, 0.8);
  });
  const more = [sparse([4, 1, 2], [0.5, -1.5, 2]), sparse([], [])];
  return { policy, contexts: [oneHot(0), oneHot(DIMENSION - 1), ...(counts ? [] : more)] };
}

const probability = (policy: Policy, context: Features, output: readonly number[]) =>
  Math.exp(policy.score(context, output).reduce((sum, logProb) => sum + logProb, 0));

it("the grammar of this suite has outputs of every length", () => {
  expect(OUTPUTS.map((output) => output.join(""))).toEqual([
    "0",
    "10",
    "11",
    "200",
    "201",
    "210",
    "211",
    "220",
    "221",
    "230",
    "231",
  ]);
});

describe.each([...POLICIES].map((definition) => [definition.name, definition] as const))(
  "the policy %s",
  (_, definition) => {
    const { policy, contexts } = moved(definition);

    it("draws the same outputs from the same stream, one draw a token, and others from another", () => {
      const drawn = (key: string) => {
        const stream = streamOf(key);
        return Array.from({ length: 60 }, (_, at) => policy.sample(contexts[at % contexts.length]!, stream));
      };
      expect(drawn("a")).toEqual(drawn("a"));
      expect(drawn("a")).not.toEqual(drawn("b"));
      const [counted, plain] = [streamOf("a"), streamOf("a")];
      const { tokens } = policy.sample(contexts[0]!, counted);
      for (const _ of tokens) plain.random();
      expect(counted.random()).toBe(plain.random());
    });

    it("scores what it drew with the very log-probabilities of the draw", () => {
      const stream = streamOf("scores");
      for (let at = 0; at < 100; at += 1) {
        const context = contexts[at % contexts.length]!;
        const { tokens, logProbs } = policy.sample(context, stream);
        expect(GRAMMAR.next(tokens)).toBeUndefined();
        expect(policy.score(context, tokens)).toEqual(logProbs);
        for (const logProb of logProbs) expect(logProb).toBeLessThanOrEqual(0);
      }
    });

    it("spreads a probability of 1 over all outputs", () => {
      for (const context of contexts) {
        const total = OUTPUTS.reduce((sum, output) => sum + probability(policy, context, output), 0);
        expect(total).toBeCloseTo(1, 12);
      }
    });

    it("draws outputs as often as it says", () => {
      const [stream, draws, context] = [streamOf("often"), 6000, contexts.at(-1)!];
      const counts = new Map<string, number>();
      for (let at = 0; at < draws; at += 1) {
        const key = policy.sample(context, stream).tokens.join();
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      for (const output of OUTPUTS) {
        const p = probability(policy, context, output);
        // Five standard deviations of a binomial count: the draws are the same at every run.
        const spread = 5 * Math.sqrt(draws * p * (1 - p));
        expect(Math.abs((counts.get(output.join()) ?? 0) - draws * p), output.join()).toBeLessThan(spread);
      }
    });

    it("picks the likeliest token at each slot where it is greedy", () => {
      for (const context of contexts) {
        const best = policy.best(context);
        expect(GRAMMAR.next(best)).toBeUndefined();
        const scores = policy.score(context, best);
        best.forEach((_, at) => {
          const others = OUTPUTS.filter((output) => output.slice(0, at).join() === best.slice(0, at).join());
          for (const output of others) {
            expect(scores[at]).toBeGreaterThanOrEqual(policy.score(context, output)[at]!);
          }
        });
      }
    });

    it("has the gradient that finite differences give, added to what is there", () => {
      const weights = [0.7, -1.3, 0.4];
      for (const context of contexts) {
        for (const output of [OUTPUTS[0]!, OUTPUTS[2]!, OUTPUTS[8]!]) {
          const gradient = new Float64Array(policy.parameters.length).fill(1);
          policy.addGradient(context, output, weights, gradient);
          const objective = () =>
            policy.score(context, output).reduce((sum, logProb, at) => sum + weights[at]! * logProb, 0);
          for (let at = 0; at < gradient.length; at += 1) {
            const [value, step] = [policy.parameters[at]!, 1e-6];
            policy.parameters[at] = value + step;
            const above = objective();
            policy.parameters[at] = value - step;
            const below = objective();
            policy.parameters[at] = value;
            expect(gradient[at]! - 1).toBeCloseTo((above - below) / (2 * step), 7);
          }
        }
      }
    });

    it("learns nothing from tokens of weight 0", () => {
      const gradient = new Float64Array(policy.parameters.length);
      policy.addGradient(contexts[0]!, OUTPUTS[8]!, [0, 0, 0], gradient);
      expect(gradient.every((slope) => slope === 0)).toBe(true);
    });

    it("copies itself with parameters of its own", () => {
      const copy = policy.copy();
      expect(copy.parameters).toEqual(policy.parameters);
      expect(copy.score(contexts[0]!, OUTPUTS[8]!)).toEqual(policy.score(contexts[0]!, OUTPUTS[8]!));
      const [before, hash] = [policy.parameters.slice(), weightHash(policy.parameters)];
      copy.parameters.fill(0.25);
      copy.sample(contexts[0]!, streamOf("copy"));
      expect(policy.parameters).toEqual(before);
      expect(weightHash(policy.parameters)).toBe(hash);
      expect(weightHash(copy.parameters)).not.toBe(hash);
    });

    it("has a hash that changes with any bit of any parameter, and with nothing else", () => {
      const copy = policy.copy();
      const hash = weightHash(policy.parameters);
      copy.score(contexts[0]!, OUTPUTS[0]!);
      copy.best(contexts[0]!);
      copy.addGradient(contexts[0]!, OUTPUTS[8]!, [1, 1, 1], new Float64Array(copy.parameters.length));
      expect(weightHash(copy.parameters)).toBe(hash);
      for (const at of [0, copy.parameters.length >> 1, copy.parameters.length - 1]) {
        const value = copy.parameters[at]!;
        copy.parameters[at] = value * (1 + Number.EPSILON);
        expect(weightHash(copy.parameters)).not.toBe(hash);
        copy.parameters[at] = value;
      }
      expect(weightHash(copy.parameters)).toBe(hash);
    });

    it("is made the same from the same stream, and starts as its task says", () => {
      const task = definition.name === "tabular" ? COUNTED : FREE;
      const [first, second] = ["weights", "weights"].map((key) => definition.create(task, HIDDEN, streamOf(key)));
      expect(first!.parameters).toEqual(second!.parameters);
      // A context without a leaning.
      const context = 1;
      for (const output of OUTPUTS) {
        const scores = first!.score(oneHot(context), output);
        output.forEach((token, at) => {
          const slot = GRAMMAR.next(output.slice(0, at))!;
          const expected = task.tabular ? start(slot, context) : start(slot);
          expect(scores[at]).toBeCloseTo(expected[token]!, 12);
        });
      }
    });

    it("takes contexts that cannot be counted, or says that it does not", () => {
      const create = () => definition.create(FREE, HIDDEN, streamOf("weights"));
      if (definition.name === "tabular") expect(create).toThrow("a table needs contexts that can be counted");
      else expect(create().dimension).toBe(DIMENSION);
    });
  },
);
