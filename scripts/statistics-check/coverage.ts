import { METHODS, type Method, meanInterval } from "../../src/analysis/statistics/mean-interval.js";
import { resample } from "../../src/analysis/statistics/resamples.js";
import { SHAPES, type Shape, shapeOf } from "../../src/analysis/statistics/shape.js";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import { POPULATION_OF, sample } from "./populations.js";

/** Intervals of one method over many samples: how many missed the mean, and on which side of them it was. */
interface Misses {
  readonly meanBelow: number;
  readonly meanAbove: number;
  /** Samples in which the t interval stood in. */
  readonly standIn: number;
  /** Mean width, to three digits after the point. */
  readonly width: number;
}

/** One population and n, split by the shape that the samples were taken for. */
export interface CoverageRow {
  readonly shape: Shape;
  readonly n: number;
  readonly resamples: number;
  readonly replicates: number;
  /** Samples whose values were all the same: no interval. */
  readonly withoutSpread: number;
  readonly takenFor: Readonly<Partial<Record<Shape, TakenFor>>>;
}

export interface TakenFor {
  readonly samples: number;
  readonly methods: Readonly<Record<Method, Misses>>;
}

export const SEED = 1;
export const REPLICATES = 10_000;
const LEVEL = 0.95;

/** What `make statistics-check` measures; the last row shows what the number of resamples changes. */
export const COVERAGE_PLAN: readonly Pick<CoverageRow, "shape" | "n" | "resamples">[] = [
  ...SHAPES.flatMap((shape) => [5, 10, 20, 30, 50, 100].map((n) => ({ shape, n, resamples: 999 }))),
  { shape: "skewed", n: 10, resamples: 9_999 },
];

export function measureCoverage({ shape, n, resamples }: (typeof COVERAGE_PLAN)[number]): CoverageRow {
  const population = POPULATION_OF[shape];
  const stream = keyedSource(SEED)
    .family("coverage", [`${shape} ${n} ${resamples}`])
    .of(0);
  const tallies = new Map<Shape, Tally>();
  let withoutSpread = 0;
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const values = sample(population, n, stream);
    const found = resample(values, stream, resamples);
    if (!found.defined) {
      withoutSpread += 1;
      continue;
    }
    const taken = shapeOf(values);
    const tally = tallies.get(taken) ?? new Tally();
    tallies.set(taken, tally);
    tally.samples += 1;
    for (const method of METHODS) tally.add(method, meanInterval(method, found.value, LEVEL), population.mean);
  }
  const takenFor = Object.fromEntries(
    SHAPES.flatMap((taken) => {
      const tally = tallies.get(taken);
      return tally === undefined ? [] : [[taken, tally.result()]];
    }),
  );
  return { shape, n, resamples, replicates: REPLICATES, withoutSpread, takenFor };
}

class Tally {
  samples = 0;
  private readonly sums = new Map(
    METHODS.map((method) => [method, { meanBelow: 0, meanAbove: 0, standIn: 0, width: 0 }]),
  );

  add(method: Method, { interval, standIn }: ReturnType<typeof meanInterval>, mean: number): void {
    const sums = this.sums.get(method);
    if (sums === undefined) throw new Error(`no tally for ${method}`);
    if (mean < interval.low) sums.meanBelow += 1;
    if (mean > interval.high) sums.meanAbove += 1;
    if (standIn !== undefined) sums.standIn += 1;
    sums.width += interval.high - interval.low;
  }

  result(): TakenFor {
    const entries = [...this.sums].map(([method, sums]) => {
      return [method, { ...sums, width: Number((sums.width / this.samples).toFixed(3)) }];
    });
    return { samples: this.samples, methods: Object.fromEntries(entries) };
  }
}
