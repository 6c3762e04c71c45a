import { wilson } from "../../judges/measure/wilson.js";
import type { EvaluationCase, Reading } from "./case.js";
import type { Ends } from "./closed-intervals.js";
import { clusterIntervals, type OpenEnds } from "./cluster-bootstrap.js";
import { clustersOf } from "./clusters.js";
import type { Measure, Tally } from "./measures.js";

/**
 * How the interval that is shown was made:
 * - `wilson`: Wilson's score interval; every group has one case
 * - `cluster bootstrap`: groups drawn, as some of them have several cases
 * - `wilson over groups`: the same cases, but all groups alike, or only one, of which resamples cannot tell a spread:
 *   Wilson's interval as if each group were one case
 * - `mean of data sets`: from the intervals of the data sets' own figures
 * - `ends of both rates`: of F1, from the intervals of the two rates it is made of; wider than it need be
 */
export type RateMethod =
  | "wilson"
  | "cluster bootstrap"
  | "wilson over groups"
  | "mean of data sets"
  | "ends of both rates";

/** The 95 % interval that is shown, and its method. */
export interface ShownInterval extends Ends {
  readonly method: RateMethod;
}

/** A share over some cases. */
export interface Rate extends Tally {
  /** Groups with a case that says something of it. */
  readonly groups: number;
  /** Undefined of nothing, as is all that follows. */
  readonly value: number | undefined;
  readonly interval: ShownInterval | undefined;
  /** Wilson's interval over single cases, whatever is shown: verdicts ask both. */
  readonly wilson: Ends | undefined;
}

/** The share of every measure over the cases, in one reading, which must be known. */
export function ratesOf(
  cases: readonly EvaluationCase[],
  measures: readonly Measure[],
  reading: Reading,
): ReadonlyMap<string, Rate> {
  const clusters = clustersOf(cases).map((cluster) => countsOf(cluster, measures, reading));
  const drawn =
    clusters.length === 0
      ? []
      : clusterIntervals(
          clusters,
          measures.map((_, at) => (sums) => sums[3 * at] / sums[3 * at + 1]),
        );
  return new Map(
    measures.map(({ name }, at) => {
      const [hits, of, told] = [0, 1, 2].map((cell) =>
        clusters.reduce((sum, counts) => sum + counts[3 * at + cell], 0),
      );
      const groups = clusters.filter((counts) => counts[3 * at + 1] > 0).length;
      return [name, rate({ hits, of }, groups, told === groups && of === told, drawn[at])];
    }),
  );
}

/** Per measure: hits, what they are among, and cases that say something of it. */
function countsOf(cluster: readonly EvaluationCase[], measures: readonly Measure[], reading: Reading): Float64Array {
  const counts = new Float64Array(3 * measures.length);
  for (const one of cluster) {
    for (const [at, measure] of measures.entries()) {
      const { hits, of } = measure.tally(one, reading);
      counts[3 * at] += hits;
      counts[3 * at + 1] += of;
      counts[3 * at + 2] += Number(of > 0);
    }
  }
  return counts;
}

function rate({ hits, of }: Tally, groups: number, single: boolean, drawn: OpenEnds | undefined): Rate {
  const cases = wilsonEnds(hits, of);
  if (cases === undefined) return { hits, of, groups, value: undefined, interval: undefined, wilson: undefined };
  const value = hits / of;
  const interval = single ? { ...cases, method: "wilson" as const } : clustered(value, groups, drawn);
  return { hits, of, groups, value, interval, wilson: cases };
}

function clustered(value: number, groups: number, { low, high }: Partial<OpenEnds> = {}): ShownInterval | undefined {
  if (low !== undefined && high !== undefined && low < high) return { low, high, method: "cluster bootstrap" };
  const alike = wilsonEnds(value * groups, groups);
  return alike && { ...alike, method: "wilson over groups" };
}

function wilsonEnds(hits: number, of: number): Ends | undefined {
  const { low, high } = wilson(hits, of);
  return low === undefined || high === undefined ? undefined : { low, high };
}
