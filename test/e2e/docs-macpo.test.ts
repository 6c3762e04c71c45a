import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ARCHETYPES } from "../../src/model/archetype.js";
import { shell } from "../support/cli.js";
import { ROOT, snippetsOf } from "../support/readme.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SNIPPETS = snippetsOf("docs/macpo.md");
const codeIn = (language: string) =>
  SNIPPETS.filter((snippet) => snippet.language === language).map(({ code }) => code);

describe("the page on MACPO", () => {
  it("shows commands that all end well, one after the other, with the configuration that it shows", async () => {
    const home = temporary();
    symlinkSync(join(ROOT, "scenarios"), join(home, "scenarios"));
    const [text] = codeIn("yaml");
    writeFileSync(join(home, /^# (\S+\.yaml)\n/.exec(text)?.[1] ?? ""), text);
    const lines = codeIn("sh").flatMap((code) => code.trim().split("\n"));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      const { code, stderr } = await shell(line, { cwd: home });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
    }
    const rounds = readFileSync(join(home, "logs/longer/longer_rounds.jsonl"), "utf8").trim().split("\n");
    expect(rounds.map((line) => JSON.parse(line).round)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("says of every archetype how it supervises", () => {
    const page = readFileSync(join(ROOT, "docs/macpo.md"), "utf8");
    const table = page.slice(page.indexOf("| archetype |"), page.indexOf("swarm run"));
    for (const archetype of ARCHETYPES) expect(table).toContain(archetype);
  });
});
