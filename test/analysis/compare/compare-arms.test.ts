import { describe, expect, it } from "vitest";
import { type ArmInput, type ComparisonQuestion, compareArms } from "../../../src/analysis/compare/compare-arms.js";
import { armOf, armOfRuns, run, typeOf } from "./runs.js";

const question: ComparisonQuestion = {
  tool: { name: "test", version: "0" },
  name: "test",
  command: [],
  source: "runs",
  seeds: null,
  estimand: "pooled",
  primary: "toxicity_rate",
  metrics: [],
  margin: undefined,
  width: undefined,
  semantics: "native",
  epochs: null,
  steps: null,
};

const compare = (arms: readonly ArmInput[], asked: Partial<ComparisonQuestion> = {}) =>
  compareArms({ ...question, ...asked }, arms, { validity: [], notes: [], warnings: [] });

const base = [0.31, 0.35, 0.3, 0.34, 0.32, 0.33, 0.29, 0.36];

describe("a comparison", () => {
  it("holds every arm against the first, and corrects the primary metric over all of them", () => {
    const { design, metrics } = compare([
      armOf("a", base),
      armOf(
        "b",
        base.map((x) => x + 0.1),
      ),
      armOf(
        "c",
        base.map((x, i) => x + (i % 2 === 0 ? 0.01 : -0.02)),
      ),
    ]);
    const [{ differences }] = metrics;
    expect(differences.map(({ arm, against }) => [arm, against])).toEqual([
      ["b", "a"],
      ["c", "a"],
    ]);
    // b: all eight differences of one sign, 2 / 2^8; the smaller of two p-values is doubled
    expect(differences[0].test).toMatchObject({ value: { p: 2 / 256 } });
    expect(differences[0].p_holm).toBe(4 / 256);
    const second = differences[1].test;
    expect(differences[1].p_holm).toBe(second.defined ? second.value.p : "not defined");
    expect(design.tests).toBe(2);
  });

  it("leaves exploratory metrics uncorrected, and says which metric was named in advance", () => {
    const runs = base.map((x, i) => run(i + 1, { toxicity_rate: x, quality_gap: x - 0.2 }));
    const moved = base.map((x, i) => run(i + 1, { toxicity_rate: x + 0.1, quality_gap: x }));
    const { metrics } = compare([armOfRuns("a", runs), armOfRuns("b", moved)], { metrics: ["quality_gap"] });
    expect(metrics.map(({ metric, role }) => [metric, role])).toEqual([
      ["toxicity_rate", "primary"],
      ["quality_gap", "exploratory"],
    ]);
    expect(metrics[1].differences[0].p_holm).toBeNull();
    expect(metrics[1].differences[0].test).toMatchObject({ value: { p: 2 / 256 } });
  });

  it("gives the same figures for an arm whichever arms stand behind it", () => {
    const arms = [
      armOf("a", base),
      armOf(
        "b",
        base.map((x, i) => x + i / 100),
      ),
    ];
    const two = compare(arms);
    const three = compare([...arms, armOf("c", [...base].reverse())]);
    const { p_holm: _, ...alone } = two.metrics[0].differences[0];
    const { p_holm: __, ...beside } = three.metrics[0].differences[0];
    expect(beside).toEqual(alone);
  });

  it("shows the primary metric by the other estimands that the runs have", () => {
    const both = (offset: number) =>
      base.map((x, i) => ({
        ...run(i + 1, { toxicity_rate: x }),
        figures: { pooled: { toxicity_rate: x }, epoch_mean: { toxicity_rate: x - offset * (i + 1) } },
      }));
    const { other_estimands } = compare([armOfRuns("a", both(0)), armOfRuns("b", both(0.01))]);
    expect(other_estimands.map(({ estimand, role }) => [estimand, role])).toEqual([["epoch_mean", "exploratory"]]);
    const [difference] = other_estimands[0].differences;
    // mean of 1 to 8, times -0.01
    expect(difference.estimate.defined && difference.estimate.value).toBeCloseTo(-0.045, 12);
  });

  it("counts runs that leave a metric undefined, by arm", () => {
    const { metrics, verdict } = compare([
      armOf("a", base),
      armOf(
        "b",
        base.map((x, i) => (i < 2 ? undefined : x + 0.1)),
      ),
    ]);
    expect(metrics[0].arms.map(({ missing, share }) => [missing, share])).toEqual([
      [0, 0],
      [2, 0.25],
    ]);
    expect(metrics[0].differences[0].broken_pairs).toBe(2);
    expect(verdict).toContain("with undefined runs at their worst anywhere from");
  });

  it("says what an agent of each type came to, and leaves no type out", () => {
    const runs = (payoffs: Readonly<Record<string, number>>) =>
      base.map((x, i) =>
        run(
          i + 1,
          { toxicity_rate: x },
          Object.fromEntries(
            Object.entries(payoffs).map(([type, payoff]) => [
              type,
              typeOf({ agents: 2, total_payoff: payoff + i, governance_cost: 4, freezes: i }),
            ]),
          ),
        ),
      );
    const { types } = compare([armOfRuns("a", runs({ honest: 3 })), armOfRuns("b", runs({ honest: 5, deceptive: 1 }))]);
    expect(types.map(({ type, agents }) => [type, agents])).toEqual([
      ["honest", [2, 2]],
      ["deceptive", [0, 2]],
    ]);
    expect(types[0].payoff.differences[0].estimate).toEqual({ defined: true, value: 2 });
    expect(types[0].governance_cost.arms[0].mean).toEqual({ defined: true, value: 2 });
    expect(types[1].payoff.differences[0].estimate.defined).toBe(false);
  });

  it("says that arms without a seed in common are not paired, and why", () => {
    const apart = base.map((x, i) => run(i + 101, { toxicity_rate: x }));
    const { design, metrics } = compare([armOf("a", base), armOfRuns("b", apart)]);
    expect(design).toMatchObject({ pairing: "unpaired", pairing_reason: "the arms have no seed in common" });
    expect(metrics[0].differences[0].test).toMatchObject({ value: { name: "label permutation" } });
  });

  it("holds no NaN and nothing that JSON would drop", () => {
    const result = compare([armOf("a", [undefined, undefined]), armOf("b", [0.1, 0.2])], { metrics: ["nowhere"] });
    const text = JSON.stringify(result, (_, value) => (value === undefined ? "UNDEFINED" : value));
    expect(text).not.toMatch(/NaN|Infinity|UNDEFINED/);
    expect(result.verdict).toContain("cannot be held against");
  });
});
