import { fc, it as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { wilson } from "../../../src/judges/measure/wilson.js";
import type { EvaluationCase } from "../../../src/waltz/evaluation/case.js";
import { changesBetween, pairingFaults } from "../../../src/waltz/evaluation/changes.js";
import { cutEnds, differenceEnds, meanEnds } from "../../../src/waltz/evaluation/closed-intervals.js";
import { clusterIntervals } from "../../../src/waltz/evaluation/cluster-bootstrap.js";
import { figuresOf } from "../../../src/waltz/evaluation/evaluate.js";
import { aCase, times, UNSAFE } from "../../support/evaluation-cases.js";

const share = (hits: number, of: number) => {
  const { value = 0, low = 0, high = 1 } = wilson(hits, of);
  return { value, low, high };
};
const unsafeIn = (cases: readonly EvaluationCase[]) => figuresOf(cases, "strict").rates.unsafe_rate;
const harmful = (unsafe: boolean, group?: string) => (id: string) =>
  aCase(id, true, [unsafe ? UNSAFE : {}], [], group === undefined ? {} : { group });

describe("the interval of a rate", () => {
  it("is Wilson's where every group has one case: 8 of 10 is 49.0 to 94.3 %", () => {
    // Wilson's interval of 8/10 as R's prop.test(8, 10, correct = FALSE) gives it.
    const found = unsafeIn([...times(8, harmful(true)), ...times(2, harmful(false), 8)]);
    expect(found.interval).toMatchObject({ method: "wilson" });
    expect([found.interval!.low, found.interval!.high].map((end) => end.toFixed(4))).toEqual(["0.4902", "0.9433"]);
  });

  it("draws groups where they have several cases, and is wider the more alike the cases of a group are", () => {
    const spread = (groups: number) =>
      Array.from({ length: 60 }, (_, at) => harmful(at % groups < groups / 2, `g${at % groups}`)(`p${at}`));
    const [many, few] = [unsafeIn(spread(30)), unsafeIn(spread(6))];
    expect([many.value, few.value, many.groups, few.groups]).toEqual([0.5, 0.5, 30, 6]);
    expect([many.interval!.method, few.interval!.method]).toEqual(["cluster bootstrap", "cluster bootstrap"]);
    const width = ({ interval }: typeof many) => interval!.high - interval!.low;
    expect(width(few)).toBeGreaterThan(width(many));
    expect(width(many)).toBeGreaterThan(many.wilson!.high - many.wilson!.low);
  });

  it("counts groups, not cases, where all groups are alike: resamples would say that nothing can vary", () => {
    const cases = times(20, (id) => harmful(false, `g${Number(id.slice(1)) % 4}`)(id));
    const { interval, wilson: single } = unsafeIn(cases);
    expect(interval).toEqual({ low: 0, high: wilson(0, 4).high, method: "wilson over groups" });
    expect(interval!.high).toBeGreaterThan(single!.high);
    // Half of one group: there is no second group to tell how groups differ.
    const one = unsafeIn([harmful(true, "g")("a"), harmful(false, "g")("b")]);
    expect(one.interval).toMatchObject({ method: "wilson over groups", high: wilson(0.5, 1).high });
  });

  it("is the same each time", () => {
    const clusters = Array.from({ length: 12 }, (_, at) => Float64Array.of(at % 3, 4));
    const [first, again] = [0, 1].map(() => clusterIntervals(clusters, [([a, b]) => a / b]));
    expect(first).toEqual(again);
  });

  it("leaves out resamples that do not tell the statistic, and is open where they are infinite", () => {
    const clusters = [Float64Array.of(1), Float64Array.of(0)];
    const [skipped, open, untold] = clusterIntervals(clusters, [
      ([sum]) => (sum === 0 ? Number.NaN : 5),
      ([sum]) => (sum === 0 ? Number.NEGATIVE_INFINITY : 5),
      () => Number.NaN,
    ]);
    expect(skipped).toEqual({ low: 5, high: 5 });
    expect(open).toEqual({ low: undefined, high: 5 });
    expect(untold).toEqual({ low: undefined, high: undefined });
  });
});

describe("intervals in closed form", () => {
  it("of a difference are Newcombe's: 56/70 and 48/80 differ by 20 points, 5.2 to 33.4", () => {
    // R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, example (a), method 10.
    const { low, high } = differenceEnds(share(48, 80), share(56, 70));
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.0524", "0.3339"]);
  });

  it("of a mean of one figure are its own, and of two equal ones narrower by the root of two", () => {
    const one = share(30, 100);
    const [alone, both] = [meanEnds([one]), meanEnds([one, one])];
    expect(alone.low).toBeCloseTo(one.low, 12);
    expect(0.3 - both.low).toBeCloseTo((0.3 - one.low) / Math.SQRT2, 12);
    expect(both.high - 0.3).toBeCloseTo((one.high - 0.3) / Math.SQRT2, 12);
  });

  property.prop([fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 })])(
    "of a cut end at the ratios r at which the interval of second - r first begins or ends with 0 (their definition)",
    (second, first) => {
      const [a, b] = [share(first, 40), share(second, 40)];
      const ends = cutEnds(a, b)!;
      const scaled = (ratio: number) => ({ value: ratio * a.value, low: ratio * a.low, high: ratio * a.high });
      const [most, least] = [1 - ends.low, 1 - ends.high];
      expect(differenceEnds(scaled(most), b).high).toBeCloseTo(0, 9);
      if (second > 0) expect(differenceEnds(scaled(least), b).low).toBeCloseTo(0, 9);
      else expect(ends.high).toBe(1);
      expect(ends.low).toBeLessThanOrEqual(1 - b.value / a.value + 1e-12);
    },
  );

  it("have no cut where there may have been nothing to cut", () => {
    expect(cutEnds(share(0, 10), share(0, 10))).toBeUndefined();
  });
});

