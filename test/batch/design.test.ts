import { fc, test } from "@fast-check/vitest";
import seedrandom from "seedrandom";
import { describe, expect, it } from "vitest";
import { type Design, designOf, type Factor } from "../../src/batch/design.js";
import { saltelliSample } from "../../src/batch/design-saltelli.js";
import { corners, levelLabels, type RangeScale, settingAt, spaced, valueText } from "../../src/batch/design-scale.js";
import type { DesignKind } from "../../src/batch/study-schema.js";
import { listed, ranged } from "../support/factors.js";

/** The value of every factor at every point. */
function valuesOf(design: Design): unknown[][] {
  return [...design.points()].map(({ settings }) => settings.map(({ values }) => values[0]));
}

const DRAWN = ["random", "latin_hypercube", "saltelli"] as const satisfies readonly DesignKind[];

const mixed = [ranged("a", 0, 1), ranged("b", 1, 6, { int: true }), listed("c", "x", "y", "z")];

describe("a grid", () => {
  it("has every combination, the last factor changing fastest", () => {
    const grid = designOf("grid", [listed("a", 1, 2), listed("b", "x", "y", "z")], 0, 1);
    expect(grid.size).toBe(6);
    expect(valuesOf(grid)).toEqual([
      [1, "x"],
      [1, "y"],
      [1, "z"],
      [2, "x"],
      [2, "y"],
      [2, "z"],
    ]);
    expect([...grid.points()].map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("takes several paths that move together as one factor", () => {
    const mix: Factor = {
      name: "mix",
      paths: [["a"], ["b"]],
      scale: {
        kind: "list",
        values: [
          [3, 0],
          [1, 2],
        ],
      },
    };
    const points = [...designOf("grid", [mix], 0, 1).points()];
    expect(points.map(({ settings }) => settings[0].values)).toEqual([
      [3, 0],
      [1, 2],
    ]);
    expect(levelLabels(mix.scale)).toEqual(["3/0", "1/2"]);
  });

  it("refuses ranges, which the study turns into lists", () => {
    expect(() => designOf("grid", [ranged("a", 0, 1)], 0, 1)).toThrow("a is a range");
  });
});

describe.each(DRAWN)("a %s design", (kind) => {
  it("has the same points each time, and others with another seed", () => {
    const design = designOf(kind, mixed, 30, 7);
    const points = valuesOf(design);
    expect(points).toHaveLength(design.size);
    expect(valuesOf(design)).toEqual(points);
    expect(valuesOf(designOf(kind, mixed, 30, 7))).toEqual(points);
    expect(valuesOf(designOf(kind, mixed, 30, 8))).not.toEqual(points);
  });

  it("leaves the draws of the others alone when a factor is added", () => {
    const points = valuesOf(designOf(kind, mixed, 30, 7));
    const more = valuesOf(designOf(kind, [ranged("new", 0, 1), ...mixed], 30, 7)).map(([, ...rest]) => rest);
    const first = (rows: unknown[][]) => rows.filter((_, i) => kind !== "saltelli" || i % (rows.length / 30) === 0);
    expect(first(more)).toEqual(first(points));
  });
});

describe("a random design", () => {
  it("draws from the package's alea keyed by seed, design and factor", () => {
    const theirs = seedrandom.alea("7\ndesign/random\na");
    const ours = valuesOf(designOf("random", mixed, 5, 7)).map(([a]) => a);
    expect(ours).toEqual(ours.map(() => theirs()));
  });
});

describe("a Latin hypercube", () => {
  test.prop([fc.integer({ min: 2, max: 60 }), fc.integer()])(
    "has exactly one point in each of n equal parts of every factor",
    (n, seed) => {
      const points = valuesOf(designOf("latin_hypercube", [ranged("a", 0, 1), ranged("b", 0, 1)], n, seed));
      for (const factor of [0, 1]) {
        const parts = points.map((values) => Math.floor((values[factor] as number) * n)).sort((a, b) => a - b);
        expect(parts).toEqual(parts.map((_, i) => i));
      }
    },
  );

  it("uses listed values and whole numbers equally often", () => {
    const points = valuesOf(
      designOf("latin_hypercube", [listed("a", "x", "y", "z"), ranged("b", 1, 6, { int: true })], 60, 3),
    );
    for (const [factor, times] of [20, 10].entries()) {
      const counts = new Map<unknown, number>();
      for (const values of points) counts.set(values[factor], (counts.get(values[factor]) ?? 0) + 1);
      expect([...counts.values()].every((count) => count === times)).toBe(true);
    }
  });
});

describe("a Saltelli design", () => {
  it("has blocks of A, B, and A with one factor after the other from B", () => {
    const design = designOf("saltelli", mixed, 16, 5);
    expect(design.size).toBe(16 * 5);
    const points = valuesOf(design);
    for (let at = 0; at < points.length; at += 5) {
      const [a, b, ...ab] = points.slice(at, at + 5);
      expect(ab).toEqual([
        [b[0], a[1], a[2]],
        [a[0], b[1], a[2]],
        [a[0], a[1], b[2]],
      ]);
      expect(a[0]).not.toBe(b[0]);
    }
    expect([0, 1, 2, 3, 4, 5].map((i) => saltelliSample(mixed, i))).toEqual(["A", "B", "AB:a", "AB:b", "AB:c", "A"]);
  });
});

describe("a scale", () => {
  const log: RangeScale = { kind: "range", from: 0.1, to: 10, int: false, log: true, paths: 1 };
  const whole: RangeScale = { kind: "range", from: 3, to: 5, int: true, log: false, paths: 2 };

  it("is even on its own axis", () => {
    expect(settingAt(log, 0.5).values[0]).toBeCloseTo(1, 12);
    expect(settingAt(log, 0)).toEqual({ values: [0.1], level: 0 });
    expect([0, 0.33, 0.34, 0.66, 0.67, 0.999].map((u) => settingAt(whole, u).values)).toEqual(
      [3, 3, 4, 4, 5, 5].map((value) => [value, value]),
    );
  });

  it("spaces the values that a grid takes, ends included", () => {
    expect(spaced({ ...log, from: 1, to: 100 }, 3)).toEqual([1, 10, 100]);
    expect(spaced({ ...whole, from: 0, to: 10 }, 4)).toEqual([0, 3, 7, 10]);
    expect(spaced({ ...log, log: false, from: 0, to: 1 }, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it("names its levels, and its ends are in the first and the last", () => {
    expect(levelLabels(whole)).toEqual(["3", "4", "5"]);
    expect(levelLabels({ ...whole, from: 1, to: 100 })).toEqual(["1..25", "26..50", "51..75", "76..100"]);
    expect(levelLabels({ ...log, from: 1, to: 10_000 })).toEqual(["1..10", "10..100", "100..1000", "1000..10000"]);
    expect(corners({ ...whole, from: 1, to: 100 }).map(({ level }) => level)).toEqual([0, 3]);
    expect(corners(log).map(({ level }) => level)).toEqual([0, 3]);
  });

  test.prop([
    fc.integer({ min: 1, max: 500 }),
    fc.integer({ min: 1, max: 500 }),
    fc.boolean(),
    fc.double({ min: 0, max: 0.9999999, noNaN: true }),
  ])("keeps within its range, on the level that its label says", (from, width, isLog, u) => {
    const scale: RangeScale = { kind: "range", from, to: from + width, int: true, log: isLog, paths: 1 };
    const { values, level } = settingAt(scale, u);
    const [value] = values as [number];
    expect(Number.isInteger(value) && value >= from && value <= from + width).toBe(true);
    const [low, high = low] = levelLabels(scale)[level].split("..").map(Number);
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
  });

  it("writes every value in one line", () => {
    expect(["a b", "", "two\nlines", 1.5, null, true, [1, 2]].map(valueText)).toEqual([
      "a b",
      '""',
      '"two\\nlines"',
      "1.5",
      "null",
      "true",
      "[1,2]",
    ]);
  });
});
