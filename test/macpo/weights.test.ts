import { describe, expect, it } from "vitest";
import { preferenceMargin } from "../../src/learning/preference.js";
import { weightHash } from "../../src/learning/weight-hash.js";
import { trainable } from "../../src/macpo/authored.js";
import { MacpoRun } from "../../src/macpo/run.js";
import { MacpoTraining } from "../../src/macpo/training.js";
import { played, small } from "./small-run.js";

const hashes = (training: MacpoTraining) =>
  Object.fromEntries(training.agents.map(({ name, policy }) => [name, weightHash(policy.parameters)]));

describe("weights", () => {
  it("invariant 9: with the base as reference a margin goes on where the last round ended; with the previous policy it starts at 0", () => {
    for (const [reference, goesOn] of [
      ["base", true],
      ["previous", false],
    ] as const) {
      const config = small({ reference });
      const training = new MacpoTraining(config);
      training.advance();
      const [first] = training.advance().lessons;
      // The same pairs, as the next round would begin with them.
      const pairs = trainable(first.pairs, training.student.contexts, false);
      const held = reference === "base" ? training.base : training.student.policy.copy();
      const margins = pairs.map((pair) => config.beta * preferenceMargin(training.student.policy, held, pair));
      const start = margins.reduce((sum, margin) => sum + margin, 0) / margins.length;
      if (goesOn) expect(start).toBeCloseTo(first.marginAfter, 12);
      else expect(start).toBe(0);
      expect(Math.abs(first.marginAfter)).toBeGreaterThan(1e-3);
      const [second] = training.advance().lessons;
      if (goesOn) expect(Math.abs(second.marginBefore)).toBeGreaterThan(1e-3);
      else expect(second.marginBefore).toBe(0);
    }
  });

  it("invariant 20: negative agents and the base do not change after the initialisation", () => {
    const config = small();
    const training = new MacpoTraining(config);
    const base = weightHash(training.base.parameters);
    training.advance();
    const before = hashes(training);
    training.advance();
    training.advance();
    const after = hashes(training);
    const negatives = Object.keys(before).filter((name) => name.startsWith("negative"));
    expect(negatives).toHaveLength(4);
    for (const name of negatives) expect(after[name]).toBe(before[name]);
    for (const name of Object.keys(before))
      if (!name.startsWith("negative")) expect(after[name]).not.toBe(before[name]);
    expect(weightHash(training.base.parameters)).toBe(base);
  });

  it("invariant 21: each learner's step moves its own weights alone", () => {
    // A teacher's positives are the student's answers: with the rates of all others at 0 only one would be seen to move, so
    // instead the run is watched from within, after every lesson.
    const config = small({ rounds: 1 });
    const training = new MacpoTraining(config);
    training.advance();
    let before = hashes(training);
    const moved: string[][] = [];
    for (const agent of [training.student, ...training.teachers]) {
      const { parameters } = agent.policy;
      const own = agent.policy.addGradient.bind(agent.policy);
      let first = true;
      agent.policy.addGradient = (...given) => {
        if (first) {
          const now = hashes(training);
          moved.push(Object.keys(now).filter((name) => now[name] !== before[name]));
          before = now;
          first = false;
        }
        own(...given);
        expect(agent.policy.parameters).toBe(parameters);
      };
    }
    training.advance();
    const now = hashes(training);
    moved.push(Object.keys(now).filter((name) => now[name] !== before[name]));
    expect(moved).toEqual([[], ["student"], ["teacher 1"], ["teacher 2"], ["teacher 3"]]);
  });

  it("invariant 22: frozen teachers keep the weights that they have at round 0, while the student learns", () => {
    const config = small({ update_teachers: false });
    const training = new MacpoTraining(config);
    training.advance();
    const before = hashes(training);
    training.advance();
    training.advance();
    const after = hashes(training);
    for (const name of ["teacher 1", "teacher 2", "teacher 3"]) expect(after[name]).toBe(before[name]);
    expect(after.student).not.toBe(before.student);
  });

  it("invariant 23: the same seed gives the same run, and another seed another", () => {
    const logOf = (seed: number) => {
      const run = new MacpoRun(small({ seed }));
      while (!run.finished) run.next();
      return JSON.stringify(run.records);
    };
    expect(logOf(4)).toBe(logOf(4));
    expect(logOf(5)).not.toBe(logOf(4));
  });

  it.each([0, 1])(
    "invariant 23: a run resumed after round %d, through JSON, equals one that was not interrupted",
    (round) => {
      const config = small({ seed: 6 });
      const whole = new MacpoRun(config);
      while (!whole.finished) whole.next();
      const begun = new MacpoRun(config);
      for (let i = 0; i <= round; i += 1) begun.next();
      const { facts, arrays } = begun.save();
      const resumed = MacpoRun.restored(config, { facts: JSON.parse(JSON.stringify(facts)), arrays });
      while (!resumed.finished) resumed.next();
      expect(JSON.stringify(resumed.records)).toBe(JSON.stringify(whole.records));
      expect(hashes(resumed.training)).toEqual(hashes(whole.training));
    },
  );

  it("makes networks with a hidden layer, too", () => {
    const { training } = played(small({ training: { policy: "network", hidden: 5 } }));
    expect(training.student.policy.parameters.length).toBe(12 * 5 + 5 + 6 * (3 + 3 + 2 + 3 + 2) - 0);
  });
});
