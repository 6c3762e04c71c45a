import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  meanOverEpochsWithData,
  meanWithZeros,
  pooledOverInteractions,
} from "../../../src/analysis/statistics/estimands.js";
import { valueIn, whyNot } from "./known.js";

const none = undefined;
/** Toxicity of four epochs and the accepted interactions behind it: a full epoch, a thin one, an empty one, a full one. */
const toxicity = [0.3, 0.1, none, 0.4];
const accepted = [10, 1, 0, 10];

describe("estimands of one run", () => {
  it("differ, and carry their names", () => {
    const pooled = pooledOverInteractions(toxicity, accepted);
    const withData = meanOverEpochsWithData(toxicity);
    const withZeros = meanWithZeros(toxicity);
    expect(pooled).toMatchObject({ estimand: "pooled over interactions", epochs: 4, withoutData: 1 });
    expect(withData).toMatchObject({ estimand: "mean over epochs with data", epochs: 4, withoutData: 1 });
    expect(withZeros).toMatchObject({ estimand: "mean with zeros", epochs: 4, withoutData: 1 });
    // by hand
    expect(valueIn(pooled.value)).toBeCloseTo((3 + 0.1 + 4) / 21, 14);
    expect(valueIn(withData.value)).toBeCloseTo(0.8 / 3, 14);
    expect(valueIn(withZeros.value)).toBeCloseTo(0.2, 14);
  });

  it("say why they are undefined", () => {
    expect(whyNot(pooledOverInteractions([none], [0]).value)).toBe("the run has no interactions to pool over");
    expect(whyNot(pooledOverInteractions([0.1, none], [1, 3]).value)).toBe(
      "epoch number 2 has interactions but no value",
    );
    expect(whyNot(meanOverEpochsWithData([none, none]).value)).toBe("no epoch has a value");
    expect(whyNot(meanWithZeros([]).value)).toBe("the run has no epochs");
    expect(valueIn(meanWithZeros([none]).value)).toBe(0);
    expect(() => pooledOverInteractions([1], [])).toThrow(RangeError);
  });

  const cell = fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: 1, max: 40 }));

  test.prop([fc.array(cell, { minLength: 1 }), fc.integer({ min: 1, max: 40 })])(
    "agree where every epoch has as many interactions as any other",
    (cells, weight) => {
      const values = cells.map(([value]) => value);
      const even = valueIn(
        pooledOverInteractions(
          values,
          values.map(() => weight),
        ).value,
      );
      expect(even).toBeCloseTo(valueIn(meanOverEpochsWithData(values).value), 10);
      expect(even).toBeCloseTo(valueIn(meanWithZeros(values).value), 10);
    },
  );

  test.prop([fc.array(cell, { minLength: 1 })])("pooling is the mean over the interactions themselves", (cells) => {
    const all = cells.flatMap(([value, weight]) => Array<number>(weight).fill(value));
    const pooled = pooledOverInteractions(
      cells.map(([value]) => value),
      cells.map(([, weight]) => weight),
    );
    expect(valueIn(pooled.value)).toBeCloseTo(all.reduce((sum, x) => sum + x, 0) / all.length, 10);
  });
});
