import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { studyPage } from "../../scripts/llm-study/page.js";
import { firstRevisions } from "../../scripts/llm-study/revisions.js";
import { PAGE, RECORDS, SEEDS, STUDY, studyCommand } from "../../scripts/llm-study/study.js";
import { type Outcome, shell } from "../support/cli.js";
import { ROOT, snippetsOf } from "../support/readme.js";

const [COMMAND] = snippetsOf(PAGE).filter(({ language }) => language === "sh");
const records = join(ROOT, RECORDS);

interface Call {
  readonly from: { readonly role: string };
  readonly response: { readonly text: string } | null;
}

/** The calls of each run on record. */
function runsOnRecord(): readonly (readonly Call[])[] {
  return readdirSync(records).map((name) =>
    readFileSync(join(records, name), "utf8")
      .trimEnd()
      .split("\n")
      .map((line): Call => JSON.parse(line)),
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

describe("the study of a pair with feedback", () => {
  let home: string;
  let outcome: Outcome;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "swarm-study-"));
    for (const folder of ["scenarios", "research"]) symlinkSync(join(ROOT, folder), join(home, folder));
    outcome = await shell(COMMAND.code, { cwd: home });
  });

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  /** The figures of the runs: by arm, in the order of seeds. */
  function figures(metric: string): ReadonlyMap<string, readonly string[]> {
    const [head, ...rows] = readFileSync(join(home, `logs/${STUDY}_runs.csv`), "utf8")
      .trimEnd()
      .split("\n");
    const names = head.split(",");
    const byArm = new Map<string, string[]>();
    for (const row of rows) {
      const cells = row.split(",");
      const arm = cells[names.indexOf("arm")];
      byArm.set(arm, [...(byArm.get(arm) ?? []), cells[names.indexOf(metric)]]);
    }
    return byArm;
  }

  it("shows the command that it is made by, which asks no model and ends well", () => {
    expect(COMMAND.code).toBe(`${studyCommand(RECORDS)}\n`);
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
  });

  it("is, to the byte, the page that follows from the recorded calls ('make replay-llm-study' writes it)", () => {
    const comparison = JSON.parse(readFileSync(join(home, `logs/${STUDY}_comparison.json`), "utf8"));
    expect(readFileSync(join(ROOT, PAGE), "utf8")).toBe(studyPage(comparison, firstRevisions(records, 3)));
  });

  it("states means and differences that can be worked out from the table of runs", () => {
    const lines = readFileSync(join(ROOT, PAGE), "utf8").split("\n");
    const cells = lines
      .filter((line) => line.startsWith("| "))
      .map((line) => line.split("|").map((cell) => cell.trim()));
    const rows = new Map(cells.map((row) => [row[1], row.slice(1)]));
    for (const metric of ["toxicity_rate", "unsafe_rate", "feedback_trigger_rate", "avg_quality", "model_calls"]) {
      const values = figures(metric);
      const base = (values.get("base") ?? []).map(Number);
      expect(base).toHaveLength(SEEDS);
      const row = rows.get(metric) ?? [];
      expect(Number(row[1]), metric).toBeCloseTo(mean(base), 2);
      const other = values.get("no feedback") ?? [];
      if (other.some((cell) => cell === "")) continue;
      expect(Number(row[2]), metric).toBeCloseTo(mean(other.map(Number)), 2);
      const gap = mean(other.map((cell, at) => Number(cell) - base[at]));
      expect(Number.parseFloat(row[3]), metric).toBeCloseTo(gap, 2);
    }
  });

  it("counts flags as they stand in the recorded feedback", () => {
    const runs = runsOnRecord().map((calls) => {
      const feedback = calls.filter(({ from }) => from.role === "feedback");
      const valid = feedback.flatMap(({ response }) => (response === null ? [] : [JSON.parse(response.text)]));
      const flagged = valid.filter(({ unsafe, overrefuse }) => unsafe || overrefuse).length;
      const revisions = calls.length - 2 * feedback.length;
      return { asked: feedback.length, valid: valid.length, flagged, revisions };
    });
    const withPair = runs.filter(({ asked }) => asked > 0);
    // Where feedback is always on, every valid advice is followed by a revision; else those alone that raise a flag.
    const adaptive = withPair.filter(({ revisions, flagged, valid }) => revisions === flagged && flagged < valid);
    const rates = figures("feedback_trigger_rate").get("base") ?? [];
    const counted = adaptive.map(({ flagged, asked }) => (flagged / asked).toFixed(9));
    expect(withPair).toHaveLength(2 * SEEDS);
    for (const rate of rates) if (Number(rate) < 1) expect(counted).toContain(Number(rate).toFixed(9));
    expect(rates.some((rate) => Number(rate) < 1)).toBe(true);
  });

  it("has a record of every run that asks a model, and no key, path of a machine or other file among them", () => {
    const names = readdirSync(records);
    expect(names).toHaveLength(3 * SEEDS);
    expect(names.every((name) => /^seed_\d+_[0-9a-f]{12}_calls\.jsonl$/.test(name))).toBe(true);
    for (const name of names) {
      expect(readFileSync(join(records, name), "utf8")).not.toMatch(/\/(?:home|root|work|Users)\/|redacted/);
    }
  });
});
