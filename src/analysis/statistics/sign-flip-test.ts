import type { RandomStream } from "../../base/random/random-source.js";
import { type Answer, answer, lacking } from "./answer.js";
import { DRAWS, type PermutationTest, simulated } from "./permutation-test.js";
import { leastReachableP } from "./reachable-p.js";
import { pairsAtLeast, signedSums } from "./signed-sums.js";

/** Up to this many differences all 2^n sign patterns count, as 2^(n/2) sums of one half met with those of the other. */
const LARGEST_EXACT = 32;

/** Sums closer than this share of the sum of all sizes are the same sum: rounding must not break ties. */
const TIE = 1e-12;

/**
 * Sign-flip permutation test of "the mean difference is 0" from one difference per pair, two-sided. Exact under its own
 * hypothesis, that each difference is as likely d as -d, whatever the spreads; elsewhere approximate for the mean,
 * as the t interval is. It is the studentised test: flipping signs keeps the sum of squares Q, so the statistic
 * t^2 = (n - 1) S^2 / (n Q - S^2) grows with |S| alone and the sums S give the same p. Differences of 0 have no sign and change nothing; if all are 0, p is 1.
 *
 * `stream` is drawn from only past 32 differences other than 0, for `draws` random patterns (>= 1).
 */
export function signFlipTest(
  differences: readonly number[],
  stream: RandomStream,
  draws: number = DRAWS,
): Answer<PermutationTest> {
  if (differences.length === 0) return lacking("there are no pairs");
  const sizes = differences.filter((value) => value !== 0).map(Math.abs);
  const seen = Math.abs(differences.reduce((sum, value) => sum + value, 0));
  const least = seen - TIE * sizes.reduce((sum, value) => sum + value, 0);
  if (sizes.length > LARGEST_EXACT) return answer(simulated(countDraws(sizes, least, stream, draws), draws));
  const arrangements = 2 ** sizes.length;
  return answer({
    p: countAll(sizes, least) / arrangements,
    least: leastReachableP(sizes.length),
    method: { kind: "exact", arrangements },
  });
}

/** Patterns with |sum| >= `least`, of all 2^n: twice those with sum >= `least`, as patterns come in opposite twins. */
function countAll(sizes: readonly number[], least: number): number {
  if (least <= 0) return 2 ** sizes.length;
  const half = sizes.length >> 1;
  return 2 * pairsAtLeast(signedSums(sizes.slice(0, half)), signedSums(sizes.slice(half)), least);
}

/** Of `draws` random patterns those with |sum| >= `least`. A random pattern of 8 signs is a random one of their 256 sums. */
function countDraws(sizes: readonly number[], least: number, stream: RandomStream, draws: number): number {
  const groups: Float64Array[] = [];
  for (let from = 0; from < sizes.length; from += 8) groups.push(signedSums(sizes.slice(from, from + 8)));
  let count = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    let bits = 0;
    for (let g = 0; g < groups.length; g += 1) {
      if (g % 4 === 0) bits = stream.below(2 ** 32);
      const sums = groups[g];
      sum += sums[bits & (sums.length - 1)];
      bits >>>= 8;
    }
    if (Math.abs(sum) >= least) count += 1;
  }
  return count;
}
