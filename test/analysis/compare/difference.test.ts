import { describe, expect, it } from "vitest";
import { differenceOf } from "../../../src/analysis/compare/difference.js";
import type { Answer } from "../../../src/analysis/statistics/answer.js";

const options = { arm: "b", against: "a", key: ["test"], tests: 1 } as const;
const paired = { ...options, design: "paired" } as const;
const unpaired = { ...options, design: "unpaired" } as const;

function given<T>(found: Answer<T>): T {
  if (!found.defined) throw new Error(found.why);
  return found.value;
}

describe("a difference of pairs", () => {
  // differences 1, 2, 0, 3
  const difference = differenceOf([1, 2, 3, 4], [2, 4, 3, 7], paired);

  it("is the mean of arm less control, in per cent of the control's mean", () => {
    expect(given(difference.estimate)).toBe(1.5);
    expect(given(difference.percent)).toBe(60);
    expect(difference.n).toEqual([4, 4]);
  });

  it("has the p of its sign patterns: 1, 2 and 3 can carry signs in 8 ways, of which 2 reach a sum of 6", () => {
    expect(difference.test).toEqual({
      defined: true,
      value: { name: "sign-flip permutation", p: 0.25, exact: true, draws: null },
    });
  });

  it("says that four pairs cannot reach p < 0.05, as five cannot: 2 / 2^5 is 0.0625", () => {
    expect(difference.unreachable).toContain("with 4 pairs p < 0.05 cannot be reached");
    const of = (pairs: number) => {
      const control = Array.from({ length: pairs }, (_, i) => i);
      return differenceOf(
        control,
        control.map((value) => value + 1 + value / 10),
        paired,
      ).unreachable;
    };
    expect(of(5)).toContain("the least possible p is 0.0625");
    expect(of(6)).toBeNull();
  });

  it("says so too when there are pairs enough, and most of them do not differ", () => {
    const control = Array.from({ length: 12 }, (_, i) => i);
    const moved = control.map((value, i) => (i < 3 ? value + i + 1 : value));
    expect(differenceOf(control, moved, paired).unreachable).toContain("only 3 of 12 pairs differ at all");
    expect(differenceOf(control, control, paired).unreachable).toBe("no pair differs at all");
  });

  it("states an answer for pairs that all differ by the same, and no NaN", () => {
    const same = differenceOf([1, 2, 3], [2, 3, 4], paired);
    expect(given(same.estimate)).toBe(1);
    expect(same.interval).toEqual({ defined: false, why: "all 3 values are the same" });
    expect(same.effect_size.defined).toBe(false);
    expect(JSON.stringify(same)).not.toMatch(/NaN|Infinity/);
  });

  it("is not there for a single pair's spread, nor for no pairs at all", () => {
    expect(differenceOf([1], [2], paired).interval.defined).toBe(false);
    expect(differenceOf([], [], paired).estimate).toEqual({ defined: false, why: "there are no pairs" });
  });

  it("asks for seeds to halve the t interval, about four times as many, or for the width that is wanted", () => {
    const control = Array.from({ length: 20 }, (_, i) => Math.sin(i));
    const treatment = control.map((value, i) => value + Math.cos(3 * i));
    const halved = given(differenceOf(control, treatment, paired).seeds_for_width);
    expect(given(halved.seeds)).toBeGreaterThan(65);
    expect(given(halved.seeds)).toBeLessThanOrEqual(80);
    const wanted = given(differenceOf(control, treatment, { ...paired, width: 4 * halved.width }).seeds_for_width);
    expect(wanted.width).toBe(4 * halved.width);
    expect(given(wanted.seeds)).toBeLessThan(20);
  });
});

describe("undefined cells", () => {
  it("break their pairs, are counted, and bound the difference by the metric's range", () => {
    // whole pairs: 0.5 -> 0.4 and 0.3 -> 0.2; the third cell of the arm can be anything from 0 to 1
    const difference = differenceOf([0.5, 0.3, 0.4], [0.4, 0.2, undefined], { ...paired, range: [0, 1] });
    expect(difference.broken_pairs).toBe(1);
    expect(difference.n).toEqual([2, 2]);
    expect(given(difference.estimate)).toBeCloseTo(-0.1, 12);
    const bounds = difference.worst_case;
    if (bounds === null) throw new Error("there are undefined cells");
    expect(given(bounds).low).toBeCloseTo((-0.1 - 0.1 - 0.4) / 3, 12);
    expect(given(bounds).high).toBeCloseTo((-0.1 - 0.1 + 0.6) / 3, 12);
  });

  it("of a metric without bounds leave the worst case open, in words", () => {
    const { worst_case } = differenceOf([1, 2], [1, undefined], paired);
    expect(worst_case).toEqual({
      defined: false,
      why: "cells are missing and the metric has no known range of values",
    });
  });

  it("that are not there leave nothing to bound", () => {
    expect(differenceOf([1, 2], [1, 3], { ...paired, range: [0, 1] }).worst_case).toBeNull();
  });
});

describe("a difference of independent arms", () => {
  it("is tested by permuting labels: of the 6 ways to deal 1, 2, 5, 7 two are as extreme", () => {
    const difference = differenceOf([1, 2], [5, 7], unpaired);
    expect(given(difference.estimate)).toBe(4.5);
    expect(given(difference.test)).toMatchObject({ name: "label permutation", p: 1 / 3, exact: true });
    expect(given(difference.interval).method).toBe("Welch t");
    expect(given(difference.rank_test).name).toBe("Mann-Whitney");
    expect(difference.pairing).toEqual({ defined: false, why: "the arms do not share seeds" });
    expect(difference.unreachable).toContain("p < 0.05 cannot be reached");
  });

  it("takes arms of different sizes", () => {
    const difference = differenceOf([1, 2, 3], [4, 5], unpaired);
    expect(difference.n).toEqual([3, 2]);
    expect(given(difference.estimate)).toBe(2.5);
    expect(given(difference.effect_size).kind).toBe("g");
  });
});

describe("a margin", () => {
  const control = Array.from({ length: 10 }, (_, i) => i);
  const treatment = control.map((value, i) => value + (i % 2 === 0 ? 0.1 : -0.1));
  const verdict = (margin: number, shift = 0) => {
    const moved = treatment.map((value) => value + shift);
    const { equivalence } = differenceOf(control, moved, { ...paired, margin });
    return equivalence === null ? null : given(equivalence).verdict;
  };

  it("decides by where the 90 % interval lies", () => {
    expect(verdict(0.5)).toBe("equivalent");
    expect(verdict(0.01)).toBe("open");
    expect(verdict(0.5, 2)).toBe("different");
  });

  it("that is not given decides nothing", () => {
    expect(differenceOf(control, treatment, paired).equivalence).toBeNull();
  });
});