describe("what changed between two evaluations of the same prompts", () => {
  const half = (unsafe: (at: number) => boolean) =>
    Array.from({ length: 40 }, (_, at) => harmful(unsafe(at), `g${Math.floor(at / 2)}`)(`p${at}`));

  it("is told with an interval by drawing groups, each with its cases of both", () => {
    const changes = changesBetween(
      half((at) => at % 2 === 0),
      half((at) => at % 4 === 0),
    ).strict!.unsafe_rate!;
    // By hand: 20 of 40, then 10 of 40.
    expect([changes.difference.value, changes.cut.value]).toEqual([-0.25, 0.5]);
    expect(changes.difference.interval).toMatchObject({ method: "cluster bootstrap" });
    expect(changes.difference.interval!.low).toBeLessThan(-0.25);
    expect(changes.difference.interval!.high).toBeLessThan(0);
    expect(changes.cut.interval!.low).toBeGreaterThan(0);
  });

  it("is narrower for pairs than for rates taken as independent, where most prompts do not change", () => {
    const before = half((at) => at < 20);
    const { difference } = changesBetween(
      before,
      half((at) => at < 18),
    ).strict!.unsafe_rate!;
    const width = ({ low = 0, high = 0 }: { low: number | undefined; high: number | undefined }) => high - low;
    expect(width(difference.interval!)).toBeLessThan(width(difference.closed!));
  });

  it("is told in closed form where nothing is left, so that a few cases do not show that all is cut", () => {
    const ten = (unsafe: (at: number) => boolean) => half(unsafe).slice(0, 10);
    const { cut, difference } = changesBetween(
      ten((at) => at % 2 === 0),
      ten(() => false),
    ).strict!.unsafe_rate!;
    expect([cut.value, cut.interval!.method, difference.interval!.method]).toEqual([1, "closed form", "closed form"]);
    expect(cut.interval!.high).toBe(1);
    expect(cut.interval!.low).toBeLessThan(0.89);
  });

  it("has no cut where nothing was there before", () => {
    const none = half(() => false);
    expect(changesBetween(none, none).strict!.unsafe_rate!.cut.value).toBeUndefined();
  });

  it("needs the same prompts: says which are missing, new or not the same", () => {
    const [a, b] = [aCase("a", true, [{}]), aCase("b", true, [{}])];
    expect(pairingFaults([a], [a])).toEqual([]);
    expect(pairingFaults([a, b], [aCase("a", false, [{}]), aCase("c", true, [{}])])).toEqual([
      "the prompt b was evaluated before, but is not now",
      "the prompt a has another kind, group or data set than before",
      "the prompt c is evaluated now, but was not before",
    ]);
  });
});
