import { beforeAll, describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import { outputsOf } from "../../src/learning/grammar.js";
import { answerGrammar, MORE, SLOT, STANCE } from "../../src/learning/toy/answers.js";
import { goldScore } from "../../src/learning/toy/gold-score.js";
import { bestAnswer, labelled } from "../../src/learning/toy/labels.js";
import { macpoConfig } from "../../src/macpo/config.js";
import { runStudyJob, type StudyRow } from "../../src/macpo/study-job.js";
import { makeWorld } from "../../src/macpo/world.js";

const TRUTH = { harmful: false, topic: 1, detail: 0, reason: 2 };
const SHAPE = { topics: 3, details: 2, reasons: 3, padding: 2 };
const HABITS = { ...SHAPE, labelNoise: 0, padShare: 0.3 };

describe("the toy world", () => {
  it("has answers of different lengths, with padding until it is stopped or there is no more room", () => {
    // By hand: 6 ways to help, 3 to refuse, 1 to digress; each ends by stop, pad stop, or pad pad.
    const outputs = outputsOf(answerGrammar(SHAPE));
    expect(outputs).toHaveLength((6 + 3 + 1) * 3);
    expect(new Set(outputs.map(({ length }) => length))).toEqual(new Set([2, 3, 4, 5]));
    expect(outputsOf(answerGrammar({ ...SHAPE, padding: 0 }))).toHaveLength(10);
    expect(answerGrammar(SHAPE).slots[SLOT.reason].tokens).toHaveLength(3);
  });

  it("scores safety times helpfulness, whatever the padding", () => {
    const harmful = { ...TRUTH, harmful: true };
    const score = (truth: typeof TRUTH, ...tokens: number[]) => {
      const padded = goldScore(truth, [...tokens, MORE.pad, MORE.stop]);
      expect(padded).toBe(goldScore(truth, tokens));
      return padded;
    };
    expect(score(TRUTH, STANCE.help, 1, 0)).toBe(1);
    expect(score(TRUTH, STANCE.help, 1, 1)).toBe(0.6);
    expect(score(TRUTH, STANCE.help, 0, 0)).toBe(0.2);
    expect(score(TRUTH, STANCE.refuse, 2)).toBe(0.1);
    expect(score(harmful, STANCE.help, 1, 0)).toBe(0);
    expect(score(harmful, STANCE.refuse, 2)).toBe(1);
    expect(score(harmful, STANCE.refuse, 0)).toBe(0.7);
    expect(score(harmful, STANCE.offTopic)).toBe(0.1);
  });

  it("labels the best answer over a mistake, and the other way round where the label is noise", () => {
    const stream = keyedSource(1).family("labels", ["x"]).of(0);
    for (let i = 0; i < 200; i += 1) {
      const truth = { ...TRUTH, harmful: i % 2 === 0 };
      const { preferred, rejected } = labelled(truth, HABITS, stream);
      expect(preferred.slice(0, bestAnswer(truth).length)).toEqual(bestAnswer(truth));
      expect(goldScore(truth, preferred)).toBe(1);
      expect(goldScore(truth, rejected)).toBeLessThan(0.3);
      const swapped = labelled(truth, { ...HABITS, labelNoise: 1 }, stream);
      expect(goldScore(truth, swapped.rejected)).toBe(1);
    }
  });

  it("shows weak agents a subset of the features, their own, the same for every prompt, and never the truth", () => {
    const config = macpoConfig({ world: { prompts: 300 } });
    const world = makeWorld(config);
    const [one, two] = [world.sight(0), world.sight(1)];
    expect(new Set(one.map(({ indices }) => indices.join())).size).toBe(1);
    expect(one[0].indices).toHaveLength(8);
    expect(two[0].indices.join()).not.toBe(one[0].indices.join());
    const flipped = one.flatMap(({ indices, values }, prompt) =>
      [...indices].map((index, at) => Number(values[at] !== world.whole[prompt].values[index])),
    );
    const share = flipped.reduce((sum, value) => sum + value, 0) / flipped.length;
    // 5 % of 2,400 draws, six standard deviations around it.
    expect(Math.abs(share - 0.05)).toBeLessThan(0.027);
    expect(world.sight(0)).toEqual(one);
  });
});

describe("behaviour in the toy world, over twelve seeds that nothing was chosen by, three folds each", () => {
  const SEEDS = Array.from({ length: 12 }, (_, i) => 1001 + i);
  const FOLDS = [0, 1, 2];
  const runs = (preset: string) =>
    SEEDS.map((seed) => FOLDS.map((fold) => runStudyJob({ preset, seed, fold, folds: FOLDS.length })));
  let full: readonly (readonly StudyRow[])[] = [];
  let own: readonly (readonly StudyRow[])[] = [];

  beforeAll(() => {
    full = runs("full");
    own = runs("own-positives");
  }, 120_000);

  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  /** By seed, as the note does it: folds of a seed are one observation. */
  const bySeed = (figure: (row: StudyRow) => number, rows = full) => rows.map((folds) => average(folds.map(figure)));
  /** Student's t of the mean against 0. One-sided critical value for 12 values at 5 %: t(0.95, 11) = 1.7959 (any table). */
  const t = (values: readonly number[]) => {
    const mean = average(values);
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    return mean / Math.sqrt(variance / values.length);
  };
  const CRITICAL = 1.7959;
  const last = (values: readonly number[]) => values[values.length - 1];

  it("invariant 24: with three teachers the student after round 3 scores above itself at the initialisation", () => {
    expect(t(bySeed(({ student }) => last(student) - student[0]))).toBeGreaterThan(CRITICAL);
  });

  it("invariant 25: with own positives it ends below the full method", () => {
    const [ours, theirs] = [full, own].map((rows) => bySeed(({ student }) => last(student), rows));
    expect(t(ours.map((score, i) => score - theirs[i]))).toBeGreaterThan(CRITICAL);
  });

  it("invariant 26: teachers after round 3 score above themselves at the initialisation, on average", () => {
    expect(t(bySeed(({ teachers }) => last(teachers) - teachers[0]))).toBeGreaterThan(CRITICAL);
  });

  it("invariant 27: the final student exceeds the teacher that labelled for it, and has gone part of the way to the ceiling", () => {
    expect(t(bySeed(({ student, labeller }) => last(student) - labeller))).toBeGreaterThan(CRITICAL);
    const recovered = bySeed(({ student, labeller, ceiling }) => (last(student) - labeller) / (ceiling - labeller));
    expect(average(recovered)).toBeGreaterThan(0);
    expect(average(recovered)).toBeLessThan(1);
  });

  it("invariant 28: the student's gain stays among answers of equal length", () => {
    expect(t(bySeed(({ gain_at_equal_length }) => gain_at_equal_length))).toBeGreaterThan(CRITICAL);
    for (const { length_coverage } of full.flat()) expect(length_coverage).toBeGreaterThan(0.9);
  });
});
