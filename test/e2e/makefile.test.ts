import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/readme.js";

const PARTS = [
  "src",
  "scenarios",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "Makefile",
];

describe("the Makefile, in a clone whose packages are installed", () => {
  let clone: string;

  beforeAll(() => {
    clone = mkdtempSync(join(tmpdir(), "swarm-make-"));
    for (const part of PARTS)
      cpSync(join(ROOT, part), join(clone, part), { recursive: true, preserveTimestamps: true });
    symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"));
  });

  afterAll(() => rmSync(clone, { recursive: true, force: true }));

  const make = (...targets: string[]) => {
    const { MAKEFLAGS: _, MAKELEVEL: __, ...env } = process.env;
    return spawnSync("make", targets, { cwd: clone, encoding: "utf8", env });
  };

  it("without a target lists what there is", () => {
    const { status, stdout } = make();
    expect(status).toBe(0);
    for (const target of ["run-alignment-all", "test", "check", "build", "schemas", "bench", "clean"]) {
      expect(stdout).toContain(`make ${target} `);
    }
  });

  it("says what to run first when the tables to analyse are missing", () => {
    const { status, stderr } = make("run-alignment-analyze");
    expect(status).toBe(2);
    expect(stderr).toContain("run 'make run-alignment-scenarios' first");
  });

  it("runs, logs, measures and compares both alignment scenarios with one target", () => {
    const { status, stdout } = make("run-alignment-all");
    expect(status).toBe(0);
    expect(readdirSync(join(clone, "logs")).sort()).toEqual(
      ["alignment_waltz_targeted_feedback", "macpo_weak_to_strong"]
        .flatMap((name) =>
          ["agents.csv", "events.jsonl", "manifest.json", "metrics.csv"].map((end) => `${name}_${end}`),
        )
        .sort(),
    );
    expect(stdout).toContain("Side by side");
    const table = readFileSync(join(clone, "logs/macpo_weak_to_strong_metrics.csv"), "utf8");
    expect(table.trim().split("\n")).toHaveLength(26);
  });

  it("cleans up what it built and wrote", () => {
    expect(make("clean").status).toBe(0);
    expect(existsSync(join(clone, "dist"))).toBe(false);
    expect(readdirSync(join(clone, "logs"))).toEqual([]);
  });
});
