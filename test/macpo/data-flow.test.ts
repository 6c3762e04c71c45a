import { describe, expect, it } from "vitest";
import { trainable } from "../../src/macpo/authored.js";
import { filterNamed } from "../../src/macpo/filters.js";
import type { Gold } from "../../src/macpo/gold.js";
import { MacpoTraining } from "../../src/macpo/training.js";
import { makeWorld } from "../../src/macpo/world.js";
import { played, small } from "./small-run.js";

/** A gold that throws but for labels of the first half. */
function onlyFirstHalf(gold: Gold, first: readonly number[]): Gold {
  const refuse = (): never => {
    throw new Error("nobody may ask this while agents learn");
  };
  return {
    label(prompt, stream) {
      if (!first.includes(prompt)) throw new Error(`prompt ${prompt} is not of the first half`);
      return gold.label(prompt, stream);
    },
    score: refuse,
    best: refuse,
  };
}

const rounds = <T extends { readonly round: number }>(lessons: readonly T[]) =>
  lessons.filter(({ round }) => round > 0);

describe("what learners are shown", () => {
  it.each(["ppl", "random", "first", "vote"] as const)(
    "invariant 13: the filter %s never asks the gold score, and no one else does while agents learn",
    (filter) => {
      const config = small({ filter });
      const world = makeWorld(config);
      const blind = { ...world, gold: onlyFirstHalf(world.gold, world.splits.first) };
      expect(() => played(config, new MacpoTraining(config, blind))).not.toThrow();
    },
  );

  it("invariant 13: the filter oracle does ask it, and taints what it keeps", () => {
    const config = small({ filter: "oracle" });
    const world = makeWorld(config);
    const blind = { ...world, gold: onlyFirstHalf(world.gold, world.splits.first) };
    expect(() => played(config, new MacpoTraining(config, blind))).toThrow("nobody may ask this");
    expect(filterNamed("oracle", world.gold).tainted).toBe(true);
    const shown = rounds(played(config).lessons).filter(({ learner }) => learner === "student");
    expect(shown.flatMap(({ pairs }) => pairs).every(({ chosen }) => chosen.tainted)).toBe(true);
  });

  it("invariant 14: positives are never the learner's own, but for own positives, where all are", () => {
    for (const { learner, pairs } of rounds(played(small()).lessons)) {
      expect(pairs.every(({ chosen }) => chosen.author !== learner)).toBe(true);
      const expected = learner === "student" ? /^teacher \d$/ : /^student$/;
      for (const { chosen } of pairs) expect(chosen.author).toMatch(expected);
    }
    const own = rounds(played(small({ mutual_positive: false })).lessons);
    expect(own).toHaveLength(8);
    for (const { learner, pairs } of own) expect(pairs.every(({ chosen }) => chosen.author === learner)).toBe(true);
  });

  it("invariant 15: negatives are of the learner's own negative agent, the same text in every round", () => {
    const { lessons } = played(small({ rounds: 3 }));
    for (const learner of ["student", "teacher 1", "teacher 2", "teacher 3"]) {
      const texts = rounds(lessons)
        .filter((lesson) => lesson.learner === learner)
        .map(({ pairs }) => pairs.map(({ rejected }) => rejected));
      expect(texts).toHaveLength(3);
      expect(texts[1]).toEqual(texts[0]);
      expect(texts[2]).toEqual(texts[0]);
      expect(new Set(texts[0].map(({ author }) => author))).toEqual(new Set([`negative ${learner}`]));
    }
  });

  it("invariant 16: in a round all teachers have the same positive for a prompt", () => {
    const { deeds } = played(small());
    for (const { lessons } of deeds.slice(1)) {
      const shown = lessons
        .filter(({ learner }) => learner.startsWith("teacher"))
        .map(({ pairs }) => pairs.map(({ chosen }) => chosen));
      expect(shown).toHaveLength(3);
      expect(shown[1]).toEqual(shown[0]);
      expect(shown[2]).toEqual(shown[0]);
    }
  });

  it("invariant 17: prompts are the same in all rounds and for all learners, and none is dropped", () => {
    const { training, lessons } = played(small());
    for (const { pairs } of rounds(lessons)) {
      expect(pairs.map(({ prompt }) => prompt)).toEqual(training.world.splits.second);
    }
  });

  it("invariant 18: first half, second half and test are disjoint in every fold, cover all, and second-half labels are never read", () => {
    for (const fold of [0, 1, 2]) {
      const config = small({ fold });
      const world = makeWorld(config);
      const { first, second, test } = world.splits;
      expect([...first, ...second, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: 90 }, (_, i) => i));
      expect([first.length, second.length, test.length]).toEqual([30, 30, 30]);
      const blind = { ...world, gold: onlyFirstHalf(world.gold, first) };
      expect(() => played(config, new MacpoTraining(config, blind))).not.toThrow();
    }
    const tests = [0, 1, 2].flatMap((fold) => makeWorld(small({ fold })).splits.test);
    expect(new Set(tests).size).toBe(90);
  });

  it("invariant 19: no record that the student learns from has a gold label in it, and one that had would be refused", () => {
    const { training, lessons } = played(small());
    const shown = lessons.filter(({ learner }) => /student/.test(learner)).flatMap(({ pairs }) => pairs);
    expect(shown.length).toBeGreaterThan(90);
    for (const { chosen, rejected } of shown) expect([chosen.tainted, rejected.tainted]).toEqual([false, false]);
    const taught = lessons.filter(({ learner, round }) => learner === "teacher 1" && round === 0);
    expect(taught[0].pairs.every(({ chosen }) => chosen.tainted)).toBe(true);
    expect(() => trainable(taught[0].pairs, training.world.whole, false)).toThrow("gold label must not reach");
  });

  it("shows people's rejected answers to other prompts, or nothing at all, where negatives are switched", () => {
    const random = rounds(played(small({ negatives: "random_rejected" })).lessons);
    expect(random.every(({ pairs }) => pairs.every(({ rejected }) => rejected.author === "people"))).toBe(true);
    const none = rounds(played(small({ negatives: "none" })).lessons);
    expect(none.every(({ loss }) => loss === "sft.mean")).toBe(true);
  });
});
