import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  breakEven,
  checkedPayoff,
  counterpartyPayoff,
  DEFAULT_PAYOFF,
  expectedHarm,
  expectedSurplus,
  initiatorPayoff,
  type PayoffParameters,
  socialBreakEven,
  socialSurplus,
} from "../../src/model/payoff.js";
import { payoffBreakdown } from "../../src/model/payoff-breakdown.js";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const amount = fc.double({ min: 0, max: 100, noNaN: true });
const signed = fc.double({ min: -100, max: 100, noNaN: true });
const params: fc.Arbitrary<PayoffParameters> = fc.record({
  s_plus: amount,
  s_minus: amount,
  h: amount,
  theta: share,
  rho_a: share,
  rho_b: share,
  w_rep: amount,
});
const terms = fc.record({ p: share, tau: signed, costA: amount, costB: amount, rA: signed, rB: signed });

describe("expected surplus and harm", () => {
  it("have the values of the default parameters 2, 1, 2", () => {
    expect(expectedSurplus(1, DEFAULT_PAYOFF)).toBe(2);
    expect(expectedSurplus(0, DEFAULT_PAYOFF)).toBe(-1);
    expect(expectedSurplus(0.75, DEFAULT_PAYOFF)).toBe(1.25);
    expect(expectedHarm(0.75, DEFAULT_PAYOFF)).toBe(0.5);
    expect(socialSurplus(0.75, DEFAULT_PAYOFF)).toBe(0.75);
  });

  it("break even at a third for the parties and at 0.6 for everybody", () => {
    expect(breakEven(DEFAULT_PAYOFF)).toBe(1 / 3);
    expect(socialBreakEven(DEFAULT_PAYOFF)).toBe(0.6);
  });

  it("break even at a half where nothing is at stake", () => {
    const nothing = { ...DEFAULT_PAYOFF, s_plus: 0, s_minus: 0, h: 0 };
    expect(breakEven(nothing)).toBe(0.5);
    expect(socialBreakEven(nothing)).toBe(0.5);
    expect(socialBreakEven({ ...nothing, h: 2 })).toBe(1);
  });

  test.prop([params.filter((p) => p.s_plus + p.s_minus > 1e-6)])("are 0 at the points of break-even", (p) => {
    expect(expectedSurplus(breakEven(p), p)).toBeCloseTo(0, 9);
    expect(socialSurplus(socialBreakEven(p), p)).toBeCloseTo(0, 9);
  });

  test.prop([share, share, params])("rise and fall with p: surplus up, harm down", (a, b, p) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    expect(expectedSurplus(high, p)).toBeGreaterThanOrEqual(expectedSurplus(low, p) - 1e-12);
    expect(expectedHarm(high, p)).toBeLessThanOrEqual(expectedHarm(low, p));
  });
});

describe("payoffs", () => {
  it("are those worked by hand for one interaction with every term at work", () => {
    const p = { s_plus: 4, s_minus: 2, h: 8, theta: 0.25, rho_a: 0.5, rho_b: 0.125, w_rep: 2 };
    // S = 3 - 0.5 = 2.5; E = 0.25 * 8 = 2
    // a: 0.625 - 0.5 - 0.25 - 1 + 0.5 = -0.625;  b: 1.875 + 0.5 - 0.125 - 0.25 - 1 = 1
    expect(initiatorPayoff(0.75, 0.5, 0.25, 0.25, p)).toBe(-0.625);
    expect(counterpartyPayoff(0.75, 0.5, 0.125, -0.5, p)).toBe(1);
  });

  test.prop([terms, params])("share out the surplus: transfers cancel, costs and borne harm are lost", (t, p) => {
    const { initiator, counterparty, totalWelfare } = payoffBreakdown(t, p);
    const surplus = expectedSurplus(t.p, p);
    const harm = expectedHarm(t.p, p);
    const whole = surplus - t.costA - t.costB - (p.rho_a + p.rho_b) * harm + p.w_rep * (t.rA + t.rB);
    expect(totalWelfare).toBe(initiator.total + counterparty.total);
    expect(Math.abs(totalWelfare - whole)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(p.w_rep * 200)));
    expect(initiator.transfer + counterparty.transfer).toBe(0);
  });

  test.prop([terms, share, params])("never fall as p rises", (t, other, p) => {
    const [low, high] = t.p < other ? [t.p, other] : [other, t.p];
    const slack = 1e-9;
    expect(initiatorPayoff(high, t.tau, t.costA, t.rA, p)).toBeGreaterThanOrEqual(
      initiatorPayoff(low, t.tau, t.costA, t.rA, p) - slack,
    );
    expect(counterpartyPayoff(high, t.tau, t.costB, t.rB, p)).toBeGreaterThanOrEqual(
      counterpartyPayoff(low, t.tau, t.costB, t.rB, p) - slack,
    );
  });

  test.prop([terms, params])("are the same to the last bit with and without their parts", (t, p) => {
    const { initiator, counterparty } = payoffBreakdown(t, p);
    expect(initiator.total).toBe(initiatorPayoff(t.p, t.tau, t.costA, t.rA, p));
    expect(counterparty.total).toBe(counterpartyPayoff(t.p, t.tau, t.costB, t.rB, p));
  });
});

describe("refusals", () => {
  const calm = { p: 0.5, tau: 0, costA: 0, costB: 0, rA: 0, rB: 0 };

  it.each<[keyof PayoffParameters, number]>([
    ["s_plus", -0.1],
    ["s_minus", -1e-9],
    ["h", Infinity],
    ["theta", 1.01],
    ["theta", -0.01],
    ["rho_a", 1.1],
    ["rho_b", -0.1],
    ["w_rep", 100.5],
    ["w_rep", Number.NaN],
  ])("name the parameter: %s = %d", (key, value) => {
    const bad = { ...DEFAULT_PAYOFF, [key]: value };
    expect(() => checkedPayoff(bad)).toThrow(new RegExp(`^${key} must be`));
    expect(() => payoffBreakdown(calm, bad)).toThrow(RangeError);
  });

  it("name every parameter at fault at once", () => {
    expect(() => checkedPayoff({ ...DEFAULT_PAYOFF, h: -1, rho_b: 2 })).toThrow(
      "h must be at least 0, got -1; rho_b must be between 0 and 1, got 2",
    );
  });

  it("leave the ends of every range in", () => {
    const least = { s_plus: 0, s_minus: 0, h: 0, theta: 0, rho_a: 0, rho_b: 0, w_rep: 0 };
    const greatest = { s_plus: 1e9, s_minus: 1e9, h: 1e9, theta: 1, rho_a: 1, rho_b: 1, w_rep: 100 };
    expect(checkedPayoff(least)).toBe(least);
    expect(checkedPayoff(greatest)).toBe(greatest);
  });

  it.each<[keyof typeof calm, number]>([
    ["p", 1.0001],
    ["p", -1e-9],
    ["p", Number.NaN],
    ["tau", Infinity],
    ["costA", Number.NaN],
    ["costB", Infinity],
    ["rA", Number.NaN],
    ["rB", -Infinity],
  ])("name the term: %s = %d", (key, value) => {
    expect(() => payoffBreakdown({ ...calm, [key]: value }, DEFAULT_PAYOFF)).toThrow(new RegExp(`^${key} must be`));
  });
});
