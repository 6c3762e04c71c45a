import { describe, expect, it } from "vitest";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import type { RandomStream } from "../../../src/base/random/random-source.js";

const SEED = 42;

function take(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.random());
}

describe("keyedSource", () => {
  it("moves nobody else's draws when an id joins, leaves or changes its place", () => {
    const few = keyedSource(SEED).family("agent", ["x", "y"]);
    const many = keyedSource(SEED).family("agent", ["new", "y", "another", "x"]);
    expect(take(many.of(3), 5)).toEqual(take(few.of(0), 5));
    expect(take(many.of(1), 5)).toEqual(take(few.of(1), 5));
  });

  it("ignores the ordinal and what other purposes draw", () => {
    const source = keyedSource(SEED);
    const early = take(source.family("agent", ["x"]).of(0), 5);
    take(source.family("observables", ["x"]).of(0), 100);
    expect(take(source.family("agent", ["x"], 17).of(0), 5)).toEqual(early);
  });

  it("gives each seed, purpose and id streams of their own", () => {
    const firsts = [1, 12].flatMap((seed) =>
      ["agent", "agent2", "2agent"].flatMap((purpose) => {
        const family = keyedSource(seed).family(purpose, ["1", "2", "21", "12"]);
        return [0, 1, 2, 3].map((i) => family.of(i).random());
      }),
    );
    expect(new Set(firsts).size).toBe(24);
  });

  it("takes another seed for a part that names its own", () => {
    const own = keyedSource(SEED).withSeed(7).family("drift", ["x"]);
    expect(take(own.of(0), 3)).toEqual(take(keyedSource(7).family("drift", ["x"]).of(0), 3));
  });
});
