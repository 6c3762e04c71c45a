import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { swarmHere } from "../../support/in-process.js";
import { ROOT } from "../../support/readme.js";

const SHORT = [
  "--set",
  "simulation.n_epochs=7",
  "--set",
  "simulation.steps_per_epoch=3",
  "--seeds",
  "2",
  "--threads",
  "1",
];
const NOTE = [
  "macpo",
  "note",
  "--study",
  "s.json",
  "--population",
  "p_comparison.json",
  "--filters",
  "f_comparison.json",
];

describe("swarm macpo study and note", () => {
  let home = "";

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "swarm-macpo-"));
    symlinkSync(join(ROOT, "scenarios"), join(home, "scenarios"));
    const study = [
      "macpo",
      "study",
      "--presets",
      "full,frozen-teachers",
      "--seeds",
      "2",
      "--folds",
      "2",
      "--rounds",
      "2",
    ];
    expect((await swarmHere([...study, "--threads", "1", "--out", "s.json"], { cwd: home })).code).toBe(0);
    const scenarios = ["weak_to_strong", "student", "poisoned"].map((name) => `scenarios/macpo_${name}.yaml`);
    const compare = (args: readonly string[]) => swarmHere(["compare", ...args, ...SHORT, "--out", "."], { cwd: home });
    expect((await compare([...scenarios, "--name", "p", "--metrics", "student_score"])).code).toBe(0);
    const arm = "vote: agents.3.config.filter=vote";
    expect((await compare([scenarios[2], "--name", "f", "--arm", arm, "--primary", "student_score"])).code).toBe(0);
  }, 120_000);

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("keep a row per preset, seed and fold, in that order", () => {
    const { rows, ...head } = JSON.parse(readFileSync(join(home, "s.json"), "utf8"));
    expect(head).toMatchObject({ presets: ["full", "frozen-teachers"], seeds: 2, seed_start: 1, folds: 2 });
    expect(rows.map(({ preset, seed, fold }: Record<string, unknown>) => [preset, seed, fold].join())).toEqual([
      ...["full,1,0", "full,1,1", "full,2,0", "full,2,1"],
      ...["frozen-teachers,1,0", "frozen-teachers,1,1", "frozen-teachers,2,0", "frozen-teachers,2,1"],
    ]);
    for (const { student, teachers } of rows) expect([student.length, teachers.length]).toEqual([3, 3]);
  });

  it("write the same note from the same files, with every expectation looked at and its verdict", async () => {
    for (const out of ["one.md", "two.md"]) {
      expect((await swarmHere([...NOTE, "--out", out], { cwd: home })).code).toBe(0);
    }
    const text = readFileSync(join(home, "one.md"), "utf8");
    expect(readFileSync(join(home, "two.md"), "utf8")).toBe(text);
    expect(text).toContain("8 runs: 2 presets x 2 seeds (from 1) x 2 folds");
    expect(text).toContain("| frozen teachers are worse than learning ones | told of the paper |");
    expect(text).toContain("### What fails, and what is not shown");
    expect(text).toContain("This is not a replication of the paper");
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("refuse what they cannot read, all of it at once, and write nothing", async () => {
    writeFileSync(join(home, "half.json"), '{"macpo_study_version": 1}');
    const args = [
      "macpo",
      "note",
      "--study",
      "half.json",
      "--population",
      "none.json",
      "--filters",
      "s.json",
      "--out",
      "n.md",
    ];
    const { code, stderr } = await swarmHere(args, { cwd: home });
    expect(code).toBe(2);
    expect(stderr).toContain("half.json: this is not a MACPO study");
    expect(stderr).toContain("none.json: no such file");
    expect(stderr).toContain("s.json: this is not a comparison");
    expect(existsSync(join(home, "n.md"))).toBe(false);
    const unknown = await swarmHere(["macpo", "study", "--presets", "full,fool", "--out", "x.json"], { cwd: home });
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('unknown preset "fool"') });
    expect(existsSync(join(home, "x.json"))).toBe(false);
  });
});
