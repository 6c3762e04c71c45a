import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import results from "../../../docs/statistics-coverage.json" with { type: "json" };
import { COVERAGE_PLAN, measureCoverage } from "../../../scripts/statistics-check/coverage.js";
import { measuredModule, measuredRows } from "../../../scripts/statistics-check/measured-rows.js";
import { measureOther, OTHER_ROWS } from "../../../scripts/statistics-check/other-intervals.js";
import { measurePower, POWER_ROWS } from "../../../scripts/statistics-check/power.js";
import { measureRejection, REJECTION_ROWS } from "../../../scripts/statistics-check/rejections.js";
import { withTables } from "../../../scripts/statistics-check/render.js";
import { sourceHash } from "../../../scripts/statistics-check/source-hash.js";
import { chooseMethod } from "../../../src/analysis/statistics/choose-method.js";
import { MEASURED } from "../../../src/analysis/statistics/measured-coverage.js";
import type { Shape } from "../../../src/analysis/statistics/shape.js";

describe("the figures in docs/ are what the code regenerates", () => {
  it("by the hash of all code that they come from; if this fails, run `make statistics-check`", () => {
    expect(results.source).toBe(sourceHash("scripts/statistics-check/results.ts"));
  });

  it("by one row of each table, measured again in full", () => {
    const at = COVERAGE_PLAN.findIndex(({ shape, n }) => shape === "discrete" && n === 5);
    expect(measureCoverage(COVERAGE_PLAN[at])).toEqual(results.coverage[at]);
    expect(measureRejection(0)).toEqual(results.rejections[0]);
    expect(measureOther(0)).toEqual(results.otherIntervals[0]);
    expect(measurePower(0)).toEqual(results.power[0]);
  });

  it("with every row of the plan there", () => {
    expect(results.coverage.map(({ shape, n, resamples }) => ({ shape, n, resamples }))).toEqual(COVERAGE_PLAN);
    expect(results.rejections).toHaveLength(REJECTION_ROWS.length);
    expect(results.otherIntervals).toHaveLength(OTHER_ROWS.length);
    expect(results.power).toHaveLength(POWER_ROWS.length);
  });

  it("and the page and the choice of the headline are written from them", () => {
    const page = readFileSync("docs/statistics.md", "utf8");
    expect(withTables(page, results as Parameters<typeof withTables>[1])).toBe(page);
    const rows = measuredRows(results.coverage as Parameters<typeof measuredRows>[0]);
    expect(MEASURED).toEqual(rows);
    expect(readFileSync("src/analysis/statistics/measured-coverage.ts", "utf8")).toBe(measuredModule(rows));
  });
});

describe("what was measured", () => {
  it.each(results.rejections.filter(({ promised }) => promised))(
    "$test, $data: rejects 5 +- 0.7 % of true hypotheses",
    ({ rejected, replicates }) => {
      expect(replicates).toBe(10_000);
      expect(Math.abs(rejected / replicates - 0.05)).toBeLessThanOrEqual(0.007);
    },
  );

  it("t intervals and effect sizes of normal data hold 95 +- 0.7 %", () => {
    const normal = MEASURED.filter(({ shape }) => shape === "normal");
    for (const { covered, samples } of normal) expect(Math.abs(covered.t / samples - 0.95)).toBeLessThan(0.007);
    const promised = ["normal differences", "both normal, one spread", "both normal, spreads 5 : 1"];
    const others = results.otherIntervals.filter(({ data }) => promised.includes(data));
    expect(others).toHaveLength(9);
    for (const { covered, replicates } of others) expect(Math.abs(covered / replicates - 0.95)).toBeLessThan(0.007);
  });

  it("BCa covers about 90 % of small normal samples, which is why it is no headline there", () => {
    const row = MEASURED.find(({ shape, n }) => shape === "normal" && n === 10);
    expect((row?.covered.BCa ?? 0) / (row?.samples ?? 1)).toBeCloseTo(0.9, 1);
  });

  it.each(results.coverage.filter(({ n }) => n >= 10))(
    "the headline holds 93 to 96 % of means, wrong guesses of the shape included: $shape, n = $n, $resamples resamples",
    ({ n, takenFor }) => {
      let [samples, covered] = [0, 0];
      for (const [shape, part] of Object.entries(takenFor)) {
        const { meanBelow, meanAbove } = part.methods[chooseMethod(MEASURED, shape as Shape, n).method];
        samples += part.samples;
        covered += part.samples - meanBelow - meanAbove;
      }
      expect(covered / samples).toBeGreaterThan(0.93);
      expect(covered / samples).toBeLessThan(0.96);
    },
  );

  it.each(results.power)("$data: power comes out as planned", ({ planned, found, replicates }) => {
    expect(Math.abs(found / replicates - planned)).toBeLessThan(0.012);
  });
});

describe("withTables", () => {
  it("refuses a page without its marks", () => {
    const empty = { source: "", rejections: [], coverage: [], otherIntervals: [], power: [] };
    expect(() => withTables("# Statistics\n", empty)).toThrow("the page needs the lines");
  });
});

describe("sourceHash", () => {
  function hashOf(entry: string, imported: string): string {
    const folder = mkdtempSync(join(tmpdir(), "source-hash-"));
    writeFileSync(join(folder, "entry.ts"), entry);
    writeFileSync(join(folder, "imported.ts"), imported);
    const hash = sourceHash(join(folder, "entry.ts"));
    rmSync(folder, { recursive: true });
    return hash;
  }

  it("follows imports to every change of code, and to none of comments and line breaks", () => {
    const entry = 'import { a } from "./imported.js";\nexport const b = a + 1;\n';
    const hash = hashOf(entry, "export const a = 1;\n");
    expect(hashOf(entry, "/** New words. */\nexport const a =\n  1; // more\n")).toBe(hash);
    expect(hashOf(entry, "export const a = 2;\n")).not.toBe(hash);
    expect(hashOf(entry.replace("+ 1", "+ 2"), "export const a = 1;\n")).not.toBe(hash);
  });
});
