import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shell, swarm } from "../support/cli.js";
import { ROOT, snippetsOf } from "../support/readme.js";
import { standIns } from "../support/stand-ins.js";

const COMMANDS = snippetsOf("README.md")
  .filter(({ language }) => language === "sh")
  .flatMap(({ code }) => code.trim().split("\n"));

describe("the README", () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "swarm-readme-"));
    cpSync(join(ROOT, "scenarios"), join(home, "scenarios"), { recursive: true });
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("promises the two commands that do everything", () => {
    expect(COMMANDS.filter((line) => line.startsWith("make "))).toEqual(["make run-alignment-all", "make test"]);
  });

  it("shows commands of swarm that all end well, one after the other", async () => {
    const lines = COMMANDS.filter((line) => line.startsWith("swarm "));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      const { code, stderr } = await shell(line, { cwd: home });
      expect(code, `${line}\n${stderr}`).toBe(0);
    }
  });
});

describe("every shipped scenario", () => {
  const names = readdirSync(join(ROOT, "scenarios")).filter((name) => name.endsWith(".yaml"));

  it("is valid, and runs for an epoch in a folder of the user's", async () => {
    const home = mkdtempSync(join(tmpdir(), "swarm-scenarios-"));
    try {
      const files = names.map((name) => join(ROOT, "scenarios", name));
      const set = names.flatMap(standIns).flatMap((override) => ["--set", override]);
      const { code, stderr } = await swarm(["run", ...files, ...set, "--epochs", "1", "--quiet"], { cwd: home });
      expect(code, stderr).toBe(0);
      const written = readdirSync(home, { recursive: true, encoding: "utf8" });
      expect(written.filter((name) => name.endsWith("_manifest.json"))).toHaveLength(names.length);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
