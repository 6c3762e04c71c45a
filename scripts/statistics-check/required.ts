import type { Answer } from "../../src/analysis/statistics/answer.js";

/** The value of an answer that simulated data cannot leave undefined. */
export function required<T>(found: Answer<T>): T {
  if (!found.defined) throw new Error(found.why);
  return found.value;
}
