import type { Answer } from "../../src/analysis/statistics/answer.js";
import { equivalence } from "../../src/analysis/statistics/equivalence.js";
import { holm } from "../../src/analysis/statistics/holm.js";
import { kolmogorovSmirnov } from "../../src/analysis/statistics/kolmogorov-smirnov.js";
import { labelPermutationTest } from "../../src/analysis/statistics/label-permutation-test.js";
import { mannWhitney } from "../../src/analysis/statistics/mann-whitney.js";
import {
  type MeanDifference,
  pairedDifference,
  tInterval,
  unpairedDifference,
} from "../../src/analysis/statistics/mean-difference.js";
import { signFlipTest } from "../../src/analysis/statistics/sign-flip-test.js";
import { wilcoxonSignedRank } from "../../src/analysis/statistics/wilcoxon-signed-rank.js";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { RandomStream } from "../../src/base/random/random-source.js";
import { REPLICATES, SEED } from "./coverage.js";
import { exponential, heavy, normal, type Population, poisson, sample, scaled } from "./populations.js";
import { required } from "./required.js";

/** How often a test at 5 % rejected a hypothesis that was true. */
export interface RejectionRow {
  readonly test: string;
  readonly data: string;
  /** Whether the test promises 5 % for such data; elsewhere the row shows what happens. */
  readonly promised: boolean;
  readonly replicates: number;
  readonly rejected: number;
}

interface Trial extends Pick<RejectionRow, "test" | "data" | "promised"> {
  rejects(stream: RandomStream): boolean;
}

type Values = readonly number[];
type Draw = (stream: RandomStream) => Values;

/** Random arrangements per test: p comes in steps of 1/1000, which divide 5 % evenly. */
const DRAWS = 999;
const ALPHA = 0.05;

const signFlip = (d: Values, stream: RandomStream) => isSmall(signFlipTest(d, stream, DRAWS));
const signedRank = (d: Values) => isSmall(wilcoxonSignedRank(d));
const pairedT = (d: Values) =>
  leavesOutZero(
    pairedDifference(
      d.map(() => 0),
      d,
    ),
  );
const labels = (c: Values, t: Values, stream: RandomStream) => isSmall(labelPermutationTest(c, t, stream, DRAWS));
const whitney = (c: Values, t: Values) => isSmall(mannWhitney(c, t));
const smirnov = (c: Values, t: Values) => isSmall(kolmogorovSmirnov(c, t));
const welch = (c: Values, t: Values) => leavesOutZero(unpairedDifference(c, t));

const TRIALS: readonly Trial[] = [
  ofPairs("sign flip, exact", signFlip, "12 pairs, normal", of(normal, 12)),
  ofPairs("sign flip, exact", signFlip, "20 pairs, heavy-tailed, spreads from 1 to 20", ofGrowingSpread(20)),
  ofPairs("sign flip, simulated", signFlip, "50 pairs, heavy-tailed", of(heavy, 50)),
  ofPairs("Wilcoxon signed rank, exact", signedRank, "20 pairs, heavy-tailed", of(heavy, 20)),
  ofPairs("Wilcoxon signed rank, normal", signedRank, "60 pairs, normal", of(normal, 60)),
  ofPairs("Wilcoxon signed rank, normal", signedRank, "40 pairs, Poisson less Poisson: ties and zeros", ofCounts(40)),
  ofPairs("t interval without 0", pairedT, "5 pairs, normal", of(normal, 5)),
  ofArms("label permutation, exact", labels, "6 and 7, exponential", of(exponential, 6), of(exponential, 7)),
  ofArms("label permutation, simulated", labels, "20 and 30, heavy-tailed", of(heavy, 20), of(heavy, 30)),
  ofArms("Mann-Whitney, exact", whitney, "20 and 25, exponential", of(exponential, 20), of(exponential, 25)),
  ofArms("Mann-Whitney, normal", whitney, "30 and 40, Poisson: ties", of(poisson(3), 30), of(poisson(3), 40)),
  ofArms("Kolmogorov-Smirnov, exact", smirnov, "37 and 50, normal", of(normal, 37), of(normal, 50)),
  ofArms(
    "Welch's t interval without 0",
    welch,
    "10 and 30, normal, spreads 5 : 1",
    of(scaled(normal, 5), 10),
    of(normal, 30),
  ),
  {
    test: "equivalence (TOST)",
    data: "30 pairs, normal, difference equal to the margin",
    promised: true,
    rejects: (stream) => isEquivalent(sample(normal, 30, stream)),
  },
  {
    test: "Holm, any of 4 true hypotheses",
    data: "sign flips of 15 pairs, normal",
    promised: true,
    rejects: (stream) => holmOf([0, 0, 0, 0], stream).includes(true),
  },
  {
    test: "Holm, any of 3 true hypotheses beside a false one",
    data: "sign flips of 15 pairs, normal",
    promised: true,
    rejects: (stream) => holmOf([0, 0, 0, 3], stream).slice(0, 3).includes(true),
  },
  ...[10, 20, 100].map((n) =>
    beyond(ofPairs("sign flip", signFlip, `${n} pairs, exponential with mean 0: not symmetric`, ofCentred(n))),
  ),
  beyond(
    ofArms("label permutation", labels, "15 and 40, normal, spreads 5 : 1", of(scaled(normal, 5), 15), of(normal, 40)),
  ),
  beyond(
    ofArms("Kolmogorov-Smirnov, exact", smirnov, "37 and 50, Poisson: ties", of(poisson(3), 37), of(poisson(3), 50)),
  ),
];

