/** The sums +-v_1 +- ... +- v_k over all 2^k sign patterns, ascending; `values` >= 0, at most 25 of them. */
export function signedSums(values: readonly number[]): Float64Array {
  let sums = new Float64Array(1);
  for (const value of values) sums = shiftedBothWays(sums, value);
  return sums;
}

/** `sums` - value merged with `sums` + value: sorted as both are, without sorting. */
function shiftedBothWays(sums: Float64Array, value: number): Float64Array<ArrayBuffer> {
  const merged = new Float64Array(2 * sums.length);
  let plus = 0;
  let minus = 0;
  for (let at = 0; at < merged.length; at += 1) {
    if (minus < sums.length && sums[minus] - value <= sums[plus] + value) {
      merged[at] = sums[minus] - value;
      minus += 1;
    } else {
      merged[at] = sums[plus] + value;
      plus += 1;
    }
  }
  return merged;
}

/** How many pairs of one element of each have a sum >= `least`; both ascending. */
export function pairsAtLeast(a: Float64Array, b: Float64Array, least: number): number {
  let count = 0;
  let from = b.length;
  for (const value of a) {
    while (from > 0 && value + b[from - 1] >= least) from -= 1;
    count += b.length - from;
  }
  return count;
}
