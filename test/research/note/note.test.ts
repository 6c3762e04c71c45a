import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Comparison } from "../../../src/analysis/compare/comparison.js";
import type { Manifest } from "../../../src/records/manifest.js";
import type { MixStudy } from "../../../src/research/note/mix-section.js";
import { alignmentNote, type NoteInput } from "../../../src/research/note/note.js";
import { writeNoteInputs } from "../../support/note-inputs.js";

let folder: string;
let input: NoteInput;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "swarm-note-"));
  await writeNoteInputs(folder);
  const read = <T>(file: string) => ({
    file: `logs/${file}`,
    data: JSON.parse(readFileSync(join(folder, "logs", file), "utf8")) as T,
  });
  input = {
    waltz: read<Comparison>("w_comparison.json"),
    macpo: read<Comparison>("m_comparison.json"),
    mix: read<MixStudy>("mix_analysis.json"),
    runs: [read<Manifest>("macpo_weak_to_strong_manifest.json")],
  };
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The text between a heading of the second level and the next. */
const part = (note: string, heading: string): string =>
  note.split(/^## /m).find((each) => each.startsWith(heading)) ?? "";

/** Every number of a JSON value, those in its strings included. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (typeof value === "string") return tokens(value).map(Number);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

const tokens = (text: string): readonly string[] => text.match(/\d+\.\d+(e-?\d+)?/g) ?? [];

/** Figures of a text that no number rounds to, whatever its sign. */
function strangers(text: string, source: unknown): readonly string[] {
  const known = numbersIn(source).map(Math.abs);
  return tokens(text).filter((token) => {
    const decimals = token.replace(/e.*$/, "").split(".")[1].length;
    const fits = (n: number) =>
      token.includes("e")
        ? n.toExponential(decimals) === token
        : Math.abs(n - Number(token)) <= 0.5000001 * 10 ** -decimals;
    return !known.some(fits);
  });
}

/** The input with one metric's difference to an arm put in the place of what was measured. */
function withGap(metric: string, arm: string, low: number, high: number): NoteInput {
  const waltz = structuredClone(input.waltz);
  const found = waltz.data.metrics.find((each) => each.metric === metric)?.differences.find((each) => each.arm === arm);
  const interval = { defined: true, value: { low, high, level: 0.95 } };
  Object.assign(found ?? {}, { estimate: { defined: true, value: (low + high) / 2 }, interval });
  return { ...input, waltz };
}

describe("the alignment note", () => {
  it("has every section of the analysis template, for both scenarios", () => {
    const note = alignmentNote(input);
    for (const heading of ["Targeted feedback", "Weak supervisors"]) {
      const titles = part(note, heading).match(/^### .*$/gm) ?? [];
      expect(titles).toEqual(expect.arrayContaining(["### Summary", "### Metrics", "### Interpretation"]));
      expect(titles).toEqual(expect.arrayContaining(["### Validity", "### Next iteration"]));
    }
    expect(part(note, "Targeted feedback")).toContain("### Security figures");
    expect(part(note, "Weak supervisors")).toContain("### Collusion figures");
    expect(part(note, "References")).toContain("SWARM, version 1.9.0");
  });

  it("is the same text whenever it is written", () => {
    expect(alignmentNote(structuredClone(input))).toBe(alignmentNote(input));
  });

  it("prints in each part no figure that is not in the file of that part", () => {
    const note = alignmentNote(input);
    expect(tokens(note).length).toBeGreaterThan(200);
    const rules = /^Rules: .*$|^- SWARM, version.*$/gm;
    const sources = [
      ["Targeted feedback", input.waltz.data],
      ["Weak supervisors", input.macpo.data],
      ["The mix", input.mix.data],
      ["The scenarios as they stand", input.runs.map(({ data }) => data)],
    ] as const;
    for (const [heading, source] of sources) {
      const text = part(note, heading).replaceAll(rules, "");
      expect(text).not.toBe("");
      expect(strangers(text, source)).toEqual([]);
    }
    const doctored = part(note, "Targeted feedback").replace(/\| toxicity_rate \| [\d.]+/, "| toxicity_rate | 7.7777");
    expect(strangers(doctored, input.waltz.data)).toEqual(["7.7777"]);
  });

  it.each([
    { harm: [0.05, 0.15], quality: [-0.1, 0.1], says: "yes: harm is lower", also: "no change of quality" },
    { harm: [0.05, 0.15], quality: [0.02, 0.1], says: "in part: harm is lower", also: "quality filtering is worse" },
    { harm: [-0.15, -0.05], quality: [-0.1, -0.02], says: "no: harm is higher", also: "quality filtering is better" },
    { harm: [-0.1, 0.1], quality: [-0.1, 0.1], says: "not shown: no reduction", also: "no change of quality" },
  ])(
    "answers the first question by where intervals of control less scenario lie: $says",
    ({ harm, quality, ...text }) => {
      const first = withGap("toxicity_rate", "levers off", harm[0], harm[1]);
      const waltz = structuredClone(first.waltz);
      const second = withGap("quality_gap", "levers off", quality[0], quality[1]).waltz;
      const metrics = waltz.data.metrics.map((each) =>
        each.metric === "quality_gap"
          ? (second.data.metrics.find(({ metric }) => metric === "quality_gap") ?? each)
          : each,
      );
      const note = alignmentNote({ ...input, waltz: { ...waltz, data: { ...waltz.data, metrics } } });
      const answer = part(note, "Targeted feedback").match(/without harming quality\?\*\*(.*?)Against "strict/)?.[1];
      expect(answer).toContain(text.says);
      expect(answer).toContain(text.also);
    },
  );

  it("turns the sign and the ends of an interval, as a scenario less its control is what it tells", () => {
    const note = alignmentNote(withGap("toxicity_rate", "levers off", 0.05, 0.15));
    expect(part(note, "Targeted feedback")).toMatch(/\| -0\.1000 \(-0\.1500 to -0\.0500\) \| lower: better \|/);
  });

  it("says that measuring moved nothing, and names what moved where it did", () => {
    expect(part(alignmentNote(input), "Targeted feedback")).toContain("so measuring moved nothing");
    const waltz = structuredClone(input.waltz);
    const spread = waltz.data.metrics.find(({ metric }) => metric === "spread");
    const level = spread?.arms.find(({ arm }) => arm === "levers off, watched");
    Object.assign(level ?? {}, { mean: { defined: true, value: 0.123 } });
    const text = part(alignmentNote({ ...input, waltz }), "Targeted feedback");
    expect(text).toContain("Measuring did move the runs: spread differ");
    expect(text).not.toContain("measuring moved nothing");
  });

  it("tells of pairs that a difference lacks, with how far they could move it", () => {
    const { waltz } = withGap("quality_gap", "strict levers", -0.1, 0.1);
    const gap = waltz.data.metrics
      .find(({ metric }) => metric === "quality_gap")
      ?.differences.find(({ arm }) => arm === "strict levers");
    Object.assign(gap ?? {}, { broken_pairs: 3, worst_case: { defined: true, value: { low: -0.25, high: 0.5 } } });
    expect(alignmentNote({ ...input, waltz })).toContain(
      'quality_gap against "strict levers": 3 pairs lack a value, as a run does not define it; whatever they had been, ' +
        "the mean difference would lie from -0.5000 to 0.2500.",
    );
  });

  it("refuses a comparison without its arms, or with another control", () => {
    const lacking = { ...input.waltz, data: { ...input.waltz.data, arms: input.waltz.data.arms.slice(0, 1) } };
    expect(() => alignmentNote({ ...input, waltz: lacking })).toThrow(
      /no arm is called "levers off"[\s\S]*"strict levers"/,
    );
    const arms = input.waltz.data.arms.map((arm) => ({
      ...arm,
      role: arm.name === "levers off" ? ("control" as const) : ("treatment" as const),
    }));
    const turned = { ...input.waltz, data: { ...input.waltz.data, arms } };
    expect(() => alignmentNote({ ...input, waltz: turned })).toThrow('its control is "levers off"');
  });
});
