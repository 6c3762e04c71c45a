import { describe, expect, it } from "vitest";
import { createOptimiser, OPTIMISERS } from "../../src/learning/optimiser.js";

const RATE = 0.1;
const GRADIENTS = [1, -2, 0.5];

/** A parameter that starts at 0, after each gradient. */
function course(name: (typeof OPTIMISERS)[number], gradients: readonly number[]): readonly number[] {
  const optimiser = createOptimiser(name, RATE, 1);
  const parameters = new Float64Array(1);
  return gradients.map((slope) => {
    optimiser.ascend(parameters, Float64Array.of(slope));
    return parameters[0]!;
  });
}

describe("optimisers", () => {
  it("sgd moves by the rate times the gradient", () => {
    expect(course("sgd", GRADIENTS)).toEqual([0.1, -0.1, -0.05]);
  });

  it("adam moves as its authors' algorithm 1 does", () => {
    // Worked out from Kingma and Ba (2015), algorithm 1, with 30 decimal digits: rate 0.1, decays 0.9 and 0.999, epsilon 1e-8.
    const expected = [0.09999999900000001, 0.06338964652792492, 0.04972058032617827];
    for (const [at, value] of course("adam", GRADIENTS).entries()) expect(value).toBeCloseTo(expected[at]!, 14);
  });

  it("adam steps by its rate under a gradient that stays, whatever its size", () => {
    for (const slope of [1e-3, 7, -400]) {
      const values = course("adam", new Array<number>(20).fill(slope));
      for (const [at, value] of values.entries()) {
        // Both averages are that of one value; epsilon takes 1e-8 / slope of a step.
        expect(value / (Math.sign(slope) * RATE * (at + 1))).toBeCloseTo(1, 4);
      }
    }
  });

  it.each(OPTIMISERS)("%s goes on from what it saved to the bit, and what it saved does not move", (name) => {
    const stream = [0.3, -1.5, 2.25, 1e-9, -7, 0.125];
    const whole = course(name, stream);
    const first = createOptimiser(name, RATE, 1);
    const parameters = new Float64Array(1);
    for (const slope of stream.slice(0, 3)) first.ascend(parameters, Float64Array.of(slope));
    const saved = first.save();
    const kept = JSON.stringify(saved);
    expect(saved.steps).toBe(3);
    const later = createOptimiser(name, RATE, 1);
    later.restore(saved);
    for (const slope of stream.slice(3)) {
      first.ascend(parameters.slice(), Float64Array.of(99));
      later.ascend(parameters, Float64Array.of(slope));
    }
    expect(parameters[0]).toBe(whole.at(-1));
    expect(JSON.stringify(saved)).toBe(kept);
  });

  it.each(OPTIMISERS)("%s climbs a hill to its top", (name) => {
    const optimiser = createOptimiser(name, 0.05, 2);
    const parameters = Float64Array.of(-3, 4);
    for (let step = 0; step < 2000; step += 1) {
      optimiser.ascend(
        parameters,
        parameters.map((value, at) => [1, -2][at]! - value),
      );
    }
    expect(parameters[0]).toBeCloseTo(1, 3);
    expect(parameters[1]).toBeCloseTo(-2, 3);
  });
});
