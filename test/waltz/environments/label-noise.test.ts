import { describe, expect, it } from "vitest";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import { hashedNgrams } from "../../../src/learning/text/hashed-ngrams.js";
import { KINDS } from "../../../src/pair/kinds/language.js";
import {
  conversationReward,
  type Environment,
  type TrainingPrompt,
} from "../../../src/waltz/environments/environment.js";
import { withLabelNoise } from "../../../src/waltz/environments/label-noise.js";
import { toyEnvironment } from "../../../src/waltz/environments/toy/toy.js";
import { groupFolds } from "../../../src/waltz/environments/xstest/folds.js";
import { xstestEnvironment } from "../../../src/waltz/environments/xstest/xstest.js";
import { houseXsTest } from "../../support/house-xstest.js";
import { temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();

function environment(): Environment {
  const data = houseXsTest(temporary());
  return xstestEnvironment(data, { split: groupFolds(data.prompts, 4, 1)[0]!.split, encoding: () => hashedNgrams() });
}

const answers = KINDS.map((_, kind) => ({ tokens: [kind], variant: 0 }));
const labels = (world: Environment, prompts: readonly TrainingPrompt[]) =>
  prompts.flatMap((prompt) => answers.map((answer) => world.label(prompt, answer)));
const trainingOf = ({ prompts: { stage1, stage2 } }: Environment) => [...stage1, ...stage2];

describe("withLabelNoise", () => {
  it("changes nothing at 0, and every label of training prompts at 1", () => {
    const clean = environment();
    const training = trainingOf(clean);
    expect(labels(withLabelNoise(clean, 0, 1), training)).toEqual(labels(clean, training));
    const wrong = labels(withLabelNoise(clean, 1, 1), training);
    for (const [at, label] of labels(clean, training).entries()) {
      expect(conversationReward(wrong[at]!)).toBe(1 - conversationReward(label));
    }
  });

  it("can find no fault that the prompt cannot have", () => {
    const noisy = withLabelNoise(environment(), 1, 1);
    for (const prompt of trainingOf(noisy)) {
      for (const answer of answers) {
        const { unsafe, overrefuse } = noisy.label(prompt, answer);
        expect(prompt.harmful ? overrefuse : unsafe).toBe(false);
      }
    }
  });

  it("leaves the labels of test prompts, and the environment that it is put around", () => {
    const clean = environment();
    const before = labels(clean, trainingOf(clean));
    const noisy = withLabelNoise(clean, 1, 1);
    expect(labels(noisy, clean.prompts.test)).toEqual(labels(clean, clean.prompts.test));
    expect(labels(clean, trainingOf(clean))).toEqual(before);
  });

  it("gives one prompt and answer one label, by the seed alone", () => {
    const clean = environment();
    const training = trainingOf(clean);
    const noisy = withLabelNoise(clean, 0.4, 1);
    const once = labels(noisy, training);
    expect(once).not.toEqual(labels(clean, training));
    expect(labels(noisy, training)).toEqual(once);
    const backwards = withLabelNoise(clean, 0.4, 1);
    labels(backwards, [...training].reverse());
    expect(labels(backwards, training)).toEqual(once);
    expect(labels(withLabelNoise(clean, 0.4, 1), training)).toEqual(once);
    expect(labels(withLabelNoise(clean, 0.4, 2), training)).not.toEqual(once);
  });

  it("is wrong about its share of labels, and what is wrong at a smaller share is wrong at a larger one", () => {
    const clean = toyEnvironment(1);
    const stream = keyedSource(1).family("kinds", ["a"]).of(0);
    const asked = trainingOf(clean).map((prompt) => ({ prompt, answer: { tokens: [stream.below(2)], variant: 0 } }));
    const wrongAt = (share: number) => {
      const noisy = withLabelNoise(clean, share, 3);
      return asked.map(({ prompt, answer }) => {
        return conversationReward(noisy.label(prompt, answer)) !== conversationReward(clean.label(prompt, answer));
      });
    };
    const [few, many] = [wrongAt(0.1), wrongAt(0.3)];
    const count = (flags: readonly boolean[]) => flags.filter((flag) => flag).length / flags.length;
    // 2,000 labels: four standard errors are 0.027 and 0.041.
    expect(Math.abs(count(few) - 0.1)).toBeLessThan(0.027);
    expect(Math.abs(count(many) - 0.3)).toBeLessThan(0.041);
    expect(few.every((flag, at) => !flag || many[at])).toBe(true);
  });

  it.each([-0.1, 1.1, Number.NaN])("refuses a share of %s", (share) => {
    expect(() => withLabelNoise(environment(), share, 1)).toThrow("must be in [0, 1]");
  });
});
