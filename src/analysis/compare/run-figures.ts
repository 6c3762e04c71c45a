import type { FigureRow } from "../../metrics/run-facts.js";
import type { RunDigest, TypeDigest } from "../../scenario/digest.js";
import type { Estimand } from "./estimand.js";

/** What a comparison keeps of one run. */
export interface RunFigures {
  /** Undefined where a table does not tell it. */
  readonly seed: number | undefined;
  /** Metrics, by the ways to make one figure of a run. */
  readonly figures: Readonly<Partial<Record<Estimand, FigureRow>>>;
  /** Figures that there is one way to make: counts of the whole run. */
  readonly whole: FigureRow;
  /** By agent type; empty where nothing is known of them. */
  readonly types: Readonly<Record<string, TypeDigest>>;
}

/** @param withZeros whether the run replays the reference system, whose means count an epoch without data as 0 */
export function figuresOfRun(digest: RunDigest, withZeros: boolean): RunFigures {
  const { pooled, epochMeans, epochMeansWithZeros, counts, types, seed } = digest;
  return {
    seed,
    figures: {
      pooled,
      epoch_mean: epochMeans,
      ...(withZeros ? { epoch_mean_with_zeros: epochMeansWithZeros } : {}),
    },
    whole: wholeRun(counts),
    types,
  };
}

/** The counts that arms can be compared in. */
export function wholeRun(counts: Pick<RunDigest["counts"], "empty_epochs" | "mean_frozen_agents">): FigureRow {
  return { empty_epochs: counts.empty_epochs, mean_frozen_agents: counts.mean_frozen_agents };
}

/** One figure of a run; undefined where the run does not define it. */
export function figureIn({ figures, whole }: RunFigures, metric: string, by: Estimand): number | undefined {
  return metric in whole ? whole[metric] : figures[by]?.[metric];
}
