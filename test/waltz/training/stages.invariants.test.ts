import { describe, expect, it } from "vitest";
import { weightHash } from "../../../src/learning/weight-hash.js";
import { SPLITS } from "../../../src/waltz/environments/environment.js";
import { untrainedPolicies } from "../../../src/waltz/trained-pair.js";
import { exchangeFigures } from "../../../src/waltz/training/iteration-row.js";
import { type Policies, type RolloutRules, rollOut } from "../../../src/waltz/training/rollout.js";
import type { StageSettings } from "../../../src/waltz/training/settings.js";
import { joinState, splitState } from "../../../src/waltz/training/state-arrays.js";
import { SupervisedTrainer } from "../../../src/waltz/training/supervised-trainer.js";
import { Trainer } from "../../../src/waltz/training/trainer.js";
import { RULES, settings, streamOf, toy, untrained } from "../support.js";

const SEEDS = [1, 2, 3];
/** Enough steps for directions to show, few enough to wait for. */
const STEPS = 400;

function copyOf({ conversation, feedback }: Policies): Policies {
  return { conversation: conversation.copy(), feedback: feedback.copy() };
}

function hashes({ conversation, feedback }: Policies) {
  return [weightHash(conversation.parameters), weightHash(feedback.parameters)];
}

function trained(
  stage: "stage1" | "stage2",
  from: Policies,
  seed: number,
  changed: Partial<StageSettings> = {},
  steps = STEPS,
): Policies {
  const policies = copyOf(from);
  const trainer = new Trainer(toy, settings(stage, changed), policies, seed);
  for (let step = 0; step < steps; step += 1) trainer.step();
  return policies;
}

function figures(policies: Policies, rules: Partial<RolloutRules> = {}, category?: string) {
  const stream = streamOf("evaluation");
  const prompts = toy.prompts.test.filter((prompt) => category === undefined || prompt.category === category);
  return exchangeFigures(prompts.map((prompt) => rollOut(toy, policies, prompt, { ...RULES, ...rules }, stream)));
}

const feedbackReward = (name: string) => {
  const { rewards } = settings("stage1");
  return { rewards: { ...rewards, feedback: { name, weights: {} } } };
};

