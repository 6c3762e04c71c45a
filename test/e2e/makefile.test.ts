import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/readme.js";

const PARTS = [
  "src",
  "scenarios",
  "studies",
  "research/studies",
  "scripts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "Makefile",
];

const NOTE = "research/notes/alignment_waltz_vs_macpo_results.md";

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
    // The packages are those of the project, through a link: a lockfile that is newer must not have them installed, and so removed.
    const packages = ["-o", "node_modules/.package-lock.json"];
    return spawnSync("make", [...packages, ...targets], { cwd: clone, encoding: "utf8", env });
  };

  /** The scenario as its manifest states it. */
  const manifestOf = (scenario: string) => {
    const folder = mkdtempSync(join(tmpdir(), "swarm-strict-"));
    try {
      const args = ["dist/cli/main.js", "run", `scenarios/${scenario}.yaml`, "--out", folder, "--quiet"];
      const { status, stderr } = spawnSync("node", args, { cwd: clone, encoding: "utf8" });
      expect(status, stderr).toBe(0);
      return JSON.parse(readFileSync(join(folder, `${scenario}_manifest.json`), "utf8")).scenario;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
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

  it("runs, logs, measures and compares both alignment scenarios and writes the note with one target", () => {
    const { status, stdout, stderr } = make("run-alignment-all", "SEEDS=4");
    expect(status, stderr).toBe(0);
    const runs = ["alignment_waltz_targeted_feedback", "macpo_weak_to_strong"].flatMap((name) =>
      ["agents.csv", "events.jsonl", "manifest.json", "metrics.csv", "summary.md"].map((end) => `${name}_${end}`),
    );
    const comparisons = ["waltz_controls", "macpo_controls"].flatMap((name) =>
      ["comparison.json", "runs.csv"].map((end) => `${name}_${end}`),
    );
    const sweep = ["analysis.json", "results.csv", "study.json"].map((end) => `mix_of_agents_${end}`);
    expect(readdirSync(join(clone, "logs")).sort()).toEqual([...runs, ...comparisons, ...sweep].sort());
    for (const progress of ["the Waltz scenario against its controls, 4 seeds", "the mix of agents"]) {
      expect(stderr).toContain(progress);
    }
    expect(stdout).toContain("Side by side");
    const table = readFileSync(join(clone, "logs/macpo_weak_to_strong_metrics.csv"), "utf8");
    expect(table.trim().split("\n")).toHaveLength(26);
    const note = readFileSync(join(clone, NOTE), "utf8");
    expect(note).toContain("measuring moved nothing");
    expect(note).not.toContain("Measuring did move");
  });

  it("holds the alignment scenarios against the levers of strict_governance, and against none", () => {
    const strict = manifestOf("strict_governance").parameters.governance;
    const detectors = /^(security|collusion)_/;
    const plain = (governance: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(governance).filter(([key]) => !detectors.test(key)));
    for (const name of ["waltz", "macpo"]) {
      const { arms } = JSON.parse(readFileSync(join(clone, `logs/${name}_controls_comparison.json`), "utf8"));
      const governance = (arm: string) =>
        arms.find((each: { name: string }) => each.name === arm).parameters.governance;
      expect(plain(governance("strict levers"))).toEqual(plain(strict));
      expect(governance("strict levers").collusion_detection_enabled).toBe(true);
      const switched = Object.entries(governance("levers off")).filter(
        ([key, value]) => /_enabled$/.test(key) && value,
      );
      expect(switched).toEqual([]);
      for (const { parameters } of arms) {
        const { governance: _, ...rest } = parameters;
        const { governance: __, ...same } = arms[0].parameters;
        expect(rest).toEqual(same);
      }
    }
  });

  it("takes the claims of both papers to verdicts with one target, and changes no byte when it is given again", () => {
    const first = make("run-alignment-study", "STUDY_SEEDS=4");
    expect(first.status, first.stderr).toBe(0);
    const files = readdirSync(join(clone, "logs")).filter((name) => /^(waltzrl|macpo)[_.](?!controls)/.test(name));
    for (const study of ["waltzrl", "macpo"]) {
      for (const end of ["report.html", "report.md", "claims.csv", "results.csv", "verdict.json"]) {
        expect(files).toContain(`${study}_${end}`);
      }
      const { claims, registration } = JSON.parse(readFileSync(join(clone, `logs/${study}_verdict.json`), "utf8"));
      expect(registration.status).toBe("confirmatory");
      expect(claims.filter(({ outcome }: { outcome: string }) => outcome === "not testable")).toHaveLength(2);
    }
    const bytes = () => files.map((name) => readFileSync(join(clone, "logs", name), "utf8"));
    const before = bytes();
    expect(make("run-alignment-study", "STUDY_SEEDS=4").stdout).toBe(first.stdout);
    expect(bytes()).toEqual(before);
  });

  it("cleans up what it built and wrote", () => {
    expect(make("clean").status).toBe(0);
    expect(existsSync(join(clone, "dist"))).toBe(false);
    expect(readdirSync(join(clone, "logs"))).toEqual([]);
  });
});
