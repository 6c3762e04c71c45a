import { type EvaluationCase, isKnown, READINGS, type Reading } from "./case.js";
import { cutEnds, differenceEnds, type WithEnds } from "./closed-intervals.js";
import { clusterIntervals, type OpenEnds } from "./cluster-bootstrap.js";
import { clustersOf } from "./clusters.js";
import { MEASURES, type Measure } from "./measures.js";
import { type Rate, ratesOf } from "./rates.js";

/**
 * How the interval of a change was made: by drawing groups, of which each brings its cases of both evaluations; or, where
 * resamples cannot tell its spread (a rate is 0 or 1, or all groups changed alike), in closed form from the intervals of the two rates.
 */
type ChangeMethod = "cluster bootstrap" | "closed form";

/** A figure of two evaluations with its 95 % interval; an end that is undefined is open. */
export interface Change {
  readonly value: number | undefined;
  readonly interval: (OpenEnds & { readonly method: ChangeMethod }) | undefined;
  /** The closed form from the two rates, whatever is shown: verdicts ask both. */
  readonly closed: OpenEnds | undefined;
}

export interface Comparison {
  readonly before: Rate;
  readonly after: Rate;
  /** after - before. */
  readonly difference: Change;
  /** 1 - after / before: the share of the rate that is gone; undefined where the rate was 0 before. */
  readonly cut: Change;
}

export type Changes = Readonly<Partial<Record<Reading, Readonly<Record<string, Comparison>>>>>;

/**
 * What changed between two evaluations of the same prompts, over all of them, in the readings that both know.
 *
 * @param before cases of the same prompts as `after` by id, see `pairingFaults`
 */
export function changesBetween(before: readonly EvaluationCase[], after: readonly EvaluationCase[]): Changes {
  const readings = READINGS.filter((reading) => isKnown(before, reading) && isKnown(after, reading));
  return Object.fromEntries(readings.map((reading) => [reading, changesIn(before, after, reading)]));
}

/** Why two evaluations cannot be paired prompt by prompt; empty where they can. */
export function pairingFaults(before: readonly EvaluationCase[], after: readonly EvaluationCase[]): readonly string[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const ids = new Set(after.map(({ id }) => id));
  return [
    ...before.filter(({ id }) => !ids.has(id)).map(({ id }) => `the prompt ${id} was evaluated before, but is not now`),
    ...after.flatMap((one) => {
      const other = known.get(one.id);
      if (other === undefined) return [`the prompt ${one.id} is evaluated now, but was not before`];
      const same = other.harmful === one.harmful && other.group === one.group && other.dataset === one.dataset;
      return same ? [] : [`the prompt ${one.id} has another kind, group or data set than before`];
    }),
  ];
}

/** What changed in one reading, which both must know. @param measures that are compared */
export function changesIn(
  before: readonly EvaluationCase[],
  after: readonly EvaluationCase[],
  reading: Reading,
  measures: readonly Measure[] = MEASURES,
): Readonly<Record<string, Comparison>> {
  const known = new Map(before.map((one) => [one.id, one]));
  const pairs = clustersOf(after).map((cluster) => {
    const counts = new Float64Array(4 * measures.length);
    for (const one of cluster) {
      const earlier = known.get(one.id);
      if (earlier === undefined) throw new Error(`the prompt ${one.id} was not evaluated before`);
      for (const [at, measure] of measures.entries()) add(counts, 4 * at, measure, [earlier, one], reading);
    }
    return counts;
  });
  const [old, young] = [ratesOf(before, measures, reading), ratesOf(after, measures, reading)];
  const drawn = clusterIntervals(
    pairs,
    measures.flatMap((_, at) => {
      const share = (sums: Float64Array, cell: number) => sums[4 * at + cell] / sums[4 * at + cell + 1];
      return [
        (sums: Float64Array) => share(sums, 2) - share(sums, 0),
        (sums: Float64Array) => cutOf(share(sums, 0), share(sums, 2)),
      ];
    }),
  );
  return Object.fromEntries(
    measures.flatMap(({ name }, at) => {
      const [first, second] = [old.get(name), young.get(name)];
      if (first === undefined || second === undefined) return [];
      return [[name, comparison(first, second, drawn[2 * at], drawn[2 * at + 1])]];
    }),
  );
}

/** A resample in which there was nothing to cut counts as one in which nothing was gained. */
function cutOf(before: number, after: number): number {
  return before === 0 ? Number.NEGATIVE_INFINITY : 1 - after / before;
}

function add(
  counts: Float64Array,
  from: number,
  measure: Measure,
  cases: readonly EvaluationCase[],
  reading: Reading,
): void {
  for (const [which, one] of cases.entries()) {
    const { hits, of } = measure.tally(one, reading);
    counts[from + 2 * which] += hits;
    counts[from + 2 * which + 1] += of;
  }
}

const NONE: Change = { value: undefined, interval: undefined, closed: undefined };

function comparison(before: Rate, after: Rate, difference: OpenEnds, cut: OpenEnds): Comparison {
  const [first, second] = [withEnds(before), withEnds(after)];
  if (first === undefined || second === undefined) return { before, after, difference: NONE, cut: NONE };
  const told = [before, after].every(({ hits, of }) => hits > 0 && hits < of);
  const change = (value: number, drawn: OpenEnds, closed: OpenEnds | undefined): Change => {
    const spread = drawn.low !== drawn.high;
    if (told && spread) return { value, interval: { ...drawn, method: "cluster bootstrap" }, closed };
    return { value, interval: closed && { ...closed, method: "closed form" }, closed };
  };
  return {
    before,
    after,
    difference: change(second.value - first.value, difference, differenceEnds(first, second)),
    cut: first.value === 0 ? NONE : change(1 - second.value / first.value, cut, cutEnds(first, second)),
  };
}

function withEnds({ value, interval }: Rate): WithEnds | undefined {
  return value === undefined || interval === undefined ? undefined : { value, low: interval.low, high: interval.high };
}
