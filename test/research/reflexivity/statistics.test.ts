import { describe, expect, it } from "vitest";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import { attacksOf } from "../../../src/research/reflexivity/attack.js";
import { EVASION_THRESHOLDS, type EvasionThresholds } from "../../../src/research/reflexivity/evasion.js";
import { oneSided } from "../../../src/research/reflexivity/one-sided.js";
import { shadowOf } from "../../../src/research/reflexivity/shadow.js";

const SEEDS = 20;

/** About normal with mean 0 and deviation 1: twelve uniform numbers less six. */
function noise(experiment: number, what: string): number[] {
  const stream = keyedSource(experiment).family("noise", [what]).of(0);
  return Array.from({ length: SEEDS }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i += 1) sum += stream.random();
    return sum;
  });
}

/** Half as wide again as the deviation of a value; a mean difference of 20 pairs has an error of sqrt(2 / 20) = 0.32. */
const MARGIN = 1.5;

/** Metrics of deviation 1, the first of them shifted by `shift` where the finding is known. */
function experiment(index: number, shift: number, metrics: readonly string[] = ["a", "b", "c"]) {
  return shadowOf(
    metrics.map((metric) => ({
      metric,
      unit: "payoff",
      margin: MARGIN,
      withheld: noise(index, `${metric} withheld`),
      known: noise(index, `${metric} known`).map((value) => value + (metric === "a" ? shift : 0)),
    })),
  );
}

describe("a shadow simulation", () => {
  it("of an identical simulation with the same draws is the same, though nothing varies", () => {
    const values = noise(1, "x");
    const found = shadowOf([{ metric: "a", unit: "payoff", margin: 0.01, withheld: values, known: [...values] }]);
    expect(found.outcome).toBe("same");
    expect(found.metrics[0]).toMatchObject({ outcome: "same", p_same: 0, p_changed: 1, divergence: 0 });
  });

  it("of a simulation that is moved by as much in every run is changed, past the margin alone", () => {
    const values = Array.from({ length: SEEDS }, (_, at) => at);
    const moved = (by: number) =>
      shadowOf([
        { metric: "a", unit: "payoff", margin: 1, withheld: values, known: values.map((value) => value + by) },
      ]);
    expect([0.5, 1, 1.5, -1.5].map((by) => moved(by).outcome)).toEqual(["same", "open", "changed", "changed"]);
  });

  it("of an identical simulation with draws of its own is the same, where the reference system's formula mostly is wrong", () => {
    const found = Array.from({ length: 30 }, (_, index) => experiment(index, 0));
    // The margin is 4.7 errors wide and the test takes 1.7 of them: each metric is the same in 99.7 % of experiments.
    expect(found.filter(({ outcome }) => outcome === "changed")).toEqual([]);
    expect(found.filter(({ outcome }) => outcome === "same").length).toBeGreaterThan(27);
    expect(found.filter(({ robust_by_size }) => robust_by_size === true).length).toBeLessThan(15);
  });

  it("catches a planted shift, and calls nothing else changed", () => {
    // 3.5 is 6.3 errors past the margin, and three tests with correction take 2.6 of them.
    const found = Array.from({ length: 15 }, (_, index) => experiment(index, 3.5));
    expect(found.map(({ outcome }) => outcome)).toEqual(found.map(() => "changed"));
    expect(found.every(({ metrics }) => metrics[0].outcome === "changed" && metrics[1].outcome !== "changed")).toBe(
      true,
    );
  });

  it("is wrong in either direction about one time in twenty at most, for a shift of exactly the margin", () => {
    const found = Array.from({ length: 60 }, (_, index) => experiment(index, MARGIN, ["a"]).metrics[0]);
    // Of 60 at 5 %, more than 9 come about once in a thousand times.
    expect(found.filter(({ outcome }) => outcome === "same").length).toBeLessThanOrEqual(9);
    expect(found.filter(({ outcome }) => outcome === "changed").length).toBeLessThanOrEqual(9);
  });

  it("leaves out pairs that a run does not define, and is open without any", () => {
    const found = shadowOf([{ metric: "a", unit: "x", margin: 1, withheld: [1, undefined, 1], known: [1, 1, 1] }]);
    expect(found.metrics[0]).toMatchObject({ outcome: "same", difference: { n: [2, 2], broken_pairs: 1 } });
    const none = shadowOf([{ metric: "a", unit: "x", margin: 1, withheld: [undefined], known: [1] }]);
    expect(none).toMatchObject({ outcome: "open", overall_divergence: null });
  });
});

/** One strategy whose toxicity is moved by `shift`, with an error of 0.016; the other figures stay as they are. */
function attack(index: number, shift: number, thresholds: EvasionThresholds = EVASION_THRESHOLDS) {
  const cells = (what: string, scale: number, by: number) => ({
    baseline: noise(index, `${what} baseline`).map((value) => scale * value),
    attacked: noise(index, `${what} attacked`).map((value) => scale * value + by),
  });
  return attacksOf(
    [
      {
        strategy: "direct_evasion",
        metrics: { toxicity: cells("t", 0.05, shift), welfare: cells("w", 10, 0), quality_gap: cells("q", 0.05, 0) },
      },
    ],
    thresholds,
  );
}

const outcomes = (count: number, shift: number, thresholds?: EvasionThresholds) =>
  Array.from({ length: count }, (_, index) => attack(index, shift, thresholds).outcome);

describe("an attack", () => {
  it("that changes nothing is held, and one past a threshold has evaded", () => {
    expect(outcomes(15, 0)).toEqual(Array(15).fill("held"));
    expect(outcomes(15, 0.2)).toEqual(Array(15).fill("evaded"));
  });

  it("at the threshold is called held, or evaded, about one time in twenty at most", () => {
    const found = outcomes(60, 0.1, { toxicity: 0.1 });
    expect(found.filter((outcome) => outcome === "held").length).toBeLessThanOrEqual(9);
    expect(found.filter((outcome) => outcome === "evaded").length).toBeLessThanOrEqual(9);
  });

  it("that evades in one figure of one strategy decides all", () => {
    const flat = { baseline: [0, 0, 0], attacked: [0, 0, 0] };
    const found = attacksOf(
      [
        { strategy: "a", metrics: { toxicity: flat, welfare: flat, quality_gap: flat } },
        { strategy: "b", metrics: { toxicity: flat, welfare: flat, quality_gap: { ...flat, attacked: [-1, -1, -1] } } },
      ],
      EVASION_THRESHOLDS,
    );
    expect(found).toMatchObject({
      outcome: "evaded",
      by_rate: "fragile",
      attacks: [
        { outcome: "held", evasion_rate: 0, by_rate: "held" },
        { outcome: "evaded", evasion_rate: 1, by_rate: "evaded" },
      ],
    });
  });
});

it("a one-sided test agrees with the t distribution (by hand: differences 1, 2, 3 against 0 have t = 2 sqrt 3 at 2 degrees)", () => {
  const found = oneSided([0, 0, 0], [1, 2, 3], 0);
  // P(T > t) at 2 degrees of freedom is (1 - t / sqrt(t^2 + 2)) / 2 with t^2 = 12.
  const above = (1 - Math.sqrt(12 / 14)) / 2;
  expect(found.defined && found.value.above).toBeCloseTo(above, 12);
  expect(found.defined && found.value.below).toBeCloseTo(1 - above, 12);
});
