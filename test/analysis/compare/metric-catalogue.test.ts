import { describe, expect, it } from "vitest";
import { COMPARABLE, rangeOf, unknownMetric } from "../../../src/analysis/compare/metric-catalogue.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { simulate } from "../../../src/scenario/simulate.js";

const scenario = loadScenario("scenarios/security_evaluation.yaml", { seed: 3 });

describe("the range of a metric", () => {
  it("holds every value that a run gives it", async () => {
    const { rows, pooled } = await simulate(scenario);
    let held = 0;
    for (const row of [...rows, pooled]) {
      for (const [metric, value] of Object.entries(row)) {
        const range = rangeOf(metric, [scenario.spec.payoff]);
        if (range === undefined || value === undefined) continue;
        held += 1;
        expect(value, metric).toBeGreaterThanOrEqual(range[0] - 1e-9);
        expect(value, metric).toBeLessThanOrEqual(range[1] + 1e-9);
      }
    }
    expect(held).toBeGreaterThan(200);
  });

  it("is that of its definition: a gap of two probabilities can be negative, a sum has none", () => {
    expect(rangeOf("toxicity_rate", [])).toEqual([0, 1]);
    expect(rangeOf("quality_gap", [])).toEqual([-1, 1]);
    expect(rangeOf("spread", [{ ...scenario.spec.payoff, s_plus: 2.5, s_minus: 1.5 }])).toEqual([-4, 4]);
    expect(rangeOf("total_welfare", [scenario.spec.payoff])).toBeUndefined();
    expect(rangeOf("whatever", [])).toBeUndefined();
  });
});

describe("the metrics that arms can be compared in", () => {
  it("are those of the metrics table and the counts of a run, and no others", () => {
    expect([...COMPARABLE.keys()]).toContain("mean_frozen_agents");
    expect(unknownMetric("toxicity_rate")).toBeUndefined();
    expect(unknownMetric("toxicty_rate")).toContain('did you mean "toxicity_rate"?');
  });
});
