import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shell } from "../support/cli.js";
import { ROOT, snippetsOf } from "../support/readme.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const snippets = snippetsOf("docs/comparing.md");
const commands = snippets.filter(({ language }) => language === "sh").flatMap(({ code }) => code.trim().split("\n"));
const [shown] = snippets.filter(({ language }) => language === "text").map(({ code }) => code.trimEnd());

describe("docs/comparing.md", () => {
  it("gives commands that work one after another, and shows what the first of them prints", async () => {
    const cwd = temporary();
    cpSync(join(ROOT, "scenarios"), join(cwd, "scenarios"), { recursive: true });
    expect(commands.length).toBeGreaterThanOrEqual(5);
    for (const [at, command] of commands.entries()) {
      const { code, stdout, stderr } = await shell(command, { cwd });
      expect({ code, stderr }, command).toEqual({ code: 0, stderr: "" });
      if (at === 0) expect(stdout.slice(0, shown.length), "paste what the command prints now").toBe(shown);
    }
    const files = filesBelow(join(cwd, "logs"));
    const page = readFileSync(join(ROOT, "docs/comparing.md"), "utf8");
    for (const [, file] of page.matchAll(/`logs\/(\S+?)`/g)) expect(files).toContain(file);
  }, 300_000);
});
