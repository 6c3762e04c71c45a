import { describe, expect, it } from "vitest";
import { compareFigure } from "../../../src/analysis/compare/compare-figure.js";
import type { MetricComparison } from "../../../src/analysis/compare/comparison.js";
import { matchArms } from "../../../src/analysis/compare/match-arms.js";
import { outcomeOf, pValue, verdictOf } from "../../../src/analysis/compare/verdict.js";
import type { Finding } from "../../../src/analysis/validity/finding.js";
import { armOf } from "./runs.js";

const base = [0.31, 0.35, 0.3, 0.34, 0.32, 0.33, 0.29, 0.36, 0.3, 0.33];

function metric(name: string, arm: readonly (number | undefined)[], margin?: number): MetricComparison {
  const arms = [armOf("a", base, name), armOf("b", arm, name)];
  const matched = { arms, matches: [matchArms(arms[0], arms[1])] };
  const figures = compareFigure(matched, (run) => run.figures.pooled?.[name], { key: name, margin, corrected: true });
  const known = { unit: "probability", direction: "higher is worse", formula: "" } as const;
  return { metric: name, ...known, estimand: "pooled", role: "primary", ...figures };
}

const verdict = (
  primary: MetricComparison,
  price: readonly MetricComparison[] = [],
  findings: readonly Finding[] = [],
) => verdictOf({ metrics: [primary], price }, findings);

const raised = base.map((x, i) => x + 0.1 + (i % 3) / 100);
const similar = base.map((x, i) => x + (i % 2 === 0 ? 0.01 : -0.01));

describe("the verdict", () => {
  it("says which way the primary metric went, by how much and how sure that is", () => {
    const primary = metric("toxicity_rate", raised);
    expect(outcomeOf(primary.differences[0])).toBe("higher");
    expect(verdict(primary)).toMatch(
      /^"b" raises toxicity_rate by 0\.109, 34 %, against "a" \(95 % interval 0\.1\d* to 0\.11\d*, corrected p = 0\.002\)\.$/,
    );
  });

  it("does not take a difference that is not shown for none", () => {
    const primary = metric("toxicity_rate", similar);
    expect(outcomeOf(primary.differences[0])).toBe("not shown");
    expect(verdict(primary)).toMatch(/^no difference in toxicity_rate is shown between "b" and "a": /);
  });

  it("calls arms equivalent only within a margin that was given", () => {
    expect(verdict(metric("toxicity_rate", similar, 0.05))).toMatch(/are equivalent .* within the margin of 0\.05: /);
    expect(verdict(metric("toxicity_rate", similar, 0.001))).toContain("equivalence within 0.001 is open");
  });

  it("puts what it costs beside what it brings", () => {
    const welfare = metric(
      "net_social_welfare",
      base.map((x, i) => x - 0.05 - (i % 3) / 100),
    );
    expect(verdict(metric("toxicity_rate", similar), [welfare])).toMatch(
      /, and costs 0\.059 of net_social_welfare, 18 % /,
    );
    const unchanged = metric("net_social_welfare", similar);
    expect(verdict(metric("toxicity_rate", similar), [unchanged])).toContain("no change of net_social_welfare shown");
  });

  it("points at serious findings before it is believed", () => {
    const finding = { check: "x", severity: "serious", message: "", evidence: {}, advice: "" } as const;
    expect(verdict(metric("toxicity_rate", raised), [], [finding])).toMatch(
      /but first see 1 serious validity finding\.$/,
    );
    expect(verdict(metric("toxicity_rate", raised), [], [{ ...finding, severity: "note" }])).not.toContain("validity");
  });

  it("calls arms the same that never differ", () => {
    expect(verdict(metric("toxicity_rate", base))).toBe('"b" and "a" have the same toxicity_rate in every run.');
  });

  it("is one sentence", () => {
    expect(verdict(metric("toxicity_rate", raised)).match(/\.(\s|$)/g)).toHaveLength(1);
  });
});

describe("a p-value", () => {
  it("is given in two digits, and not as 0", () => {
    expect([0.0423, 0.5, 1, 0.00001].map(pValue)).toEqual(["= 0.042", "= 0.5", "= 1", "< 0.0001"]);
  });
});
