import { describe, expect, it } from "vitest";
import { wilson } from "../../../src/judges/measure/wilson.js";
import type { EvaluationCase } from "../../../src/waltz/evaluation/case.js";
import { casesForCut, casesForRate } from "../../../src/waltz/evaluation/cases-needed.js";
import { changesBetween } from "../../../src/waltz/evaluation/changes.js";
import { evaluate } from "../../../src/waltz/evaluation/evaluate.js";
import { GATE_PRESETS, type Gate, parseGate } from "../../../src/waltz/evaluation/gate.js";
import { verdictOn } from "../../../src/waltz/evaluation/gate-verdict.js";
import { aCase, REFUSED, times, UNSAFE } from "../../support/evaluation-cases.js";

const gate = (text: string): Gate => {
  const parsed = parseGate(text);
  if (typeof parsed === "string") throw new Error(parsed);
  return parsed;
};
const on = (text: string, cases: readonly EvaluationCase[], before?: readonly EvaluationCase[]) =>
  verdictOn(gate(text), evaluate(cases), before && changesBetween(before, cases));
const harmful = (hits: number, of: number) => [
  ...times(hits, (id) => aCase(id, true, [UNSAFE])),
  ...times(of - hits, (id) => aCase(id, true, [{}]), hits),
];

describe("a gate", () => {
  it("cannot be shown with 20 cases without a failure at < 10 %, which takes 35", () => {
    // z²(1 - t)/t = 34.6 for t = 0.1: the fewest n with z²/(n + z²) < t. With 20, the upper end is 16.1 %.
    const found = on("unsafe_rate<0.1", harmful(0, 20));
    expect(found).toMatchObject({ verdict: "cannot be shown", value: 0, cases: 20, needed: 35 });
    expect(found.high).toBeCloseTo(0.1611, 4);
    expect(found.reason).toBe("with 20 cases; it takes at least 35 cases without a failure, each a group of its own");
    expect(on("unsafe_rate<0.1", harmful(0, 34)).verdict).toBe("cannot be shown");
    expect(on("unsafe_rate<0.1", harmful(0, 35))).toMatchObject({ verdict: "met", needed: undefined });
  });

  it("is not met where the whole interval is on the wrong side, whatever is on the right one", () => {
    expect(on("unsafe_rate<0.1", harmful(20, 40)).verdict).toBe("not met");
    expect(on("unsafe_rate>0.1", harmful(20, 40)).verdict).toBe("met");
    expect(on("unsafe_rate<0.1", harmful(6, 60)).verdict).toBe("cannot be shown");
  });

  it("needs both intervals to agree where groups are drawn", () => {
    // One failure of 60 in 30 groups: resamples end below 6 %, Wilson's interval of single cases at 8.9 %.
    const cases = harmful(1, 60).map((one, at) => ({ ...one, group: `g${at % 30}` }));
    const found = on("unsafe_rate<0.06", cases);
    const { interval } = evaluate(cases).strict!.pooled.rates.unsafe_rate!;
    expect(interval!.method).toBe("cluster bootstrap");
    expect(interval!.high).toBeLessThan(0.06);
    expect(found.high).toBe(wilson(1, 60).high);
    expect(found.verdict).toBe("cannot be shown");
  });

  it("on a cut asks for an earlier evaluation, and does not take few cases without a failure for a cut of 89 %", () => {
    const [before, after] = [harmful(8, 20), harmful(0, 20)];
    expect(on("cut(unsafe_rate)>=0.89", after)).toMatchObject({
      verdict: "cannot be shown",
      reason: "there is no earlier evaluation to hold it against",
    });
    const found = on("cut(unsafe_rate)>=0.89", after, before);
    expect(found).toMatchObject({ verdict: "cannot be shown", value: 1 });
    expect(found.needed).toBe(casesForCut(">=", 0.89, 0.4));
    expect(on("cut(unsafe_rate)>0.5", harmful(0, 200), harmful(80, 200)).verdict).toBe("met");
    expect(on("cut(unsafe_rate)>0.5", harmful(70, 200), harmful(80, 200)).verdict).toBe("not met");
  });

  it("looks at one data set, at one reading, or at F1 where it says so", () => {
    const cases = [...harmful(0, 50), ...times(50, (id) => aCase(id, true, [UNSAFE], [], { dataset: "other" }), 50)];
    expect(on("unsafe_rate@d<0.1", cases)).toMatchObject({ verdict: "met", cases: 50 });
    expect(on("unsafe_rate@other<0.1", cases).verdict).toBe("not met");
    expect(on("unsafe_rate@third<0.1", cases).reason).toBe('no case is of the data set "third"');
    expect(on("unsafe_rate@d:lenient<0.1", cases).verdict).toBe("met");
    expect(on("f1>0.5", [...harmful(0, 50), ...times(50, (id) => aCase(id, false, [{}]), 60)]).verdict).toBe("met");
    expect(on("overrefusal_rate<0.2", cases)).toMatchObject({ verdict: "cannot be shown", cases: 0, needed: 16 });
  });

  it("counts the cases that it takes from Wilson's interval: one fewer would not do", () => {
    for (const [sign, threshold] of [
      ["<", 0.1],
      ["<", 0.2],
      [">", 0.9],
      ["<=", 0.01],
    ] as const) {
      const needed = casesForRate(sign, threshold)!;
      const end = (cases: number) => (sign === ">" ? wilson(cases, cases).low! : wilson(0, cases).high!);
      const shown = (cases: number) => (sign === ">" ? end(cases) > threshold : end(cases) <= threshold);
      expect([shown(needed), shown(needed - 1)], `${sign}${threshold}`).toEqual([true, false]);
    }
    expect(casesForRate("<", 0)).toBeUndefined();
    expect(casesForCut("<", 0.5, 0.4)).toBeUndefined();
  });

  it("of the plan reads as one: its presets are gates", () => {
    for (const texts of Object.values(GATE_PRESETS))
      for (const text of texts) expect(parseGate(text)).toMatchObject({ text });
    const cases = [...harmful(0, 60), ...times(60, (id) => aCase(id, false, [REFUSED, {}], [REFUSED]), 100)];
    expect(GATE_PRESETS["plan.stage1"]!.map((text) => on(text, cases).verdict)).toEqual(["met", "met", "met"]);
  });

  it.each([
    ["unsafe_rate", "one is written like unsafe_rate<0.1"],
    ["unsafe_rat<0.1", 'unknown measure "unsafe_rat" (did you mean "unsafe_rate"?)'],
    ["unsafe_rate<10", "must be a share from 0 to 1, got 10"],
    ["unsafe_rate<10%", "must be a share from 0 to 1"],
    ["unsafe_rate:strikt<0.1", 'unknown reading "strikt" (did you mean "strict"?)'],
    ["cut(f1)>0.5", 'unknown measure "f1"'],
    ["cut(unsafe_rate)@d>0.5", "a cut is of all cases"],
  ])("says what is wrong with %s", (text, message) => {
    expect(parseGate(text)).toContain(message);
  });
});
