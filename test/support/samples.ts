import { fc } from "@fast-check/vitest";
import type { Sample } from "../../src/metrics/soft/sample.js";

/** A sample in which nothing but p and acceptance is at work. */
export function sample(p: number, accepted: boolean, more: Partial<Sample> = {}): Sample {
  return { p, accepted, tau: 0, costA: 0, costB: 0, rA: 0, rB: 0, ...more };
}

/** Millionths, so that no figure depends on differences near the smallest double. */
export function millionths(least: number, greatest: number): fc.Arbitrary<number> {
  return fc.integer({ min: least * 1e6, max: greatest * 1e6 }).map((n) => n / 1e6);
}

/** Probabilities, with the ends, a half and round numbers more often than chance would have them. */
export const probability = fc.oneof(fc.constantFrom(0, 0.1, 0.3, 0.5, 0.7, 1), millionths(0, 1));

export const samples: fc.Arbitrary<Sample[]> = fc.array(
  fc.record({
    p: probability,
    accepted: fc.boolean(),
    tau: millionths(-2, 2),
    costA: millionths(0, 1),
    costB: millionths(0, 1),
    rA: millionths(-1, 1),
    rB: millionths(-1, 1),
    groundTruth: fc.constantFrom<(1 | -1 | undefined)[]>(1, -1, undefined),
  }),
  { maxLength: 60 },
);
