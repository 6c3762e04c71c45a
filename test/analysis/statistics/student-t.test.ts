import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { studentTails } from "../../../src/analysis/statistics/noncentral-t.js";
import { tCritical } from "../../../src/analysis/statistics/t-critical.js";
import { expectClose, known } from "./known.js";

describe("studentTails", () => {
  it.each(known.noncentral)("agrees with quadrature in 30 digits: t $t, freedom $freedom, delta $delta", (answer) => {
    const { below, above } = studentTails(answer.t, answer.freedom, answer.delta);
    expect(Math.abs(below - answer.below)).toBeLessThan(1e-12);
    expect(Math.abs(above - answer.above)).toBeLessThan(1e-12);
  });

  it("keeps the digits of small probabilities", () => {
    const answer = known.noncentral.find(({ t, delta }) => t === 12 && delta === 0);
    expectClose(studentTails(12, 9).above, answer?.above ?? Number.NaN, 1e-10);
  });

  test.prop([
    fc.double({ min: -60, max: 60, noNaN: true }),
    fc.double({ min: 1, max: 300, noNaN: true }),
    fc.double({ min: -60, max: 60, noNaN: true }),
  ])("both tails make 1, and mirror each other", (t, freedom, delta) => {
    const { below, above } = studentTails(t, freedom, delta);
    const mirror = studentTails(-t, freedom, -delta);
    expect(below + above).toBeCloseTo(1, 12);
    expect(mirror.above).toBeCloseTo(below, 12);
  });

  test.prop([fc.double({ min: 2, max: 40, noNaN: true }), fc.double({ min: 2, max: 60, noNaN: true })])(
    "does not jump where the sum changes from one variable to the other",
    (t, freedom) => {
      const [one, other] = [studentTails(t, freedom, 10), studentTails(t, freedom, 10 + 1e-12)];
      expect(Math.abs(one.below - other.below)).toBeLessThan(1e-11);
    },
  );
});

describe("tCritical", () => {
  it.each(known.tQuantiles)("agrees with SciPy at $level with $freedom degrees of freedom", ({ level, freedom, t }) => {
    expectClose(tCritical(level, freedom), t, 1e-10);
  });
});
