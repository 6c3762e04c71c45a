import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { pairedDifference, unpairedDifference } from "../../../src/analysis/statistics/mean-difference.js";
import {
  pilotSpread,
  prospect,
  type Spread,
  seedsForPower,
  seedsForWidth,
} from "../../../src/analysis/statistics/plan.js";
import { expectClose, known, valueIn, whyNot } from "./known.js";

const { control, treatment } = known.samples;
const unit: Spread = { deviation: 1, low: 1, high: 1, freedomPerSeed: 1 };
/** Two arms of deviation 1. */
const arms: Spread = { deviation: Math.SQRT2, low: Math.SQRT2, high: Math.SQRT2, freedomPerSeed: 2 };

describe("pilotSpread", () => {
  it("is the deviation of the differences, with SciPy's chi-squared interval", () => {
    const spread = valueIn(pilotSpread(valueIn(pairedDifference(control, treatment))));
    expectClose(spread.deviation, known.power.deviation.value);
    expectClose(spread.low, known.power.deviation.low);
    expectClose(spread.high, known.power.deviation.high);
    expect(spread.freedomPerSeed).toBe(1);
  });

  it("of independent arms adds their variances, and gains degrees of freedom the more equal they are", () => {
    const equal = valueIn(pilotSpread(valueIn(unpairedDifference([1, 2, 3], [2, 3, 4]))));
    expectClose(equal.deviation, Math.SQRT2);
    expectClose(equal.freedomPerSeed, 2);
    const unequal = valueIn(pilotSpread(valueIn(unpairedDifference([1, 1, 1], [2, 3, 4, 5]))));
    expectClose(unequal.freedomPerSeed, 1);
  });

  it("needs a pilot with a spread", () => {
    expect(whyNot(pilotSpread(valueIn(pairedDifference([1], [2]))))).toBe("one pair tells nothing of the spread");
    expect(whyNot(pilotSpread(valueIn(pairedDifference([1, 2], [1, 2]))))).toBe(
      "the difference is the same in all 2 pairs",
    );
  });
});

describe("prospect", () => {
  it.each(known.power.paired)(
    "of $seeds pairs agrees with statsmodels' power for $effect",
    ({ effect, seeds, power }) => {
      expectClose(prospect(unit, seeds, 0.95, effect).power?.at, power, 1e-9);
    },
  );

  it.each(known.power.unpaired)("of $seeds seeds per arm agrees too for $effect", ({ effect, seeds, power }) => {
    expectClose(prospect(arms, seeds, 0.95, effect).power?.at, power, 1e-9);
  });

  it("has no power without an effect, and ranges that follow the pilot's uncertainty", () => {
    const vague: Spread = { deviation: 2, low: 1, high: 4, freedomPerSeed: 1 };
    expect(prospect(vague, 10, 0.95).power).toBeUndefined();
    const { halfWidth, power } = prospect(vague, 10, 0.95, 1);
    expectClose(halfWidth.at / halfWidth.low, 2);
    expectClose(halfWidth.high / halfWidth.at, 2);
    expect(power?.low).toBeLessThan(power?.at ?? 0);
    expect(power?.at).toBeLessThan(power?.high ?? 0);
  });

  it("of no effect is the level of the test", () => {
    expect(prospect(unit, 12, 0.95, 0).power?.at).toBeCloseTo(0.05, 12);
  });
});

describe("seeds needed", () => {
  it.each(known.power.seedsForPower)("for power $power at $effect agree with statsmodels", (answer) => {
    expect(valueIn(seedsForPower(unit, answer.effect, answer.power, 0.95))).toBe(answer.seeds);
  });

  it.each(known.power.widths)("for a width of $width agree with SciPy's quantiles, tried one by one", (answer) => {
    expect(valueIn(seedsForWidth(unit, answer.width, 0.95))).toBe(answer.seeds);
  });

  // by hand: 2 (1.959964 + 0.841621)^2 (deviation / difference)^2 per arm, rounded up; Student's t asks for a little more
  it.each([
    [0.02, 41],
    [0.01, 161],
    [0.005, 643],
  ])("for a difference of %f with deviation 0.032 lie just above the normal formula's %i", (effect, normal) => {
    const seeds = valueIn(seedsForPower({ ...arms, deviation: 0.032 * Math.SQRT2 }, effect, 0.8, 0.95));
    expect(seeds - normal).toBeGreaterThanOrEqual(0);
    expect(seeds - normal).toBeLessThanOrEqual(2);
  });

  it("say when no number is enough, or it is past a million", () => {
    expect(whyNot(seedsForPower(unit, 0, 0.8, 0.95))).toBe("no number of seeds finds a difference of 0");
    expect(whyNot(seedsForWidth(unit, 1e-6, 0.95))).toBe("it takes more than 1000000 seeds");
  });

  test.prop([fc.double({ min: 0.1, max: 10, noNaN: true })])("are the fewest", (width) => {
    const seeds = valueIn(seedsForWidth(unit, width, 0.95));
    expect(2 * prospect(unit, seeds, 0.95).halfWidth.at).toBeLessThanOrEqual(width);
    if (seeds > 2) expect(2 * prospect(unit, seeds - 1, 0.95).halfWidth.at).toBeGreaterThan(width);
  });
});