export const REJECTION_ROWS: readonly number[] = [...TRIALS.keys()];

/** Row `at` of the table. */
export function measureRejection(at: number): RejectionRow {
  const { test, data, promised, rejects } = TRIALS[at];
  const stream = keyedSource(SEED)
    .family("rejections", [`${test} ${data}`])
    .of(0);
  let rejected = 0;
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) if (rejects(stream)) rejected += 1;
  return { test, data, promised, replicates: REPLICATES, rejected };
}

function ofPairs(test: string, decide: (d: Values, stream: RandomStream) => boolean, data: string, draw: Draw): Trial {
  return { test, data, promised: true, rejects: (stream) => decide(draw(stream), stream) };
}

function ofArms(
  test: string,
  decide: (control: Values, treatment: Values, stream: RandomStream) => boolean,
  data: string,
  control: Draw,
  treatment: Draw,
): Trial {
  return { test, data, promised: true, rejects: (stream) => decide(control(stream), treatment(stream), stream) };
}

function beyond(trial: Trial): Trial {
  return { ...trial, promised: false };
}

function of(population: Population, n: number): Draw {
  return (stream) => sample(population, n, stream);
}

function ofGrowingSpread(n: number): Draw {
  return (stream) => sample(heavy, n, stream).map((value, i) => value * (i + 1));
}

function ofCentred(n: number): Draw {
  return (stream) => sample(exponential, n, stream).map((value) => value - exponential.mean);
}

function ofCounts(n: number): Draw {
  return (stream) => sample(poisson(3), n, stream).map((count) => count - poisson(3).draw(stream));
}

function isSmall(found: Answer<{ readonly p: number }>): boolean {
  return required(found).p <= ALPHA;
}

function leavesOutZero(difference: Answer<MeanDifference>): boolean {
  const { low, high } = required(tInterval(required(difference), 1 - ALPHA));
  return low > 0 || high < 0;
}

function isEquivalent(noise: Values): boolean {
  const margin = 1;
  const difference = pairedDifference(
    noise.map(() => 0),
    noise.map((value) => value + margin),
  );
  return required(equivalence(required(difference), margin, ALPHA)).verdict === "equivalent";
}

/** Which of the hypotheses "the mean is 0" Holm rejects, where the means are `means`. */
function holmOf(means: Values, stream: RandomStream): readonly boolean[] {
  const ps = means.map((mean) => {
    return required(
      signFlipTest(
        sample(normal, 15, stream).map((value) => value + mean),
        stream,
        DRAWS,
      ),
    ).p;
  });
  return holm(ps).map((p) => p !== undefined && p <= ALPHA);
}
