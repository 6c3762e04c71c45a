import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import { shuffled, shuffledIndices } from "../../../src/base/random/shuffled.js";

describe("a drawn order", () => {
  it("is each of the six orders of three about as often", () => {
    const from = keyedSource(5).family("shuffles", ["x"]).of(0);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i += 1) {
      const order = shuffledIndices(3, from).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(["012", "021", "102", "120", "201", "210"]);
    // Six standard deviations of a binomial count around 1000.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(175);
  });

  test.prop([fc.array(fc.integer()), fc.nat()])("has every member as often as the list, which stays", (list, seed) => {
    const stream = keyedSource(seed).family("shuffles", ["x"]).of(0);
    const before = [...list];
    const order = shuffled(list, stream);
    expect(list).toEqual(before);
    expect(order.sort((a, b) => a - b)).toEqual(before.sort((a, b) => a - b));
  });
});