describe("stages of training", () => {
  it("invariant 16: stage 1 leaves every bit of the conversation agent, and has no optimiser of it", () => {
    const policies = untrained();
    const [before] = hashes(policies);
    const trainer = new Trainer(toy, settings("stage1"), policies, 1);
    for (let step = 0; step < 20; step += 1) trainer.step();
    const [conversation, feedback] = hashes(policies);
    expect(conversation).toBe(before);
    expect(feedback).not.toBe(hashes(untrained())[1]);
    expect(Object.keys(trainer.save().optimisers)).toEqual(["feedback"]);
  });

  it("invariant 17: stage 2 changes both agents", () => {
    const before = untrained();
    const after = trained("stage2", before, 1, {}, 20);
    expect(hashes(after)[0]).not.toBe(hashes(before)[0]);
    expect(hashes(after)[1]).not.toBe(hashes(before)[1]);
  });

  it("invariant 18: no prompt and no group is in two of stage 1, stage 2 and test", () => {
    for (const of of ["id", "group"] as const) {
      const sets = SPLITS.map((split) => new Set(toy.prompts[split].map((prompt) => prompt[of])));
      const all = new Set(sets.flatMap((set) => [...set]));
      expect(all.size).toBe(sets.reduce((total, { size }) => total + size, 0));
    }
  });

  it("invariant 19: references never change", () => {
    const policies = untrained();
    const trainer = new Trainer(toy, settings("stage2"), policies, 1);
    const first = trainer.save().references;
    for (let step = 0; step < 20; step += 1) trainer.step();
    expect(trainer.save().references).toEqual(first);
    expect(trainer.save().parameters).not.toEqual(first);
  });

  it("measures distance from where the stage starts, or from other references that are given", () => {
    const one = trained("stage1", untrained(), 1, {}, 50);
    const kl = (references?: Policies) =>
      new Trainer(toy, settings("stage2"), copyOf(one), 1, references).step().agents.feedback.kl;
    expect(kl()).toBe(0);
    expect(kl(untrained())).toBeGreaterThan(0);
  });

  it.each([
    ["conversation", "feedback", { name: "seed.weighted.level", weights: {} }],
    ["feedback", "conversation", { name: "waltz.feedback.c", weights: { dir: 0.3 } }],
  ] as const)(
    "invariant 24: other rewards of the %s agent leave the step of the %s agent",
    (changed, other, reward) => {
      const { rewards } = settings("stage2");
      const step = (rewarded: StageSettings["rewards"]) => trained("stage2", untrained(), 1, { rewards: rewarded }, 1);
      const [plain, moved] = [step(rewards), step({ ...rewards, [changed]: reward })];
      expect(weightHash(moved[other].parameters)).toBe(weightHash(plain[other].parameters));
      expect(weightHash(moved[changed].parameters)).not.toBe(weightHash(plain[changed].parameters));
    },
  );

  it.each([
    ["reinforce++", {}],
    [
      "reinforce++ with two passes and Adam",
      { passes: 2, optimiser: "adam", rates: { conversation: 0.01, feedback: 0.01 } },
    ],
    ["ppo with separate value functions", { method: "ppo" }],
    ["ppo with a shared value function", { method: "ppo", value: "shared" }],
  ] as const)(
    "invariant 27: %s: the same seed gives the same log, and going on from a step gives what not stopping gives",
    (_, changed) => {
      const whole = new Trainer(toy, settings("stage2", changed), untrained(), 5);
      const again = new Trainer(toy, settings("stage2", changed), untrained(), 5);
      const rows = Array.from({ length: 30 }, () => whole.step());
      expect(Array.from({ length: 12 }, () => again.step())).toEqual(rows.slice(0, 12));
      const kept = JSON.parse(JSON.stringify(splitState(again.save()).facts));
      const later = new Trainer(toy, settings("stage2", changed), untrained(), 5);
      later.restore(joinState({ facts: kept, arrays: splitState(again.save()).arrays }) as never);
      expect(Array.from({ length: 18 }, () => later.step())).toEqual(rows.slice(12));
      expect(hashes(later.policies)).toEqual(hashes(whole.policies));
      const other = new Trainer(toy, settings("stage2", changed), untrained(), 6);
      expect(other.step()).not.toEqual(rows[0]);
    },
  );

  it("invariant 27: training on examples goes on to the bit, too", () => {
    const changed = { train: ["conversation", "feedback"] } as const;
    const make = () => new SupervisedTrainer(toy, settings("stage1", changed), untrained(), 5);
    const [whole, again, later] = [make(), make(), make()];
    const rows = Array.from({ length: 20 }, () => whole.step());
    for (let step = 0; step < 8; step += 1) again.step();
    later.restore(joinState(splitState(again.save())) as never);
    expect(Array.from({ length: 12 }, () => later.step())).toEqual(rows.slice(8));
    expect(hashes(later.policies)).toEqual(hashes(whole.policies));
  });

  describe.each(SEEDS)("with seed %i", (seed) => {
    const before = untrained();
    const one = trained("stage1", before, seed);
    const two = trained("stage2", one, seed);

    it("invariant 28: starts about where the paper does", () => {
      const { firstReward, labelAccuracy, parseErrors } = figures(before);
      expect(firstReward).toBeGreaterThan(0.45);
      expect(firstReward).toBeLessThan(0.6);
      expect(labelAccuracy).toBeGreaterThan(0.2);
      expect(labelAccuracy).toBeLessThan(0.4);
      expect(parseErrors).toBeGreaterThan(0.3);
      expect(parseErrors).toBeLessThan(0.5);
    });

    it("invariant 28: in stage 1 label accuracy rises and parse errors fall", () => {
      const [from, to] = [figures(before), figures(one)];
      expect(to.labelAccuracy).toBeGreaterThan((from.labelAccuracy ?? 1) + 0.2);
      expect(to.parseErrors).toBeLessThan((from.parseErrors ?? 0) / 2);
    });

    it("invariant 28: in stage 2 the rewards of first and final answers rise, and the final one is the better", () => {
      const [from, to] = [figures(one), figures(two)];
      expect(to.firstReward).toBeGreaterThan(from.firstReward);
      expect(to.finalReward).toBeGreaterThan(from.finalReward);
      expect(to.finalReward).toBeGreaterThan(to.firstReward);
    });

    it("invariant 28: setup C ends with lower label accuracy than setup A", () => {
      const ungated = trained("stage1", before, seed, feedbackReward("waltz.feedback.c"));
      expect(figures(ungated).labelAccuracy).toBeLessThan((figures(one).labelAccuracy ?? 0) - 0.05);
    });

    it("invariant 28: in stage 2 feedback is triggered less and less on plain prompts", () => {
      expect(figures(two, {}, "plain").triggerRate).toBeLessThan(figures(one, {}, "plain").triggerRate - 0.02);
    });
  });

  it("invariant 29: the oracle's fixed sentences help against unsafe answers more than against overrefusal", () => {
    const before = untrainedPolicies(toy, { make: "tabular", hidden: 0 }, 1);
    const [alone, advised] = [figures(before, { trigger: "off" }), figures(before, { reviewer: "oracle" })];
    const gain = (of: "unsafeRate" | "overrefusalRate") => (alone[of] ?? 0) - (advised[of] ?? 1);
    expect(gain("unsafeRate")).toBeGreaterThan(gain("overrefusalRate"));
    expect(gain("overrefusalRate")).toBeGreaterThan(0);
  });
});
