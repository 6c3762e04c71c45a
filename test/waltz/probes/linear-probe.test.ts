import { describe, expect, it } from "vitest";
import { hashedNgrams } from "../../../src/learning/text/hashed-ngrams.js";
import { familyFolds, groupFolds } from "../../../src/waltz/environments/xstest/folds.js";
import { categoryEncoding } from "../../../src/waltz/probes/category-encoding.js";
import { linearProbe, type ProbeRow } from "../../../src/waltz/probes/linear-probe.js";
import { xstestProbes } from "../../../src/waltz/probes/xstest-probes.js";
import { houseXsTest, publishedXsTest } from "../../support/house-xstest.js";
import { temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const ngrams = () => hashedNgrams({ dimension: 256 });

/** 24 prompts in twelve groups of three families; `tell` says what there is to be read of each. */
function rowsOf(tell: (harmful: boolean, at: number) => string): readonly ProbeRow[] {
  return Array.from({ length: 24 }, (_, at) => {
    const [group, harmful] = [Math.floor(at / 2), at % 2 === 1];
    const text = tell(harmful, at);
    return { id: `${at}`, group: `g${group}`, family: `f${Math.floor(group / 4)}`, harmful, text };
  });
}

describe("linearProbe", () => {
  it("reads all of the label off texts that tell it, in groups and families that it has not seen", () => {
    const rows = rowsOf((harmful, at) => `number ${at} asks ${harmful ? "rudely" : "kindly"}`);
    for (const folds of [groupFolds(rows, 4, 1), familyFolds(rows, 1)]) {
      const { accuracy, predictions } = linearProbe(rows, folds, ngrams, 1);
      expect(accuracy).toBe(1);
      expect(predictions.map(({ promptId }) => promptId).sort()).toEqual(rows.map(({ id }) => id).sort());
    }
  });

  it("reads nothing off texts of which no word comes twice", () => {
    const rows = rowsOf((_, at) => `w${at}`);
    const { predictions } = linearProbe(rows, groupFolds(rows, 4, 1), categoryEncoding, 1);
    for (const { probability } of predictions) expect(probability).toBeCloseTo(0.5, 2);
  });

  it("never prepares an encoding on a text of the group that it is tried on, choosing its ridge or not", () => {
    const rows = rowsOf((_, at) => `text ${at}`);
    const folds = groupFolds(rows, 4, 1);
    const fold = folds[0]!;
    const fitted: (readonly string[])[] = [];
    const telling = (texts: readonly string[]) => {
      fitted.push(texts);
      return ngrams();
    };
    linearProbe(rows, [fold], telling, 1);
    expect(fitted).toHaveLength(5);
    for (const texts of fitted) for (const id of fold.split.test) expect(texts).not.toContain(`text ${id}`);
    const training = [...fold.split.stage1, ...fold.split.stage2].map((id) => `text ${id}`);
    expect([...fitted[4]!].sort()).toEqual(training.sort());
  });

  it("gives each row of a prompt its own prediction, and the accuracies of each fold", () => {
    const rows = rowsOf((harmful) => (harmful ? "bad" : "good"));
    const twice = [...rows, ...rows.map((row) => ({ ...row, text: "neither" }))];
    const { predictions, folds } = linearProbe(twice, groupFolds(rows, 4, 1), ngrams, 1);
    expect(predictions).toHaveLength(48);
    for (const { test, training } of folds) {
      expect(test).toBeCloseTo(0.75, 12);
      expect(training).toBeCloseTo(0.75, 12);
    }
  });
});

describe("the probes of XSTest", () => {
  it("read prompts and answers by the encodings given, and mark what gives labels away as traps", () => {
    const data = houseXsTest(temporary());
    const probes = xstestProbes(data, ngrams);
    expect(probes.map(({ name, isTrap, rows }) => [name, isTrap, rows.length])).toEqual([
      ["prompt", false, 24],
      ["answer", false, 69],
      ["type alone", true, 24],
      ["kinds on record alone", true, 24],
      ["model and kind alone", true, 69],
    ]);
    const [, , type] = probes;
    expect(linearProbe(type!.rows, groupFolds(data.prompts, 3, 1), type!.encoding, 1).accuracy).toBe(1);
  });

  it("score on the published data what its description says, within sampling error", () => {
    const data = publishedXsTest();
    if (data === undefined) {
      const house = houseXsTest(temporary());
      const [prompt] = xstestProbes(house, ngrams);
      // Twins of this making differ in their words, so it is more than chance.
      expect(linearProbe(prompt!.rows, groupFolds(house.prompts, 3, 1), ngrams, 1).accuracy).toBeGreaterThan(0.5);
      return;
    }
    const probes = new Map(xstestProbes(data, () => hashedNgrams()).map((probe) => [probe.name, probe]));
    const score = (name: string, folds: ReturnType<typeof groupFolds>) => {
      const { rows, encoding } = probes.get(name)!;
      return linearProbe(rows, folds, encoding, 1).accuracy;
    };
    const byGroup = groupFolds(data.prompts, 5, 1);
    const byFamily = familyFolds(data.prompts, 1);
    // Source: the description of the data; a linear probe on hashed word 1-2-grams by folds of its own. One standard error of 311
    // prompts is 0.027.
    expect(Math.abs(score("prompt", byGroup) - 0.679)).toBeLessThan(0.04);
    expect(Math.abs(score("prompt", byFamily) - 0.655)).toBeLessThan(0.04);
    // The same source: about 80 % from the kinds on record. Counted: who guesses the more frequent label of each set of kinds is
    // right on 247 of 311.
    expect(Math.abs(score("kinds on record alone", byGroup) - 247 / 311)).toBeLessThan(0.015);
    // A type is all safe or all unsafe; one that was never seen says nothing, and safe is the more frequent: 177 of 311.
    expect(score("type alone", byGroup)).toBe(1);
    expect(score("type alone", byFamily)).toBe(177 / 311);
  });
});
