import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { AGENTS } from "../../src/waltz/environments/environment.js";
import { REWARDS } from "../../src/waltz/rewards/registry.js";
import type { RewardDefinition } from "../../src/waltz/rewards/reward.js";
import { completeReward } from "../../src/waltz/training/complete-reward.js";
import type { Rollout } from "../../src/waltz/training/rollout.js";
import { rollouts, streamOf, untrained } from "../waltz/support.js";

/** Exchanges of every length and trigger, by policies that are as random as can be. */
const ROLLOUTS: readonly Rollout[] = (() => {
  const policies = untrained();
  const stream = streamOf("noise");
  for (const { parameters } of Object.values(policies)) {
    parameters.forEach((value, at) => {
      parameters[at] = value + stream.uniform(-2, 2);
    });
  }
  return (["adaptive", "always", "off"] as const).flatMap((trigger) =>
    [0, 1, 3].flatMap((maxRounds) => rollouts(80, { trigger, maxRounds }, policies)),
  );
})();

/** The samples that a definition can be asked about. */
const samplesFor = ({ agent }: RewardDefinition) =>
  ROLLOUTS.flatMap((rollout) =>
    rollout.turns.flatMap(({ feedback }, turn) =>
      agent === "feedback" && feedback === undefined ? [] : [{ rollout, turn }],
    ),
  );

it("the exchanges of this suite have all lengths, and readable feedback as well as broken", () => {
  expect(new Set(ROLLOUTS.map(({ turns }) => turns.length))).toEqual(new Set([1, 2, 3, 4]));
  const said = ROLLOUTS.flatMap(({ turns }) => turns.flatMap(({ feedback }) => feedback ?? []));
  expect(new Set(said.map(({ score }) => score))).toEqual(new Set([0, 1, undefined]));
});

describe.each([...REWARDS].map((definition) => [definition.name, definition] as const))(
  "the reward %s",
  (name, definition) => {
    const samples = samplesFor(definition);

    it("says what it is, whose it is and where it comes from", () => {
      expect(name).toMatch(/^[a-z]+(\.[a-z]+)+$/);
      for (const text of [definition.summary, definition.formula, definition.source]) expect(text).not.toBe("");
      expect(["conversation", "feedback", "either", "diagnostic"]).toContain(definition.agent);
    });

    it("is a number with the same parts for every sample, each in [-1, 1]", () => {
      const names = Object.keys(definition.reward(samples[0]!.rollout, 0, definition.weights).parts);
      expect(names.length).toBeGreaterThan(0);
      for (const { rollout, turn } of samples) {
        const { total, parts } = definition.reward(rollout, turn, definition.weights);
        expect(Number.isFinite(total)).toBe(true);
        expect(Object.keys(parts)).toEqual(names);
        for (const part of Object.values(parts)) expect(Math.abs(part)).toBeLessThanOrEqual(1);
      }
    });

    it("varies, or nothing could be learnt from it", () => {
      const totals = samples.map(({ rollout, turn }) => definition.reward(rollout, turn, definition.weights).total);
      expect(new Set(totals).size).toBeGreaterThan(1);
    });

    it("names its weights in its formula, is 0 without them, and is linear in them", () => {
      const weights = Object.entries(definition.weights);
      for (const [weight, value] of weights) {
        expect(definition.formula).toContain(weight);
        expect(Number.isFinite(value)).toBe(true);
      }
      if (weights.length === 0) return;
      const scaled = (by: number) => Object.fromEntries(weights.map(([weight], at) => [weight, by * (at + 1)]));
      for (const { rollout, turn } of samples) {
        const total = (by: number) => definition.reward(rollout, turn, scaled(by)).total;
        expect(total(0)).toBeCloseTo(0, 15);
        expect(total(-3)).toBeCloseTo(-3 * total(1), 12);
      }
    });

    it("has no weight that does nothing", () => {
      for (const weight of Object.keys(definition.weights)) {
        const changed = { ...definition.weights, [weight]: 7 };
        const moved = samples.some(
          ({ rollout, turn }) =>
            definition.reward(rollout, turn, changed).total !==
            definition.reward(rollout, turn, definition.weights).total,
        );
        expect(moved, weight).toBe(true);
      }
    });

    it("leaves the exchange as it is, and says the same when it is asked again", () => {
      for (const { rollout, turn } of samples.slice(0, 50)) {
        const before = JSON.stringify(rollout.turns);
        const first = definition.reward(rollout, turn, definition.weights);
        expect(definition.reward(rollout, turn, definition.weights)).toEqual(first);
        expect(JSON.stringify(rollout.turns)).toBe(before);
      }
    });

    it.each(AGENTS)("trains the %s agent, or is refused with a reason", (agent) => {
      const complete = () => completeReward(agent, { name, weights: {} });
      if (definition.agent === agent || definition.agent === "either") {
        expect(complete()).toEqual({ definition, weights: definition.weights });
      } else {
        expect(complete).toThrow(InputError);
        expect(complete).toThrow(`"${name}"`);
      }
      const weights = { nosuch: 1 };
      expect(() => completeReward(agent, { name, weights })).toThrow(InputError);
    });
  },
);
