import { describe, expect, it } from "vitest";
import { againstFull, at, bySeed, differenceOf, gapRecovered, levelOf } from "../../src/macpo/study-figures.js";
import type { MacpoStudy } from "../../src/macpo/study-file.js";
import type { StudyRow } from "../../src/macpo/study-job.js";

const row = (preset: string, seed: number, fold: number, ...student: number[]) =>
  ({ preset, seed, fold, folds: 2, student, labeller: 0.4, ceiling: 0.8 }) as unknown as StudyRow;
const study = (...rows: StudyRow[]): MacpoStudy => ({
  macpo_study_version: 1,
  tool: { name: "swarm-lab", version: "0" },
  presets: [...new Set(rows.map(({ preset }) => preset))],
  seeds: 3,
  seed_start: 1,
  folds: 2,
  rounds: null,
  configs: {},
  rows,
});

const SMALL = study(
  ...[
    row("full", 1, 0, 0.4, 0.5),
    row("full", 1, 1, 0.4, 0.7),
    row("full", 2, 0, 0.4, 0.7),
    row("full", 2, 1, 0.4, 0.7),
  ],
  ...[row("full", 3, 0, 0.4, 0.8), row("full", 3, 1, 0.4, 0.8), row("vote-filter", 1, 0, 0.4, 0.5)],
  ...[row("vote-filter", 2, 0, 0.4, 0.5), row("vote-filter", 3, 0, 0.4, 0.7)],
);

describe("figures of a study, by hand", () => {
  it("average the folds of a seed before anything else", () => {
    const found = bySeed(SMALL, "full", at("student", -1));
    expect([...found.keys()]).toEqual([1, 2, 3]);
    expect(found.get(1)).toBeCloseTo(0.6, 15);
  });

  it("give a mean over seeds with Student's t interval", () => {
    // 0.6, 0.7, 0.8: mean 0.7, s = 0.1, t(0.975, 2) = 4.30265 (any table): 0.7 -+ 4.30265 * 0.1 / sqrt(3) = 0.7 -+ 0.24841.
    const level = levelOf(SMALL, "full", at("student", -1));
    expect(level?.mean).toBeCloseTo(0.7, 12);
    expect(level?.ends?.[0]).toBeCloseTo(0.7 - 0.24841, 4);
    expect(level?.ends?.[1]).toBeCloseTo(0.7 + 0.24841, 4);
    expect(level?.seeds).toBe(3);
  });

  it("hold presets against the full method seed by seed, with p corrected over them", () => {
    // 0.5 - 0.6, 0.5 - 0.7, 0.7 - 0.8: mean -0.4 / 3; of the 8 sign patterns 2 are as far out: p = 0.25.
    const difference = differenceOf(SMALL, "vote-filter", "full", at("student", -1));
    expect(difference?.mean).toBeCloseTo(-0.4 / 3, 12);
    expect(difference?.p).toBe(0.25);
    expect(againstFull(SMALL, at("student", -1))).toEqual([{ preset: "vote-filter", difference, corrected: 0.25 }]);
  });

  it("state the share of the gap recovered, and leave out what a run does not define", () => {
    expect(gapRecovered(row("full", 1, 0, 0.1, 0.5))).toBeCloseTo(0.25, 12);
    expect(gapRecovered({ ...row("full", 1, 0, 0.5), ceiling: 0.4 })).toBeUndefined();
    expect(levelOf(SMALL, "full", () => null)).toBeUndefined();
    const same = levelOf(SMALL, "full", at("student", 0));
    expect(same?.mean).toBeCloseTo(0.4, 12);
    expect(same?.ends).toBeUndefined();
  });
});
