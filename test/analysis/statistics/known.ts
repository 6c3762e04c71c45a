import { expect } from "vitest";
import type { Answer } from "../../../src/analysis/statistics/answer.js";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import type { RandomStream } from "../../../src/base/random/random-source.js";
import known from "./known-answers.json" with { type: "json" };

/** Answers of SciPy, statsmodels and mpmath: known-answers.py, kept beside it, worked them out. */
export { known };

/** Equal to 11 digits, or as many as `relative` says; 0 within 1e-13. */
export function expectClose(actual: number | undefined, expected: number, relative = 1e-11): void {
  expect(actual).toBeTypeOf("number");
  const gap = Math.abs((actual ?? Number.NaN) - expected);
  expect(gap, `${actual} instead of ${expected}`).toBeLessThanOrEqual(Math.max(relative * Math.abs(expected), 1e-13));
}

export function valueIn<T>(found: Answer<T>): T {
  if (!found.defined) throw new Error(`undefined: ${found.why}`);
  return found.value;
}

export function whyNot(found: Answer<unknown>): string | undefined {
  return found.defined ? undefined : found.why;
}

export function stream(name = "a"): RandomStream {
  return keyedSource(1).family("test", [name]).of(0);
}

/** A stream that must not be asked for anything. */
export const noStream: RandomStream = {
  random: refuse,
  below: refuse,
  uniform: refuse,
  integer: refuse,
  gauss: refuse,
};

function refuse(): never {
  throw new Error("nothing random was to be drawn");
}

/** All figures anywhere inside of `found`. */
export function figures(found: unknown): readonly number[] {
  if (typeof found === "number") return [found];
  if (ArrayBuffer.isView(found) || found === null || typeof found !== "object") return [];
  return Object.values(found).flatMap(figures);
}
