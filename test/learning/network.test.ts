import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { Features } from "../../src/learning/features.js";
import { Network, type NetworkShape } from "../../src/learning/network.js";

const CONTEXT: Features = { indices: Int32Array.of(2, 0), values: Float64Array.of(2, -1) };

const logitsOf = (network: Network, parameters: Float64Array, slot: number): readonly number[] => {
  const into = new Float64Array(network.shape.heads[slot]!);
  network.logits(parameters, slot, into);
  return [...into];
};

describe("a network", () => {
  it("without a hidden layer gives weights times features plus biases", () => {
    const network = new Network({ dimension: 3, hidden: 0, heads: [2], bias: true });
    // Rows of inputs, a column per token; then the biases.
    const parameters = Float64Array.of(1, 2, 3, 4, 5, 6, 10, 20);
    expect(network.size).toBe(8);
    network.load(parameters, CONTEXT);
    // 2 * (5, 6) - 1 * (1, 2) + (10, 20), by hand.
    expect(logitsOf(network, parameters, 0)).toEqual([19, 30]);
    expect([network.weightsOf(0), network.biasOf(0)]).toEqual([0, 6]);
  });

  it("with a hidden layer gives heads on tanh units", () => {
    const network = new Network({ dimension: 3, hidden: 2, heads: [1, 2], bias: true });
    // Hidden weights by input, hidden biases; then each head's weights by unit and its biases.
    const parameters = Float64Array.of(0.1, -0.2, 9, 9, 0.3, 0.4, 0.05, -0.5, 2, 3, 0.5, 1, 2, 3, 4, -1, 1);
    expect(network.size).toBe(parameters.length);
    network.load(parameters, CONTEXT);
    // 2 * (0.3, 0.4) - (0.1, -0.2) + (0.05, -0.5), by hand.
    const [first, second] = [Math.tanh(0.55), Math.tanh(0.5)];
    expect(logitsOf(network, parameters, 0)[0]).toBeCloseTo(2 * first + 3 * second + 0.5, 14);
    expect(logitsOf(network, parameters, 1)[0]).toBeCloseTo(first + 3 * second - 1, 14);
    expect(logitsOf(network, parameters, 1)[1]).toBeCloseTo(2 * first + 4 * second + 1, 14);
  });

  const shapes: readonly NetworkShape[] = [
    { dimension: 4, hidden: 0, heads: [3], bias: false },
    { dimension: 4, hidden: 0, heads: [2, 3], bias: true },
    { dimension: 4, hidden: 3, heads: [2, 3], bias: true },
    { dimension: 4, hidden: 3, heads: [1, 1, 1], bias: false },
  ];
  it.each(shapes)(
    "has the gradient that finite differences give, over all slots since the context was loaded: %j",
    (shape) => {
      const network = new Network(shape);
      const stream = keyedSource(1)
        .family("network", [JSON.stringify(shape)])
        .of(0);
      const parameters = Float64Array.from({ length: network.size }, () => stream.uniform(-1, 1));
      const slopes = shape.heads.map((options) => Float64Array.from({ length: options }, () => stream.uniform(-1, 1)));
      const objective = () => {
        network.load(parameters, CONTEXT);
        return slopes.reduce(
          (sum, slope, slot) =>
            sum + logitsOf(network, parameters, slot).reduce((part, logit, at) => part + slope[at]! * logit, 0),
          0,
        );
      };
      const gradient = new Float64Array(network.size);
      // A context that was loaded before, and left in the middle, counts for nothing.
      network.load(parameters, { indices: Int32Array.of(1), values: Float64Array.of(5) });
      network.addGradient(parameters, 0, slopes[0]!, new Float64Array(network.size));
      network.load(parameters, CONTEXT);
      slopes.forEach((slope, slot) => {
        network.addGradient(parameters, slot, slope, gradient);
      });
      network.finish(gradient);
      for (let at = 0; at < network.size; at += 1) {
        const [value, step] = [parameters[at]!, 1e-5];
        parameters[at] = value + step;
        const above = objective();
        parameters[at] = value - step;
        const below = objective();
        parameters[at] = value;
        expect(gradient[at]).toBeCloseTo((above - below) / (2 * step), 8);
      }
      expect(gradient.filter((slope) => slope !== 0).length).toBeGreaterThan(network.size / 3);
    },
  );

  it("without biases has no place for them", () => {
    const network = new Network({ dimension: 1, hidden: 0, heads: [2], bias: false });
    expect(() => network.biasOf(0)).toThrow("this network has no biases");
    network.load(Float64Array.of(3, 4), { indices: new Int32Array(0), values: new Float64Array(0) });
    expect(logitsOf(network, Float64Array.of(3, 4), 0)).toEqual([0, 0]);
  });
});
