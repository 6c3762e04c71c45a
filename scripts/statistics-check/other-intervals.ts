import { effectSize } from "../../src/analysis/statistics/effect-size.js";
import {
  type Interval,
  type MeanDifference,
  pairedDifference,
  tInterval,
  unpairedDifference,
} from "../../src/analysis/statistics/mean-difference.js";
import { SHAPES } from "../../src/analysis/statistics/shape.js";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { RandomStream } from "../../src/base/random/random-source.js";
import { REPLICATES, SEED } from "./coverage.js";
import { exponential, heavy, normal, POPULATION_OF, type Population, poisson, sample, scaled } from "./populations.js";
import { required } from "./required.js";

/** Coverage of an interval for which there is no choice of method. */
export interface OtherRow {
  readonly interval: string;
  readonly data: string;
  readonly n: number;
  readonly replicates: number;
  readonly covered: number;
}

interface Trial extends Pick<OtherRow, "interval" | "data" | "n"> {
  covers(stream: RandomStream): boolean;
}

const LEVEL = 0.95;
const SIZES = [10, 30, 100];
/** True standardised difference in the rows of effect sizes. */
const EFFECT = 0.5;

const ARMS: readonly (readonly [data: string, control: Population, treatment: Population])[] = [
  ["both normal, spreads 5 : 1", scaled(normal, 5), normal],
  ["both skewed", exponential, exponential],
  ["normal against skewed with 5 times its spread", normal, scaled(exponential, 5)],
  ["both heavy-tailed", heavy, heavy],
  ["both discrete", poisson(1), poisson(1)],
];

const TRIALS: readonly Trial[] = [
  ...ARMS.flatMap(([data, control, treatment]) => SIZES.map((n) => welch(data, n, control, treatment))),
  ...SHAPES.flatMap((shape) => SIZES.map((n) => pairs(shape, n))),
  ...SIZES.map((n) => arms("both normal, one spread", n, normal)),
  ...SIZES.map((n) => arms("both normal, spreads 2 : 1", n, scaled(normal, 2))),
];

export const OTHER_ROWS: readonly number[] = [...TRIALS.keys()];

/** Row `at` of the table. */
export function measureOther(at: number): OtherRow {
  const { interval, data, n, covers } = TRIALS[at];
  const stream = keyedSource(SEED)
    .family("other intervals", [`${interval} ${data} ${n}`])
    .of(0);
  let covered = 0;
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) if (covers(stream)) covered += 1;
  return { interval, data, n, replicates: REPLICATES, covered };
}

function welch(data: string, n: number, control: Population, treatment: Population): Trial {
  const difference = treatment.mean - control.mean;
  const covers = (stream: RandomStream) => {
    const found = required(unpairedDifference(sample(control, n, stream), sample(treatment, n, stream)));
    const interval = tInterval(found, LEVEL);
    return interval.defined && holds(interval.value, difference);
  };
  return { interval: "Welch's t", data, n, covers };
}

function pairs(shape: (typeof SHAPES)[number], n: number): Trial {
  const population = POPULATION_OF[shape];
  const covers = (stream: RandomStream) => {
    const values = standardised(population, n, stream);
    const found = required(
      pairedDifference(
        values.map(() => 0),
        values.map((value) => value + EFFECT),
      ),
    );
    return holdsEffect(found);
  };
  return { interval: "d_z", data: `${shape} differences`, n, covers };
}

/** The effect is in units of the root mean square of both spreads, which is what pooling estimates with equal n. */
function arms(data: string, n: number, control: Population): Trial {
  const deviation = Math.sqrt((control.deviation ** 2 + 1) / 2);
  const covers = (stream: RandomStream) => {
    const treatment = sample(normal, n, stream).map((value) => value + EFFECT * deviation);
    const found = required(unpairedDifference(sample(control, n, stream), treatment));
    return holdsEffect(found);
  };
  return { interval: "g", data, n, covers };
}

function standardised(population: Population, n: number, stream: RandomStream): readonly number[] {
  return sample(population, n, stream).map((value) => (value - population.mean) / population.deviation);
}

/** A sample whose values are all the same has no interval, which counts as a miss. */
function holdsEffect(difference: MeanDifference): boolean {
  const found = effectSize(difference, LEVEL);
  return found.defined && holds(found.value.interval, EFFECT);
}

function holds({ low, high }: Interval, truth: number): boolean {
  return low <= truth && truth <= high;
}
