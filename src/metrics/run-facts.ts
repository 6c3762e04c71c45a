import type { Archetype } from "../model/archetype.js";

/** One row of the metrics table by column name; undefined where a figure is not defined. */
export type FigureRow = Readonly<Record<string, number | undefined>>;

/** What a finished run can be held against. A `RunResult` of the simulation has this shape, but for the last two. */
export interface RunFacts {
  /** One row per epoch. */
  readonly rows: readonly FigureRow[];
  /** The same columns over all interactions of the run at once. */
  readonly pooled: FigureRow;
  readonly agents: readonly { readonly archetype: Archetype; readonly total_payoff: number }[];
  readonly counts: { readonly agents: number; readonly epochs: number; readonly interactions: number };
  /** Whether an epoch without data counts as 0 in means over epochs, as in the reference system, or is left out. */
  readonly emptyEpochsCountAsZero: boolean;
  /** What the models of the run cost, US dollars; undefined where nothing kept account. */
  readonly modelCostUsd?: number;
}
