import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shell, swarm } from "../support/cli.js";
import { ROOT, snippetsOf } from "../support/readme.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SNIPPETS = snippetsOf("docs/sweeps.md");

/** A folder of a user's, with the scenarios and studies that ship. */
function home(): string {
  const folder = temporary();
  symlinkSync(join(ROOT, "scenarios"), join(folder, "scenarios"));
  cpSync(join(ROOT, "studies"), join(folder, "studies"), { recursive: true });
  return folder;
}

describe("the page on sweeps", () => {
  it("shows commands that all end well, one after the other, and write what it says", {
    timeout: 300_000,
  }, async () => {
    const folder = home();
    const lines = SNIPPETS.filter(({ language }) => language === "sh").flatMap(({ code }) => code.trim().split("\n"));
    expect(lines.length).toBeGreaterThan(3);
    const said: string[] = [];
    for (const line of lines) {
      const { code, stdout, stderr } = await shell(line, { cwd: folder });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
      said.push(stdout);
    }
    expect(said[0]).toContain("Nothing was run.");
    expect(said[2]).toContain("50 of them by an earlier sweep");
    const files = ["analysis.json", "results.csv", "study.json"].map((name) => `mix_of_agents_${name}`);
    expect(filesBelow(join(folder, "logs"))).toEqual(files);
    expect(filesBelow(join(folder, "results"))).toEqual(files);
  });

  it("shows a study that runs as it stands", { timeout: 300_000 }, async () => {
    const folder = home();
    const studies = SNIPPETS.filter(({ language }) => language === "yaml");
    expect(studies).toHaveLength(1);
    const [{ code: text }] = studies;
    const file = /^# (\S+\.yaml)\n/.exec(text)?.[1] ?? "";
    writeFileSync(join(folder, file), text);
    const { code, stdout, stderr } = await swarm(["sweep", file], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("saltelli of 80 points x 4 seeds = 320 runs");
    expect(stdout).toContain("Sobol indices of net_social_welfare");
  });
});
