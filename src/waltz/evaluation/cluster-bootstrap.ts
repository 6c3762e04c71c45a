import { quantile } from "../../analysis/statistics/resamples.js";
import { keyedSource } from "../../base/random/keyed-source.js";

/** Resamples behind an interval. */
export const RESAMPLES = 2000;

/** The draws are the same each time. */
export const RESAMPLE_SEED = 1;

/** Of the counts summed over a resample: NaN where the resample does not tell it and is passed over; infinite is an end that is open. */
export type Statistic = (sums: Float64Array) => number;

/** Ends of an interval; undefined where it is open on that side, or where no resample tells. */
export interface OpenEnds {
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/**
 * 95 % percentile intervals of statistics, from 2000 resamples of clusters with replacement: cases of a cluster resemble
 * each other, so clusters are drawn, not cases. All statistics see the same resamples.
 *
 * @param clusters counts of each cluster, all of one length; at least one
 */
export function clusterIntervals(
  clusters: readonly Float64Array[],
  statistics: readonly Statistic[],
): readonly OpenEnds[] {
  const stream = keyedSource(RESAMPLE_SEED).family("bootstrap", ["clusters"]).of(0);
  const sums = new Float64Array(clusters[0]?.length ?? 0);
  const drawn = statistics.map(() => new Float64Array(RESAMPLES));
  for (let at = 0; at < RESAMPLES; at += 1) {
    sums.fill(0);
    for (let k = 0; k < clusters.length; k += 1) {
      const counts = clusters[stream.below(clusters.length)];
      for (let cell = 0; cell < sums.length; cell += 1) sums[cell] += counts[cell];
    }
    for (const [which, statistic] of statistics.entries()) drawn[which][at] = statistic(sums);
  }
  return drawn.map((values) => {
    const told = values.filter((value) => !Number.isNaN(value)).sort();
    if (told.length === 0) return { low: undefined, high: undefined };
    return { low: quantile(told, 0.025), high: quantile(told, 0.975) };
  });
}
