import { describe, expect, it } from "vitest";
import { SPLITS } from "../../../../src/waltz/environments/environment.js";
import { familyFolds, type GroupedPrompt, groupFolds } from "../../../../src/waltz/environments/xstest/folds.js";
import { houseXsTest, publishedXsTest } from "../../../support/house-xstest.js";
import { temporaryFolders } from "../../../support/temporary.js";

const temporary = temporaryFolders();

function groupsOf(prompts: readonly GroupedPrompt[], ids: readonly string[]): ReadonlySet<string> {
  const wanted = new Set(ids);
  return new Set(prompts.filter(({ id }) => wanted.has(id)).map(({ group }) => group));
}

describe.each([
  ["the house prompts", () => houseXsTest(temporary()).prompts],
  ["XSTest", () => publishedXsTest()?.prompts ?? houseXsTest(temporary()).prompts],
])("folds of %s", (_what, load) => {
  it("test each prompt once, and keep each group in one part of a fold", () => {
    const prompts = load();
    for (const folds of [groupFolds(prompts, 5, 1), familyFolds(prompts, 1)]) {
      expect(folds.flatMap(({ split }) => split.test).sort()).toEqual(prompts.map(({ id }) => id).sort());
      for (const { split } of folds) {
        expect(SPLITS.flatMap((name) => split[name]).sort()).toEqual(prompts.map(({ id }) => id).sort());
        const groups = SPLITS.flatMap((name) => [...groupsOf(prompts, split[name])]);
        expect(new Set(groups).size).toBe(groups.length);
      }
    }
  });

  it("are those of their seed, whatever the order of the prompts", () => {
    const prompts = load();
    const tests = (given: readonly GroupedPrompt[], seed: number) =>
      groupFolds(given, 5, seed).map(({ split }) => [...split.test].sort());
    expect(tests([...prompts].reverse(), 3)).toEqual(tests(prompts, 3));
    expect(tests(prompts, 4)).not.toEqual(tests(prompts, 3));
  });

  it("hold about as many harmful prompts each", () => {
    const prompts = load();
    const harmful = new Set(prompts.filter((prompt) => prompt.harmful).map(({ id }) => id));
    const share = harmful.size / prompts.length;
    for (const { split } of groupFolds(prompts, 5, 7)) {
      for (const ids of SPLITS.map((name) => split[name])) {
        const here = ids.filter((id) => harmful.has(id)).length / ids.length;
        // A fold of 62 with XSTest's group of 25 harmless prompts, and twins otherwise, has 37 / 2 harmful ones: 30 %, against 43 %.
        expect(Math.abs(here - share)).toBeLessThan(0.15);
      }
    }
  });

  it("by family hold one family each", () => {
    const prompts = load();
    for (const { name, split } of familyFolds(prompts, 1)) {
      const families = new Set(prompts.filter(({ id }) => split.test.includes(id)).map(({ family }) => family));
      expect([...families].map((family) => `without ${family}`)).toEqual([name]);
    }
  });
});
