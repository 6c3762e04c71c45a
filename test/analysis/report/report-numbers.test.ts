import { describe, expect, it } from "vitest";
import { nameWithUnit } from "../../../src/analysis/report/report-numbers.js";
import { DRAWN, trajectorySection } from "../../../src/analysis/report/run-charts.js";
import type { RunMaterial } from "../../../src/analysis/report/run-record.js";

describe("the name of a figure on a chart", () => {
  it("has the unit that the registry of metrics gives it, and none that nobody knows", () => {
    expect(nameWithUnit("net_social_welfare")).toBe("net social welfare (payoff)");
    expect(nameWithUnit("a_column_of_somebody")).toBe("a column of somebody");
  });

  it("has its unit in every panel of the course of a run", () => {
    const series = new Map(DRAWN.map((name) => [name, [0.25, 0.5]]));
    const spec = JSON.stringify(trajectorySection({ series } as unknown as RunMaterial));
    for (const name of DRAWN) {
      expect(nameWithUnit(name)).toMatch(/ \(\w+\)$/);
      expect(spec).toContain(JSON.stringify(nameWithUnit(name)));
    }
  });
});
