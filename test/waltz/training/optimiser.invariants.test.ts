import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { standardised, tokenAdvantages } from "../../../src/waltz/training/advantages.js";
import type { Written } from "../../../src/waltz/training/rollout.js";
import { addClippedGradient } from "../../../src/waltz/training/update.js";
import { rollouts, streamOf, untrained } from "../support.js";

const CLIP = 0.2;
const figure = fc.double({ min: -5, max: 5, noNaN: true });
const tokens = (least: number) =>
  fc.array(figure, { minLength: least, maxLength: 6 }).map((values) => Float64Array.from(values));

/** A batch of outputs of the untrained feedback agent, with rewards that vary. */
function batch(size = 40) {
  const written = rollouts(size).flatMap(({ turns }) => turns[0].feedback?.written ?? []);
  const stream = streamOf("rewards");
  return { written, rewards: written.map(() => stream.random()) };
}

function gradientOf(
  policy: ReturnType<typeof untrained>["feedback"],
  written: readonly Written[],
  advantages: readonly Float64Array[],
) {
  const gradient = new Float64Array(policy.parameters.length);
  const clipped = addClippedGradient(policy, written, advantages, CLIP, gradient);
  return { gradient, clipped };
}

function advantagesOf(written: readonly Written[], rewards: readonly number[], kl = 0, distance = 0) {
  return written.map(({ tokens: output }, at) =>
    tokenAdvantages(rewards[at], new Float64Array(output.length).fill(distance), kl),
  );
}

describe("REINFORCE++ for two agents", () => {
  test.prop([fc.array(tokens(1), { minLength: 2, maxLength: 8 })])(
    "invariant 20: standardised advantages have mean 0 and spread 1 over the tokens of the batch",
    (samples) => {
      const all = standardised(samples).flatMap((sample) => [...sample]);
      const raw = samples.flatMap((sample) => [...sample]);
      const spread = Math.max(...raw) - Math.min(...raw);
      fc.pre(spread > 1e-3);
      const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
      const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
      expect(mean).toBeCloseTo(0, 9);
      expect(Math.sqrt(variance)).toBeCloseTo(1, 4);
    },
  );

  it("invariant 20: equal rewards without a price on distance move nothing", () => {
    const { written } = batch();
    const equal = standardised(
      advantagesOf(
        written,
        written.map(() => 0.35),
      ),
    );
    expect(gradientOf(untrained().feedback, written, equal).gradient.every((slope) => slope === 0)).toBe(true);
  });

  test.prop([figure, tokens(2), fc.double({ min: 0.01, max: 1, noNaN: true })])(
    "invariant 21: neighbouring tokens differ by -kl times the distance between them, or not at all",
    (reward, distances, kl) => {
      const advantages = tokenAdvantages(reward, distances, kl);
      for (let i = 0; i + 1 < distances.length; i += 1) {
        expect(advantages[i] - advantages[i + 1]).toBeCloseTo(-kl * distances[i], 9);
      }
      expect(new Set(tokenAdvantages(reward, distances, 0))).toEqual(new Set([reward]));
    },
  );

  it("invariant 22: in the first pass all ratios are 1, nothing is clipped, and the gradient is that of plain REINFORCE", () => {
    const { written, rewards } = batch();
    const { feedback } = untrained();
    for (const { context, tokens: output, logProbs } of written)
      expect(feedback.score(context, output)).toEqual(logProbs);
    const advantages = standardised(advantagesOf(written, rewards));
    const { gradient, clipped } = gradientOf(feedback, written, advantages);
    const plain = new Float64Array(gradient.length);
    written.forEach(({ context, tokens: output }, at) => {
      feedback.addGradient(
        context,
        output,
        advantages[at].map((value) => value / (written.length * output.length)),
        plain,
      );
    });
    expect(clipped).toBe(0);
    gradient.forEach((slope, at) => {
      expect(slope).toBeCloseTo(plain[at], 12);
    });
  });

  test.prop([figure, fc.double({ min: 0.1, max: 10, noNaN: true })])(
    "invariant 23: a shift of all rewards leaves the gradient, and so does a factor where distance has no price",
    (shift, factor) => {
      const { written, rewards } = batch();
      const { feedback } = untrained();
      const moved = (by: (reward: number) => number, kl: number) =>
        gradientOf(feedback, written, standardised(advantagesOf(written, rewards.map(by), kl, 0.3))).gradient;
      const [base, shifted] = [moved((reward) => reward, 0.01), moved((reward) => reward + shift, 0.01)];
      const [free, scaled] = [moved((reward) => reward, 0), moved((reward) => reward * factor, 0)];
      base.forEach((slope, at) => {
        expect(shifted[at]).toBeCloseTo(slope, 6);
        expect(scaled[at]).toBeCloseTo(free[at], 6);
      });
    },
  );

  it("invariant 25: the gradient agrees with finite differences of the clipped objective", () => {
    const { written, rewards } = batch(25);
    const advantages = standardised(advantagesOf(written, rewards));
    const { feedback } = untrained();
    // Away from the point where outputs were drawn, so that ratios differ from 1 and some are clipped.
    const stream = streamOf("away");
    feedback.parameters.forEach((value, at) => {
      feedback.parameters[at] = value + stream.uniform(-0.4, 0.4);
    });
    const objective = () =>
      written.reduce((total, { context, tokens: output, logProbs }, at) => {
        const now = feedback.score(context, output);
        const terms = now.map((logProb, i) => {
          const ratio = Math.exp(logProb - logProbs[i]);
          const held = Math.min(Math.max(ratio, 1 - CLIP), 1 + CLIP);
          return Math.min(ratio * advantages[at][i], held * advantages[at][i]);
        });
        return total + terms.reduce((sum, term) => sum + term, 0) / (written.length * output.length);
      }, 0);
    const { gradient, clipped } = gradientOf(feedback, written, advantages);
    expect(clipped).toBeGreaterThan(0);
    const touched = [...gradient.keys()].filter((at) => gradient[at] !== 0);
    expect(touched.length).toBeGreaterThan(50);
    const step = 1e-6;
    for (const at of touched) {
      const value = feedback.parameters[at];
      feedback.parameters[at] = value + step;
      const above = objective();
      feedback.parameters[at] = value - step;
      const below = objective();
      feedback.parameters[at] = value;
      expect(gradient[at]).toBeCloseTo((above - below) / (2 * step), 6);
    }
  });

  it("invariant 26: a policy that is its own reference is at distance 0, exactly", () => {
    const { written } = batch();
    const { feedback } = untrained();
    const reference = feedback.copy();
    for (const { context, tokens: output, logProbs } of written) {
      const distances = reference.score(context, output).map((fixed, i) => logProbs[i] - fixed);
      expect(distances.every((distance) => distance === 0)).toBe(true);
    }
  });
});
