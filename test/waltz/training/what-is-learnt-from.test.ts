import { describe, expect, it } from "vitest";
import { REWARDS } from "../../../src/waltz/rewards/registry.js";
import { tokenAdvantages } from "../../../src/waltz/training/advantages.js";
import { promptsOf } from "../../../src/waltz/training/prompt-order.js";
import type { Rollout } from "../../../src/waltz/training/rollout.js";
import { type ChosenReward, conversationSample, feedbackSample } from "../../../src/waltz/training/samples.js";
import { rollouts, streamOf, toy } from "../support.js";

const chosen = (name: string): ChosenReward => {
  const definition = REWARDS.find(name)!;
  return { definition, weights: definition.weights };
};
const ANSWER = chosen("waltz.conversation");
const FEEDBACK = chosen("waltz.feedback.a");
const PROMPTS = toy.prompts.stage1.slice(0, 10);
const ids = (step: number, batch: number, seed = "1", purpose = "p") =>
  promptsOf(PROMPTS, seed, purpose, step, batch).map(({ id }) => id);

describe("the prompts of a step", () => {
  it("go through all of them before any comes again, and then in another order", () => {
    const [first, second] = [ids(0, 10), ids(1, 10)];
    for (const pass of [first, second]) expect(new Set(pass)).toEqual(new Set(PROMPTS.map(({ id }) => id)));
    expect(second).not.toEqual(first);
  });

  it("are the next places of one row, whatever the size of a step and where training went on", () => {
    const row = Array.from({ length: 3 }, (_, step) => ids(step, 14)).flat();
    expect(Array.from({ length: 14 }, (_, step) => ids(step, 3)).flat()).toEqual(row);
    expect(ids(1, 14)).toEqual(row.slice(14, 28));
    expect(new Set(ids(0, 25)).size).toBe(10);
  });

  it("come in another order with another seed and for another purpose", () => {
    expect(ids(0, 10)).toEqual(ids(0, 10));
    expect(ids(0, 10, "2")).not.toEqual(ids(0, 10));
    expect(ids(0, 10, "1", "q")).not.toEqual(ids(0, 10));
  });

  it("must be there", () => {
    expect(() => promptsOf([], "1", "stage1", 0, 3)).toThrow("stage1 has no prompts");
  });
});

describe("what an exchange teaches", () => {
  const long = rollouts(400, { trigger: "always", maxRounds: 3 }).filter(({ turns }) => turns.length === 4);
  const [short] = rollouts(50).filter(({ turns }) => turns.length === 1);
  /** How often each turn was the sample, over many draws. */
  function shares(rollout: Rollout, sample: (rollout: Rollout, draw: number) => { readonly turn: number } | undefined) {
    const counts = rollout.turns.map(() => 0);
    for (let draw = 0; draw < 2000; draw += 1) counts[sample(rollout, draw)!.turn] += 1 / 2000;
    return counts;
  }
  const stream = streamOf("draws");

  it("the conversation agent: its first answer or its last, with the share that is asked for", () => {
    for (const share of [0, 0.25, 1]) {
      const found = shares(long[0]!, (rollout) => conversationSample(rollout, ANSWER, share, stream));
      expect(found.slice(1, -1)).toEqual([0, 0]);
      expect(Math.abs(found[0]! - share)).toBeLessThan(0.05);
    }
  });

  it("the conversation agent: the answer, its log-probabilities and its reward at that turn", () => {
    for (const rollout of long) {
      const { turn, written, total, parts } = conversationSample(rollout, ANSWER, 0.5, stream);
      expect(written).toBe(rollout.turns[turn]!.written);
      expect({ total, parts }).toEqual(ANSWER.definition.reward(rollout, turn, ANSWER.weights));
    }
  });

  it("the feedback agent: one of the rounds that led to a revision, each as likely", () => {
    const found = shares(long[0]!, (rollout) => feedbackSample(rollout, FEEDBACK, false, stream));
    expect(found[3]).toBe(0);
    for (const share of found.slice(0, 3)) expect(Math.abs(share - 1 / 3)).toBeLessThan(0.05);
  });

  it("the feedback agent: its last word as well, where that is asked for and it had one", () => {
    const ended = rollouts(2000, { maxRounds: 3 }).find(({ turns }) => turns.length === 3 && turns[2]!.feedback)!;
    const without = shares(ended, (rollout) => feedbackSample(rollout, FEEDBACK, false, stream));
    const withLast = shares(ended, (rollout) => feedbackSample(rollout, FEEDBACK, true, stream));
    expect(without[2]).toBe(0);
    for (const share of withLast) expect(Math.abs(share - 1 / 3)).toBeLessThan(0.05);
    // At the cap nobody was asked about the last answer.
    expect(shares(long[0]!, (rollout) => feedbackSample(rollout, FEEDBACK, true, stream))[3]).toBe(0);
  });

  it("the feedback agent: what ended an exchange without a revision; nothing where nobody asked it", () => {
    expect(feedbackSample(short!, FEEDBACK, false, stream)).toMatchObject({ turn: 0 });
    const [alone] = rollouts(1, { trigger: "off" });
    expect(feedbackSample(alone!, FEEDBACK, true, stream)).toBeUndefined();
    const advised = rollouts(50, { reviewer: "oracle" }).find(({ turns }) => turns.length > 1)!;
    expect(feedbackSample(advised, FEEDBACK, false, stream)).toBeUndefined();
  });
});

describe("the advantage of a token", () => {
  it("is the reward less the price of its own distance and of those that follow", () => {
    // By hand: 2 - 0.5 * (1 + 3 - 2), 2 - 0.5 * (3 - 2), 2 - 0.5 * (-2).
    expect([...tokenAdvantages(2, Float64Array.of(1, 3, -2), 0.5)]).toEqual([1, 1.5, 3]);
  });
});
