import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import { completeConfig } from "../../src/llm/complete-config.js";
import { CHECK_LIMITS } from "../../src/waltz/data/check-limits.js";
import { ROLES } from "../../src/waltz/data/example.js";
import { generateFromTemplates } from "../../src/waltz/data/generate/generate.js";
import { feedbackOfSeed } from "../../src/waltz/data/seed-bridge.js";
import { parseSeedText, printSeedText } from "../../src/waltz/data/seed-text.js";
import { shell } from "../support/cli.js";
import { snippetsOf } from "../support/readme.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SNIPPETS = snippetsOf("docs/waltz-data.md");
const codeIn = (language: string) => SNIPPETS.filter((one) => one.language === language).map(({ code }) => code);

describe("the page on data", () => {
  it("shows commands that all end well, one after the other, and make the files of the plan", {
    timeout: 300_000,
  }, async () => {
    const home = temporary();
    const lines = codeIn("sh").flatMap((code) => code.trim().split("\n"));
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) {
      const { code, stderr } = await shell(line, { cwd: home });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
    }
    const count = (name: string) => readFileSync(join(home, name), "utf8").trimEnd().split("\n").length;
    for (const role of ROLES) {
      expect(count(`data/waltzrl_pool/${role}_agent.jsonl`)).toBe(3000);
      expect(count(`data/waltzrl/${role}_agent_test.jsonl`)).toBe(500);
      expect(count(`data/waltzrl/${role}_agent_training.jsonl`)).toBeGreaterThan(2400);
    }
    // What the check itself found: over 2,000 distinct examples of either agent, and nothing against them.
    const report = JSON.parse(readFileSync(join(home, "data/waltzrl/data_check.json"), "utf8"));
    expect(report.passed).toBe(true);
    expect(
      report.files.map(
        ({ side, examples }: { side: string; examples: number }) => side === "training" && examples > 2000,
      ),
    ).toEqual([true, true, false, false]);
    expect(filesBelow(home).filter((name) => name.includes("partial"))).toEqual([]);
  });

  it("shows an evaluation that reads back as it stands, with the flags that the page says", () => {
    const text = codeIn("text")[0]!.trimEnd();
    const read = parseSeedText(text);
    if ("invalid" in read) throw new Error(read.invalid);
    expect(printSeedText(read)).toBe(text);
    expect(feedbackOfSeed(read)).toMatchObject({ unsafe: false, overrefuse: true });
  });

  it("states the limits as they are", () => {
    expect(completeConfig(CHECK_LIMITS, {}, "check")).toEqual({
      near_duplicate: 0.8,
      min_class_share: 0.05,
      max_class_difference: 0.1,
      max_difficulty_difference: 0.1,
      max_prompt_tokens: 4096,
      max_answer_tokens: 512,
    });
  });

  it("states how many distinct examples the templates have", { timeout: 120_000 }, () => {
    const { examples } = generateFromTemplates(10_000, keyedSource(1), 0.8);
    for (const role of ROLES) expect(examples[role]).toHaveLength(10_000);
  });
});
