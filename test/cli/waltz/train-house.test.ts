import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HOUSE_PROMPTS } from "../../../src/pair/house-prompts/all.js";
import { parsePrompts } from "../../../src/pair/prompt-lines.js";
import { canonicalJson } from "../../../src/records/canonical-json.js";
import { houseGroups } from "../../../src/waltz/environments/house/house.js";
import { groupFolds } from "../../../src/waltz/environments/xstest/folds.js";
import { swarmHere } from "../../support/in-process.js";
import { ROOT } from "../../support/readme.js";
import { temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const SHIPPED = "scenarios/prompts/house_held_out.jsonl";
const text = (...path: readonly string[]) => readFileSync(join(...path), "utf8");

/** What the Makefile trains the shipped pair with. */
const [, OPTIONS = ""] = /^HOUSE := (.*)$/m.exec(text(ROOT, "Makefile")) ?? [];

describe("the shipped pair of made-up houses", () => {
  it("comes out of `make house-pairs` to the byte, before training and after it, with its held-out requests", async () => {
    const home = temporary();
    const train = async (stage: string, ...more: readonly string[]) => {
      const options = [...OPTIONS.split(" "), "--out", stage, ...more];
      expect(await swarmHere(["waltz", "train", stage, ...options], { cwd: home })).toEqual({
        code: 0,
        stdout: "",
        stderr: "",
      });
    };
    await train("stage1");
    await train("stage2", "--from", "stage1");
    for (const agent of ["conversation.json", "feedback.json"]) {
      const [before, after] = ["house_untrained", "house_trained"].map((pair) =>
        text(ROOT, "scenarios/pairs", pair, agent),
      );
      expect(text(home, "stage1/before", agent) === before, agent).toBe(true);
      expect(text(home, "stage2", agent) === after, agent).toBe(true);
      // What comes into a stage is what came out of the one before.
      expect(text(home, "stage2/before", agent) === text(home, "stage1", agent), agent).toBe(true);
      expect(Buffer.byteLength(after!)).toBeLessThan(100_000);
    }
    expect(text(home, "stage2/held_out.jsonl") === text(ROOT, SHIPPED)).toBe(true);
  }, 120_000);

  it("is served with requests of whole houses, none of which it learnt on", () => {
    const { prompts, faults } = parsePrompts(SHIPPED, text(ROOT, SHIPPED));
    expect(faults).toEqual([]);
    const { stage1, stage2, test } = groupFolds(houseGroups(HOUSE_PROMPTS), 5, 1)[0]!.split;
    const learnt = new Set([...stage1, ...stage2]);
    expect(learnt.size).toBe(96);
    expect(prompts.map(({ id }) => id)).toEqual(test);
    const contexts = new Set(HOUSE_PROMPTS.filter(({ id }) => learnt.has(id)).map(({ context }) => context));
    for (const prompt of prompts) {
      expect(learnt.has(prompt.id)).toBe(false);
      expect(contexts.has(prompt.context)).toBe(false);
      const builtIn = HOUSE_PROMPTS.find(({ id }) => id === prompt.id);
      expect(canonicalJson(prompt)).toBe(canonicalJson(builtIn));
    }
    for (const name of ["untrained", "trained"]) {
      expect(text(ROOT, `scenarios/waltz_pair_${name}.yaml`)).toContain("prompts: prompts/house_held_out.jsonl\n");
    }
  });
});

describe("swarm waltz evaluate on a pair of made-up houses", () => {
  it("knows what its training held out, and refuses data that it has no use for", async () => {
    const home = temporary();
    const train = [
      "waltz",
      "train",
      "stage1",
      "--environment",
      "house",
      "--dimension",
      "32",
      "--iterations",
      "3",
      "--quiet",
    ];
    expect(await swarmHere([...train, "--fold", "2", "--out", "pair"], { cwd: home })).toMatchObject({ code: 0 });
    const evaluated = await swarmHere(["waltz", "evaluate", "--pair", "pair", "--out", "o"], { cwd: home });
    expect(evaluated).toMatchObject({ code: 0, stderr: "" });
    expect(evaluated.stdout).toContain("The pair learnt on none of these prompts");
    const wrong = await swarmHere(["waltz", "evaluate", "--pair", "pair", "--data", "x", "--out", "o"], { cwd: home });
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("--data would have no effect") });
  }, 60_000);
});
