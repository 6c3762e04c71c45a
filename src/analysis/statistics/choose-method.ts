import { METHODS, type Method } from "./mean-interval.js";
import type { Shape } from "./shape.js";

/** How often the 95 % intervals of each method held the mean in simulated samples of one shape and size. */
export interface MeasuredCoverage {
  readonly shape: Shape;
  /** Values per sample. */
  readonly n: number;
  /** Samples with any spread. */
  readonly samples: number;
  /** Of those the ones whose interval held the mean. */
  readonly covered: Readonly<Record<Method, number>>;
}

export interface ChosenMethod {
  readonly method: Method;
  /** What the choice rests on; `undefined` where nothing was measured. */
  readonly measured: MeasuredMethod | undefined;
}

export interface MeasuredMethod {
  /** The largest n measured that is not above that of the sample. */
  readonly n: number;
  /** Share of samples whose interval held the mean, 0 to 1. */
  readonly coverage: number;
}

/** The level that coverage is measured at. */
export const HEADLINE_LEVEL = 0.95;

/** BCa is no headline below this n, whatever was measured. */
const LEAST_N_FOR_BCA = 30;

/** Two standard errors of a coverage measured on 10,000 samples: methods closer than that are not told apart. */
const NOISE = 0.0044;

/**
 * Of the row of `rows` (ascending in n) for `shape` with the largest n up to that asked for: the method whose coverage
 * came closest to 95 %, and among those that the simulation cannot tell from it the plainest. Without such a row, t.
 */
export function chooseMethod(rows: readonly MeasuredCoverage[], shape: Shape, n: number): ChosenMethod {
  const row = rows.filter((measured) => measured.shape === shape && measured.n <= n).at(-1);
  if (row === undefined) return { method: "t", measured: undefined };
  const coverage = (method: Method) => row.covered[method] / row.samples;
  const distance = (method: Method) => Math.abs(coverage(method) - HEADLINE_LEVEL);
  const allowed = METHODS.filter((method) => method !== "BCa" || n >= LEAST_N_FOR_BCA);
  const closest = Math.min(...allowed.map(distance));
  const method = allowed.find((candidate) => distance(candidate) <= closest + NOISE) ?? "t";
  return { method, measured: { n: row.n, coverage: coverage(method) } };
}
