import {
  type MeanDifference,
  pairedDifference,
  tInterval,
  unpairedDifference,
} from "../../src/analysis/statistics/mean-difference.js";
import { prospect, type Spread, seedsForPower } from "../../src/analysis/statistics/plan.js";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { RandomStream } from "../../src/base/random/random-source.js";
import { REPLICATES, SEED } from "./coverage.js";
import { normal, sample, scaled } from "./populations.js";
import { required } from "./required.js";

/** A planned power, and how often the t interval then left out 0. */
export interface PowerRow {
  readonly data: string;
  readonly seeds: number;
  /** To four digits after the point. */
  readonly planned: number;
  readonly replicates: number;
  readonly found: number;
}

interface Trial {
  readonly data: string;
  readonly spread: Spread;
  readonly effect: number;
  differs(n: number, stream: RandomStream): boolean;
}

const LEVEL = 0.95;
const WANTED = 0.8;

const TRIALS: readonly Trial[] = [pairsWith(1), pairsWith(0.5), unequalArms(1.5)];

export const POWER_ROWS: readonly number[] = [...TRIALS.keys()];

/** Row `at` of the table: the seeds planned for a power of 80 %. */
export function measurePower(at: number): PowerRow {
  const { data, spread, effect, differs } = TRIALS[at];
  const seeds = required(seedsForPower(spread, effect, WANTED, LEVEL));
  const planned = prospect(spread, seeds, LEVEL, effect).power?.at ?? 0;
  const stream = keyedSource(SEED).family("power", [data]).of(0);
  let found = 0;
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) if (differs(seeds, stream)) found += 1;
  return { data, seeds, planned: Number(planned.toFixed(4)), replicates: REPLICATES, found };
}

function pairsWith(effect: number): Trial {
  const differs = (n: number, stream: RandomStream) => {
    const values = sample(normal, n, stream).map((value) => value + effect);
    return leavesOutZero(
      required(
        pairedDifference(
          values.map(() => 0),
          values,
        ),
      ),
    );
  };
  return { data: `pairs, normal, d_z of ${effect}`, spread: known(1, 1), effect, differs };
}

/** Variances 4 and 1: (4 + 1)^2 / (4^2 + 1^2) degrees of freedom per seed. */
function unequalArms(effect: number): Trial {
  const differs = (n: number, stream: RandomStream) => {
    const treatment = sample(normal, n, stream).map((value) => value + effect);
    return leavesOutZero(required(unpairedDifference(sample(scaled(normal, 2), n, stream), treatment)));
  };
  const data = `independent arms, normal, spreads 2 : 1, a difference of ${effect}`;
  return { data, spread: known(Math.sqrt(5), 25 / 17), effect, differs };
}

function known(deviation: number, freedomPerSeed: number): Spread {
  return { deviation, low: deviation, high: deviation, freedomPerSeed };
}

function leavesOutZero(difference: MeanDifference): boolean {
  const { low, high } = required(tInterval(difference, LEVEL));
  return low > 0 || high < 0;
}
