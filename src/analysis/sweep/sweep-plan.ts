import type { Design, Factor } from "../../batch/design.js";
import { saltelliBlock } from "../../batch/design-saltelli.js";

/** What an analysis has to know of a study. */
export interface SweepPlan {
  readonly factors: readonly Factor[];
  readonly design: Design;
  readonly seeds: { readonly count: number };
  readonly metrics: readonly string[];
}

/** False for the points of a Saltelli design that are put together from others: they add nothing to a mean. */
export function isOwnPoint({ design, factors }: SweepPlan, index: number): boolean {
  return design.kind !== "saltelli" || index % saltelliBlock(factors.length) < 2;
}
