import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import { preferenceMargin } from "../../src/learning/preference.js";
import { lossNamed } from "../../src/learning/preference-losses.js";
import { trainOnPairs } from "../../src/learning/preference-training.js";
import { pairOf, randomTable } from "./preference-lab.js";

const stream = () => keyedSource(3).family("training", ["x"]).of(0);
const PLAN = { beta: 0.3, sftWeight: 0.2, optimiser: "adam", rate: 0.05, batch: 2, epochs: 20 } as const;
const PAIRS = [pairOf(0), pairOf(1, [2], [0, 0, 1]), pairOf(3, [1, 1, 2], [1, 0, 0])];

describe("training on pairs", () => {
  it("lowers the loss and raises every margin, and leaves the reference alone", () => {
    const [policy, reference] = [randomTable(1), randomTable(1)];
    const kept = reference.parameters.slice();
    const losses = trainOnPairs(policy, reference, PAIRS, lossNamed("macpo.pref+sft"), PLAN, stream());
    expect(losses).toHaveLength(20);
    expect(losses[19]).toBeLessThan(losses[0]);
    for (const pair of PAIRS) expect(preferenceMargin(policy, reference, pair)).toBeGreaterThan(0);
    expect(reference.parameters).toEqual(kept);
  });

  it("does the same again from the same stream, and something else from another", () => {
    const trained = (from = stream()) => {
      const policy = randomTable(1);
      trainOnPairs(policy, randomTable(1), PAIRS, lossNamed("macpo.pref"), PLAN, from);
      return [...policy.parameters];
    };
    expect(trained()).toEqual(trained());
    expect(trained(keyedSource(4).family("training", ["x"]).of(0))).not.toEqual(trained());
  });

  it("does nothing without pairs or epochs", () => {
    const policy = randomTable(1);
    const loss = lossNamed("sft.mean");
    expect(trainOnPairs(policy, randomTable(1), [], loss, PLAN, stream())).toEqual([]);
    expect(trainOnPairs(policy, randomTable(1), PAIRS, loss, { ...PLAN, epochs: 0 }, stream())).toEqual([]);
    expect(policy.parameters).toEqual(randomTable(1).parameters);
  });
});
