import { describe, expect, it } from "vitest";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import type { Features } from "../../../src/learning/features.js";
import { fitLogistic, probabilityOf } from "../../../src/waltz/probes/logistic.js";
import { minimise } from "../../../src/waltz/probes/minimise.js";

const dense = (...values: readonly number[]): Features => ({
  indices: Int32Array.from(values, (_, at) => at),
  values: Float64Array.from(values),
});

describe("minimise", () => {
  it("finds the least point of a narrow valley", () => {
    // (x - 3)^2 + 100 (y + 2)^2, least at (3, -2).
    const found = minimise(
      ([x, y], gradient) => {
        gradient.set([2 * (x! - 3), 200 * (y! + 2)]);
        return (x! - 3) ** 2 + 100 * (y! + 2) ** 2;
      },
      Float64Array.of(0, 0),
      1e-8,
    );
    expect(found[0]).toBeCloseTo(3, 7);
    expect(found[1]).toBeCloseTo(-2, 7);
  });

  it("says so where the gradient is that of another function", () => {
    const wrong = ([x]: Float64Array, gradient: Float64Array) => {
      gradient[0] = -1;
      return x! * x!;
    };
    expect(() => minimise(wrong, Float64Array.of(0), 1e-6)).toThrow("no step leads down");
  });
});

describe("fitLogistic", () => {
  it("gives every row the share of the label where rows have no features", () => {
    const nothing = dense();
    const model = fitLogistic([nothing, nothing, nothing, nothing], [true, false, false, false], 2, 1);
    expect(probabilityOf(model, nothing)).toBeCloseTo(0.25, 4);
    expect([...model.weights]).toEqual([0, 0]);
  });

  it("meets the condition of the minimum: ridge times a weight is the sum of residuals times its feature", () => {
    const stream = keyedSource(4).family("rows", ["a"]).of(0);
    const rows = Array.from({ length: 60 }, () => dense(stream.gauss(0, 1), stream.gauss(0, 1), stream.gauss(0, 1)));
    const labels = rows.map(({ values }) => values[0]! - values[1]! + stream.gauss(0, 1) > 0.3);
    const model = fitLogistic(rows, labels, 3, 0.5);
    const residuals = rows.map((row, at) => (labels[at] ? 1 : 0) - probabilityOf(model, row));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(residuals)).toBeCloseTo(0, 3);
    for (const at of [0, 1, 2]) {
      expect(0.5 * model.weights[at]!).toBeCloseTo(
        sum(rows.map(({ values }, row) => residuals[row]! * values[at]!)),
        3,
      );
    }
  });

  it("ends at the same model wherever it begins, and keeps weights short where rows are told apart by a line", () => {
    const rows = [dense(1), dense(2), dense(-1), dense(-2)];
    const labels = [true, true, false, false];
    const once = fitLogistic(rows, labels, 1, 1);
    const again = fitLogistic(rows, labels, 1, 1, { weights: Float64Array.of(-7), intercept: 9 });
    expect(again.weights[0]).toBeCloseTo(once.weights[0]!, 3);
    expect(again.intercept).toBeCloseTo(0, 3);
    // By bisection of 2 / (1 + e^w) + 4 / (1 + e^2w) = w, whose left side falls.
    let [low, high] = [0, 5];
    for (let step = 0; step < 60; step += 1) {
      const w = (low + high) / 2;
      if (2 / (1 + Math.exp(w)) + 4 / (1 + Math.exp(2 * w)) > w) low = w;
      else high = w;
    }
    expect(once.weights[0]).toBeCloseTo(low, 3);
  });
});
