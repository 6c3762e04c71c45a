import type { RandomStream } from "../../base/random/random-source.js";
import { type Answer, answer, lacking } from "./answer.js";
import { momentsOf } from "./moments.js";
import { DRAWS, type PermutationTest, simulated } from "./permutation-test.js";

/** Up to this many ways to deal the values to the arms, all of them count. */
const LARGEST_EXACT = 100_000;

/** Statistics closer than this share are the same, as are means closer than this share of the data's size. */
const TIE = 1e-9;

/**
 * Permutation test of "both means are equal" for independent arms, two-sided. The statistic is Welch's
 * t = (mean_t - mean_c) / sqrt(s_c^2 / n_c + s_t^2 / n_t), worked out anew for each way to deal the values to the arms:
 * exact where the arms have one distribution, and right in the limit where only the means agree (Janssen 1997, Chung and
 * Romano 2013). An arrangement without spread in either arm is the most extreme one unless its means agree too.
 * Needs 2 values in each arm; if all values are equal, p is 1.
 *
 * `stream` is drawn from only past 100,000 arrangements, for `draws` random ones (>= 1).
 */
export function labelPermutationTest(
  control: readonly number[],
  treatment: readonly number[],
  stream: RandomStream,
  draws: number = DRAWS,
): Answer<PermutationTest> {
  if (control.length < 2 || treatment.length < 2) return lacking("each arm needs two values");
  const [first, second] = control.length <= treatment.length ? [control, treatment] : [treatment, control];
  const values = standardised([...first, ...second]);
  if (values === undefined) return answer({ p: 1, least: 1, method: { kind: "exact", arrangements: 1 } });
  const statistic = welch(values, first.length);
  const seen = statistic(...sums(values, first.length)) * (1 - TIE);
  const arrangements = choose(values.length, first.length);
  if (arrangements > LARGEST_EXACT) {
    return answer(simulated(countDraws(values, first.length, statistic, seen, stream, draws), draws));
  }
  const { extreme, most } = countAll(values, first.length, statistic, seen);
  return answer({ p: extreme / arrangements, least: most / arrangements, method: { kind: "exact", arrangements } });
}

/** Mean 0 and largest size 1, so that squares stay in range; `undefined` where all are equal. */
function standardised(values: readonly number[]): Float64Array | undefined {
  const { mean } = momentsOf(values);
  const shifted = Float64Array.from(values, (value) => value - mean);
  const scale = shifted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (scale <= 10 * Number.EPSILON * Math.abs(mean)) return undefined;
  return shifted.map((value) => value / scale);
}

/** t^2 from the sum and the sum of squares of the smaller arm, which fix those of the other. */
type Statistic = (sum: number, squares: number) => number;

function welch(values: Float64Array, small: number): Statistic {
  const large = values.length - small;
  const [total, totalSquares] = sums(values, values.length);
  return (sum, squares) => {
    const rest = total - sum;
    const spread =
      deviations(squares, sum, small) / (small * (small - 1)) +
      deviations(totalSquares - squares, rest, large) / (large * (large - 1));
    const gap = Math.abs(sum / small - rest / large);
    if (gap < TIE) return 0;
    return spread > 0 ? gap ** 2 / spread : Number.POSITIVE_INFINITY;
  };
}

/** Sum of squared deviations; 0 where it is what rounding leaves of it. */
function deviations(squares: number, sum: number, n: number): number {
  const part = squares - sum ** 2 / n;
  return part > 1e-14 * squares ? part : 0;
}

/** Sum and sum of squares of the first `count` values. */
function sums(values: Float64Array, count: number): [sum: number, squares: number] {
  const head = values.subarray(0, count);
  return [head.reduce((sum, value) => sum + value, 0), head.reduce((sum, value) => sum + value * value, 0)];
}

/** Of `draws` random choices of `small` values, those at least as extreme as `seen`. Shuffles `values`. */
function countDraws(
  values: Float64Array,
  small: number,
  statistic: Statistic,
  seen: number,
  stream: RandomStream,
  draws: number,
): number {
  let extreme = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < small; i += 1) {
      const j = i + stream.below(values.length - i);
      const value = values[j];
      values[j] = values[i];
      values[i] = value;
      sum += value;
      squares += value * value;
    }
    if (statistic(sum, squares) >= seen) extreme += 1;
  }
  return extreme;
}

/** Of all choices of `small` values, those at least as extreme as `seen`, and those that are the most extreme. */
function countAll(values: Float64Array, small: number, statistic: Statistic, seen: number) {
  let extreme = 0;
  let most = 0;
  let largest = -1;
  const descend = (from: number, missing: number, sum: number, squares: number): void => {
    if (missing > 0) {
      for (let i = from; i <= values.length - missing; i += 1) {
        descend(i + 1, missing - 1, sum + values[i], squares + values[i] * values[i]);
      }
      return;
    }
    const value = statistic(sum, squares);
    if (value >= seen) extreme += 1;
    if (value * (1 - TIE) > largest) [largest, most] = [value, 0];
    if (value >= largest * (1 - TIE)) most += 1;
  };
  descend(0, small, 0, 0);
  return { extreme, most };
}

/** n over k; once it is past the limit of what is gone through, something past it. */
function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k && ways <= LARGEST_EXACT; i += 1) ways = (ways * (n - k + i)) / i;
  return Math.round(ways);
}
