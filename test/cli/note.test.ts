import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { swarmHere } from "../support/in-process.js";
import { NOTE_ARGUMENTS, writeNoteInputs } from "../support/note-inputs.js";

const NAMES = [
  "note.md",
  "logs/alignment_waltz_targeted_feedback_summary.md",
  "logs/macpo_weak_to_strong_summary.md",
] as const;

/** A folder with inputs, and the command in it. */
async function bench() {
  const folder = mkdtempSync(join(tmpdir(), "swarm-note-"));
  await writeNoteInputs(folder);
  return {
    folder,
    note: (...args: readonly string[]) =>
      swarmHere(["note", ...NOTE_ARGUMENTS, "--out", "note.md", ...args], { cwd: folder }),
    texts: () => NAMES.map((name) => readFileSync(join(folder, name), "utf8")),
  };
}

describe("swarm note", () => {
  let benches: readonly Awaited<ReturnType<typeof bench>>[];
  beforeAll(async () => {
    benches = [await bench(), await bench()];
  }, 120_000);
  afterAll(() => {
    for (const { folder } of benches) rmSync(folder, { recursive: true, force: true });
  });

  it("writes the note and a summary beside each run, and the same bytes from inputs made anew elsewhere", async () => {
    const [here, there] = benches;
    const { code, stdout, stderr } = await here.note();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(NAMES.map((name) => `wrote ${name}\n`).join(""));
    expect((await there.note("--quiet")).stdout).toBe("");
    expect(there.texts()).toEqual(here.texts());
    for (const text of here.texts()) expect(text).not.toContain(here.folder);
  });

  it("fills the shape of the template of results with the figures of the run", async () => {
    const [{ folder, note, texts }] = benches;
    await note();
    const summary = texts()[2];
    const manifest = JSON.parse(readFileSync(join(folder, "logs/macpo_weak_to_strong_manifest.json"), "utf8"));
    expect(summary.split("\n")[0]).toBe("# Run summary: macpo_weak_to_strong, seed 202");
    const pooled = String(Number(manifest.metrics.pooled.toxicity_rate.toPrecision(4)));
    expect(summary).toContain(`| toxicity_rate | ${pooled} |`);
    for (const { name } of manifest.levers) expect(summary).toContain(`- ${name}: `);
    for (const title of ["What the levers did", "Success criteria", "What stands out"])
      expect(summary).toContain(title);
    expect(summary).not.toContain(manifest.run.started_at);
  });

  it("refuses files that are missing, cut or of another kind, each by name, and writes nothing", async () => {
    const [{ folder, note }] = benches;
    const wrong = async (...args: readonly string[]) => {
      const { code, stderr } = await note("--out", "other.md", ...args);
      expect(code).toBe(2);
      expect(() => readFileSync(join(folder, "other.md"))).toThrow("ENOENT");
      return stderr;
    };
    expect(await wrong("--waltz", "logs/nowhere.json")).toContain("logs/nowhere.json: no such file");
    expect(await wrong("--mix", "logs/w_comparison.json")).toContain("this is not the analysis of a sweep");
    expect(await wrong("--macpo", "logs/mix_analysis.json")).toContain("this is not a comparison");
    writeFileSync(join(folder, "cut.json"), readFileSync(join(folder, "logs/w_comparison.json"), "utf8").slice(0, 500));
    expect(await wrong("--waltz", "cut.json")).toContain("cut.json: this is not a comparison");
  });
});
