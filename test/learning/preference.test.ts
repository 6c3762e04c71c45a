import { describe, expect, it } from "vitest";
import { oneHot } from "../../src/learning/features.js";
import type { Policy } from "../../src/learning/policy.js";
import {
  addPreferenceGradient,
  logProbability,
  logSigmoid,
  preferenceLoss,
  preferenceMargin,
} from "../../src/learning/preference.js";
import { LOSSES, lossNamed } from "../../src/learning/preference-losses.js";
import { GRAMMAR, pairOf, randomTable } from "./preference-lab.js";

const pref = lossNamed("macpo.pref");
const both = lossNamed("macpo.pref+sft");
const sft = lossNamed("sft.mean");

/** A policy whose log-probabilities of whole answers are shifted by `by`, as if there were a better normaliser. */
function shifted(policy: Policy, by: number): Policy {
  const score: Policy["score"] = (context, tokens) =>
    policy.score(context, tokens).map((value, i) => (i === 0 ? value + by : value));
  return {
    ...policy,
    grammar: policy.grammar,
    parameters: policy.parameters,
    dimension: policy.dimension,
    score,
  } as Policy;
}

describe("the preference loss", () => {
  it("invariant 1: is log 2 for any pair and any beta where policy and reference are the same", () => {
    for (const beta of [0.01, 0.1, 1, 30]) {
      for (const pair of [pairOf(), pairOf(3, [2], [1, 0, 0]), pairOf(0, [1, 1, 1], [0, 0, 2])]) {
        const policy = randomTable(1);
        const inputs = { policy, reference: randomTable(1), beta, sftWeight: 0 };
        expect(pref.evaluate(inputs, pair)).toBeCloseTo(Math.LN2, 14);
      }
    }
  });

  it("invariant 2: has no gradient for a pair of equal answers without the supervised part", () => {
    const policy = randomTable(2);
    const gradient = new Float64Array(policy.parameters.length);
    const inputs = { policy, reference: randomTable(3), beta: 0.5, sftWeight: 0.2 };
    pref.evaluate(inputs, pairOf(1, [0, 1, 2], [0, 1, 2]), gradient);
    for (const value of gradient) expect(Math.abs(value)).toBeLessThan(1e-15);
    both.evaluate(inputs, pairOf(1, [0, 1, 2], [0, 1, 2]), gradient);
    expect(gradient.some((value) => Math.abs(value) > 1e-3)).toBe(true);
  });

  it("invariant 3: of a pair and of its twin with the answers exchanged are log-probabilities of one event and its opposite", () => {
    const [policy, reference] = [randomTable(4), randomTable(5)];
    const { context, chosen, rejected } = pairOf();
    for (const beta of [0.1, 2, 40]) {
      const inputs = { policy, reference, beta, sftWeight: 0 };
      const one = pref.evaluate(inputs, { context, chosen, rejected });
      const other = pref.evaluate(inputs, { context, chosen: rejected, rejected: chosen });
      expect(Math.exp(-one) + Math.exp(-other)).toBeCloseTo(1, 12);
    }
  });

  it("invariant 4: a small step along its gradient raises the margin of the pair", () => {
    for (const seed of [6, 7, 8]) {
      const [policy, reference] = [randomTable(seed), randomTable(seed + 10)];
      const pair = pairOf(2, [1, 0, 1], [0, 2, 2]);
      const before = preferenceMargin(policy, reference, pair);
      const gradient = new Float64Array(policy.parameters.length);
      pref.evaluate({ policy, reference, beta: 0.1, sftWeight: 0 }, pair, gradient);
      for (let i = 0; i < gradient.length; i += 1) policy.parameters[i] += 1e-3 * gradient[i];
      expect(preferenceMargin(policy, reference, pair)).toBeGreaterThan(before);
    }
  });

  it.each([0, 0.2])(
    "invariant 5: has the gradient that finite differences give on a table, supervised weight %d",
    (sftWeight) => {
      const [policy, reference] = [randomTable(9), randomTable(10)];
      const pair = pairOf(1, [0, 1, 1], [1, 2, 0]);
      const inputs = { policy, reference, beta: 0.8, sftWeight };
      const gradient = new Float64Array(policy.parameters.length);
      both.evaluate(inputs, pair, gradient, 0.5);
      const h = 1e-6;
      for (let i = 0; i < gradient.length; i += 1) {
        const kept = policy.parameters[i];
        policy.parameters[i] = kept + h;
        const above = both.evaluate(inputs, pair);
        policy.parameters[i] = kept - h;
        const below = both.evaluate(inputs, pair);
        policy.parameters[i] = kept;
        expect(gradient[i]).toBeCloseTo((-0.5 * (above - below)) / (2 * h), 7);
      }
      expect(gradient.some((value) => Math.abs(value) > 0.01)).toBe(true);
    },
  );

  it("invariant 6: does not move when both answers' log-probabilities move alike, in policy or reference", () => {
    const [policy, reference] = [randomTable(11), randomTable(12)];
    const pair = pairOf();
    const loss = (one: Policy, other: Policy) =>
      pref.evaluate({ policy: one, reference: other, beta: 0.7, sftWeight: 0 }, pair);
    const plain = loss(policy, reference);
    expect(loss(shifted(policy, 3.5), reference)).toBeCloseTo(plain, 12);
    expect(loss(policy, shifted(reference, -2))).toBeCloseTo(plain, 12);
  });

  it("invariant 7: tends to log 2 as beta tends to 0, and the supervised loss knows neither beta nor reference", () => {
    const [policy, reference] = [randomTable(13), randomTable(14)];
    const at = (beta: number) => pref.evaluate({ policy, reference, beta, sftWeight: 0 }, pairOf());
    expect(Math.abs(at(1e-9) - Math.LN2)).toBeLessThan(1e-8);
    expect(Math.abs(at(0.5) - Math.LN2)).toBeGreaterThan(1e-3);
    const one = sft.evaluate({ policy, reference, beta: 0.1, sftWeight: 0.2 }, pairOf());
    const other = sft.evaluate({ policy, reference: randomTable(15), beta: 9, sftWeight: 0 }, pairOf());
    expect(one).toBe(other);
  });

  it("invariant 8: of an answer twice as long at equal log-probability per token, the supervised loss is the same and the log-ratio double", () => {
    // A table over one context whose tokens are equally probable wherever they stand.
    const policy = randomTable(16);
    policy.parameters.set([0.3, 0.3, -5], 0);
    const reference = randomTable(16);
    reference.parameters.set([0.1, 0.1, 0.1], 0);
    const longer = {
      ...policy,
      grammar: { ...GRAMMAR, next: (t: readonly number[]) => (t.length === 6 ? undefined : 0) },
    };
    const score = (of: Policy, tokens: readonly number[]): Float64Array =>
      Float64Array.from(tokens, (token) => of.score(oneHot(0), [token, 0, 0])[0]);
    const free = (of: Policy): Policy => ({ ...longer, score: (_, tokens) => score(of, tokens) }) as Policy;
    const [short, long] = [
      [0, 1, 0],
      [0, 1, 0, 1, 0, 1],
    ];
    const [own, ref] = [free(policy), free(reference)];
    const ratio = (tokens: readonly number[]) =>
      logProbability(own, oneHot(0), tokens) - logProbability(ref, oneHot(0), tokens);
    const inputs = { policy: own, reference: ref, beta: 0.1, sftWeight: 0 };
    const loss = (chosen: readonly number[]) => sft.evaluate(inputs, { context: oneHot(0), chosen, rejected: [] });
    expect(loss(long)).toBeCloseTo(loss(short), 12);
    expect(ratio(long)).toBeCloseTo(2 * ratio(short), 12);
    expect(Math.abs(ratio(short))).toBeGreaterThan(0.1);
  });

  it("weighs every token of the chosen answer by beta (1 - sigmoid(beta m)) + c / n, and of the other by minus the former", () => {
    // By hand: beta 0.5, margin 2: 0.5 (1 - sigmoid(1)) = 0.5 * 0.2689414213699951 = 0.13447071068499755; c / n = 0.2 / 3.
    const seen: (readonly number[])[] = [];
    const spy = {
      addGradient: (_: unknown, __: unknown, weights: ArrayLike<number>) => void seen.push(Array.from(weights)),
    };
    addPreferenceGradient(spy as unknown as Policy, pairOf(), 2, { beta: 0.5, sftWeight: 0.2 }, 1, new Float64Array(0));
    expect(seen[0]).toHaveLength(3);
    for (const weight of seen[0]) expect(weight).toBeCloseTo(0.13447071068499755 + 0.2 / 3, 14);
    expect(seen[1]).toHaveLength(1);
    expect(seen[1][0]).toBeCloseTo(-0.13447071068499755, 14);
  });

  it("neither overflows nor loses its digits at huge margins", () => {
    expect(preferenceLoss(1e6, 0.1)).toBe(0);
    expect(preferenceLoss(-1e6, 0.1)).toBeCloseTo(1e5, 6);
    expect(logSigmoid(-800)).toBe(-800);
    expect(logSigmoid(800)).toBe(-0);
  });

  it("goes by three names in one registry, and an unknown one is told apart", () => {
    expect(LOSSES.names).toEqual(["macpo.pref", "macpo.pref+sft", "sft.mean"]);
    expect(() => lossNamed("macpo.perf")).toThrow('did you mean "macpo.pref"?');
  });
});
