import type { RandomStream } from "../../base/random/random-source.js";
import { type Answer, answer, lacking } from "../statistics/answer.js";
import type { Interval } from "../statistics/mean-difference.js";
import { quantile } from "../statistics/resamples.js";
import { LEVEL } from "./mean-with-interval.js";

/** The figure at the points of a Saltelli design; place j of every column belongs to block j. */
export interface SobolSample {
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** For each factor, A with that factor taken from B. */
  readonly ab: readonly Float64Array[];
}

/** A share of the variance; sampling error can take it below 0 or above 1. */
export interface SobolIndex {
  readonly estimate: number;
  /** Percentile bootstrap over blocks. */
  readonly interval: Answer<Interval>;
}

/** What one factor does to a figure. */
export interface FactorIndices {
  /** Share of the variance that would go if this factor alone were known. */
  readonly first: SobolIndex;
  /** Share that would be left if all factors but this one were known: with everything it does together with others. */
  readonly total: SobolIndex;
}

export interface SobolIndices {
  /** Variance of the figure over A and B. */
  readonly variance: number;
  readonly blocks: number;
  readonly resamples: number;
  /** In the order of the factors. */
  readonly factors: readonly FactorIndices[];
}

/** Resamples: so many that the work stays below about 10^8 steps. */
const MOST_RESAMPLES = 1000;
const FEWEST_RESAMPLES = 200;
const STEPS = 1e8;

/**
 * With y centred: V = mean of (y_A^2 + y_B^2) / 2 less the squared mean; first order mean(y_B (y_AB - y_A)) / V
 * (Saltelli et al. 2010, table 2 b), total mean((y_A - y_AB)^2) / (2 V) (Jansen 1999).
 *
 * @param sample blocks in which all figures are defined
 */
export function sobolIndices({ a, b, ab }: SobolSample, stream: RandomStream): Answer<SobolIndices> {
  const blocks = a.length;
  if (blocks < 2) return lacking("it takes two complete blocks of points");
  const centre = meanOf(a, b);
  // per block: y_A + y_B, y_A^2 + y_B^2, and for each factor the two products
  const terms = [
    Float64Array.from(a, (y, j) => y - centre + (b[j] - centre)),
    Float64Array.from(a, (y, j) => (y - centre) ** 2 + (b[j] - centre) ** 2),
    ...ab.flatMap((column) => [
      Float64Array.from(column, (y, j) => (b[j] - centre) * (y - a[j])),
      Float64Array.from(column, (y, j) => (a[j] - y) ** 2),
    ]),
  ];
  const sums = terms.map((term) => term.reduce((sum, value) => sum + value, 0));
  const variance = varianceOf(sums, blocks);
  if (variance <= (10 * Number.EPSILON * centre) ** 2) return lacking("the figure is the same at all points");
  const resamples = Math.max(FEWEST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(STEPS / (blocks * terms.length))));
  const drawn = bootstrap(terms, stream, resamples);
  const index = (column: number): SobolIndex => ({
    estimate: indexOf(sums, blocks, column),
    interval: percentiles(drawn[column]),
  });
  const factors = ab.map((_, f) => ({ first: index(2 * f), total: index(2 * f + 1) }));
  return answer({ variance, blocks, resamples, factors });
}

/** Column 2f is the first-order index of factor f, 2f + 1 its total index. */
function indexOf(sums: ArrayLike<number>, blocks: number, column: number): number {
  const share = sums[2 + column] / blocks / varianceOf(sums, blocks);
  return column % 2 === 0 ? share : share / 2;
}

function varianceOf(sums: ArrayLike<number>, blocks: number): number {
  return sums[1] / (2 * blocks) - (sums[0] / (2 * blocks)) ** 2;
}

/** The indices of resampled blocks, a column per index. */
function bootstrap(terms: readonly Float64Array[], stream: RandomStream, resamples: number): readonly Float64Array[] {
  const blocks = terms[0].length;
  const drawn = Array.from({ length: terms.length - 2 }, () => new Float64Array(resamples));
  const chosen = new Uint32Array(blocks);
  for (let at = 0; at < resamples; at += 1) {
    for (let j = 0; j < blocks; j += 1) chosen[j] = stream.below(blocks);
    const sums = terms.map((term) => {
      let sum = 0;
      for (let j = 0; j < blocks; j += 1) sum += term[chosen[j]];
      return sum;
    });
    drawn.forEach((column, i) => {
      column[at] = indexOf(sums, blocks, i);
    });
  }
  return drawn;
}

function percentiles(drawn: Float64Array): Answer<Interval> {
  const ascending = drawn.filter(Number.isFinite).sort();
  const [low, high] = [quantile(ascending, (1 - LEVEL) / 2), quantile(ascending, (1 + LEVEL) / 2)];
  if (ascending.length < drawn.length || low === undefined || high === undefined) {
    return lacking("some resamples of the blocks have no variance");
  }
  return answer({ low, high, level: LEVEL });
}

function meanOf(...columns: readonly Float64Array[]): number {
  const counts = columns.reduce((count, column) => count + column.length, 0);
  return columns.reduce((sum, column) => column.reduce((total, y) => total + y, sum), 0) / counts;
}
