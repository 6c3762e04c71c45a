import type { Design, Factor } from "../../batch/design.js";

/** What an analysis has to know of a study. */
export interface SweepPlan {
  readonly factors: readonly Factor[];
  readonly design: Design;
  readonly seeds: { readonly count: number };
  readonly metrics: readonly string[];
}
