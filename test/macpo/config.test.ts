import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { macpoConfig } from "../../src/macpo/config.js";
import { readConfig } from "../../src/macpo/config-document.js";
import { PRESETS } from "../../src/macpo/presets.js";
import { MacpoTraining } from "../../src/macpo/training.js";
import { parseOverride } from "../../src/scenario/overrides.js";

function faultsOf(text: string, set: readonly string[] = [], preset = {}): readonly string[] {
  try {
    readConfig({ file: { name: "c.yaml", text }, overrides: set.map(parseOverride), preset });
  } catch (error) {
    if (error instanceof InputError) {
      return error.faults.map(
        ({ message, place }) => `${place?.file}:${place?.line ?? ""}:${place?.column ?? ""} ${message}`,
      );
    }
    throw error;
  }
  return [];
}

describe("a MACPO configuration", () => {
  it("has the paper's settings where nothing is said: three teachers and rounds, beta 0.1, supervised weight 0.2, base", () => {
    const { teachers, rounds, beta, sft_weight, reference, filter, training } = macpoConfig();
    expect({ teachers, rounds, beta, sft_weight, reference, filter }).toEqual({
      teachers: 3,
      rounds: 3,
      beta: 0.1,
      sft_weight: 0.2,
      reference: "base",
      filter: "ppl",
    });
    expect(training.preference_epochs).toBe(1);
  });

  it("takes a preset, a file and overrides, each above those before it", () => {
    const config = readConfig({
      preset: { teachers: 5, rounds: 4, world: { padding: 1 } },
      file: { name: "c.yaml", text: "rounds: 2\nworld: { prompts: 60 }\n" },
      overrides: ["world.prompts=50", "beta=0.3"].map(parseOverride),
    });
    expect(config).toMatchObject({
      teachers: 5,
      rounds: 2,
      beta: 0.3,
      world: { padding: 1, prompts: 50, features: 12 },
    });
  });

  it("is refused with every fault of its form at once, each at its place, and with what may have been meant", () => {
    expect(faultsOf("beta: 0\nfliter: ppl\nworld:\n  seen: many\n", ["rounds=-1"])).toEqual([
      'c.yaml:2:1 unknown key "fliter" (did you mean "filter"?)',
      "--set rounds=-1:: rounds must be at least 0, got -1",
      "c.yaml:1:7 beta must be greater than 0, got 0",
      'c.yaml:4:9 world.seen must be a whole number, got "many"',
    ]);
    expect(faultsOf("- 1\n")).toEqual(["c.yaml:1:1 a MACPO configuration is a map of keys, this is a list"]);
    expect(faultsOf("filter: pll\n")).toEqual([
      'c.yaml:1:9 filter must be one of ppl, random, first, vote, oracle (did you mean "ppl"?), got "pll"',
    ]);
  });

  it("is refused where its parts do not go together", () => {
    expect(faultsOf("fold: 3\nlabeller: 4\nworld:\n  seen: 13\n")).toEqual([
      "c.yaml:4:9 world.seen must be at most world.features, 12, got 13",
      "c.yaml:1:7 fold must be less than folds, 3, got 3",
      "c.yaml:2:11 labeller must be at most teachers, 3, got 4",
    ]);
    expect(faultsOf("folds: 20\nworld: { prompts: 10 }\n")[0]).toContain("folds leave no prompts to train on");
  });

  it.each([
    ["mutual_positive: false\nfilter: vote\n", "filter has no effect"],
    ["negatives: none\nbeta: 0.2\n", "beta has no effect"],
    ["negatives: none\nreference: base\n", "reference has no effect"],
    ["training: { hidden: 4 }\n", "training.hidden has no effect"],
    ["world: { padding: 0, pad_share: 0.1 }\n", "world.pad_share has no effect"],
  ])("is refused where a key that was written has no effect: %j", (text, fault) => {
    expect(faultsOf(text)).toEqual([expect.stringContaining(fault)]);
  });

  it("finds a key without effect against a preset, too", () => {
    expect(faultsOf("sft_weight: 1\n", [], { negatives: "none" })).toEqual([
      expect.stringContaining("sft_weight has no effect"),
    ]);
  });

  it.each([...PRESETS].map(({ name, changes }) => [name, changes] as const))(
    "has a preset %s that can be trained",
    (_, changes) => {
      const config = readConfig({ preset: changes, overrides: ["world.prompts=60", "rounds=1"].map(parseOverride) });
      const training = new MacpoTraining(config);
      training.advance();
      expect(training.advance().lessons.length).toBeGreaterThan(0);
    },
  );
});
