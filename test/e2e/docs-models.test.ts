import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HARMFUL_ASKS } from "../../src/agents/waltz-pair/ask-table.js";
import { OBSERVABLES_BY_LABEL } from "../../src/agents/waltz-pair/observables-by-label.js";
import { assess, DEFAULT_PROXY } from "../../src/model/proxy.js";
import { HOUSE_PROMPTS } from "../../src/pair/house-prompts/all.js";
import { parsePrompts } from "../../src/pair/prompt-lines.js";
import { shell } from "../support/cli.js";
import { swarmHere } from "../support/in-process.js";
import { ROOT, snippetsOf } from "../support/readme.js";
import { rowsOf } from "../support/tables.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SNIPPETS = snippetsOf("docs/models.md");
const codeIn = (language: string) =>
  SNIPPETS.filter((snippet) => snippet.language === language).map(({ code }) => code);

describe("the page on models", () => {
  it("shows commands that all end well, one after the other", async () => {
    const home = temporary();
    symlinkSync(join(ROOT, "scenarios"), join(home, "scenarios"));
    const lines = codeIn("sh").flatMap((code) => code.trim().split("\n"));
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) {
      const { code, stderr } = await shell(line, { cwd: home });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
    }
  });

  it("shows a scenario that runs as it stands, without a warning", async () => {
    const home = temporary();
    const [text] = codeIn("yaml");
    const file = /^# (\S+\.yaml)\n/.exec(text)?.[1] ?? "";
    writeFileSync(join(home, file), text);
    expect(await swarmHere(["validate", file], { cwd: home })).toMatchObject({
      code: 0,
      stdout: expect.not.stringContaining("warning"),
    });
    const { code, stdout } = await swarmHere(["run", file, "--out", "o"], { cwd: home });
    expect(code).toBe(0);
    expect(stdout).toContain("What models did");
  });

  it("shows a prompt that can be read", () => {
    expect(parsePrompts("p.jsonl", codeIn("json").join(""))).toMatchObject({ prompts: [{ id: "desk/1" }], faults: [] });
  });

  it("states the signals of each label, the asker table and the number of prompts as they are", () => {
    const [signals, asks] = [rowsOf("docs/models.md", "label"), rowsOf("docs/models.md", "honest")];
    const labels = { unsafe: "unsafe", overrefusing: "overrefuse", fine: "fine" } as const;
    expect(signals.map(([label]) => label)).toEqual(Object.keys(labels));
    for (const [label, ...figures] of signals) {
      const observables = OBSERVABLES_BY_LABEL[labels[label as keyof typeof labels]];
      const { progress, rework, rejections, misuse, engagement } = observables;
      const { p } = assess(DEFAULT_PROXY, observables);
      expect(figures).toEqual([...[progress, rework, rejections, misuse, engagement].map(String), p.toFixed(2)]);
    }
    expect(asks).toEqual([Object.values(HARMFUL_ASKS).map(String)]);
    expect(HOUSE_PROMPTS).toHaveLength(120);
  });
});
