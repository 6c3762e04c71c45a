import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shell } from "../support/cli.js";
import { ROOT, snippetsOf } from "../support/readme.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

describe("the page on reports", () => {
  it("shows commands that all end well, one after the other, and write what it says", {
    timeout: 300_000,
  }, async () => {
    const folder = temporary();
    symlinkSync(join(ROOT, "scenarios"), join(folder, "scenarios"));
    const snippets = snippetsOf("docs/reports.md").filter(({ language }) => language === "sh");
    const lines = snippets.flatMap(({ code }) => code.trim().split("\n"));
    expect(lines.length).toBe(5);
    for (const line of lines) {
      const { code, stderr } = await shell(line, { cwd: folder });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
    }
    expect(filesBelow(join(folder, "results")).filter((name) => /report|png/.test(name))).toEqual([
      "alignment_waltz_targeted_feedback_report.html",
      "breaker_report.html",
      "breaker_report.md",
      ...["agents", "course", "effects", "primary"].map((id) => `pictures/breaker_${id}.png`),
    ]);
  });
});
