/**
 * The least two-sided p that flipping signs can give: 2 / 2^n, as of the 2^n equally likely sign patterns two are the
 * most extreme ones. `pairs` >= 0; without any, 1.
 */
export function leastReachableP(pairs: number): number {
  return Math.min(1, 2 / 2 ** pairs);
}

/**
 * What to say beside a p-value when it cannot come below `alpha` (after Holm's correction of `comparisons` >= 1 tests,
 * whose smallest p is multiplied by their number); `undefined` when it can.
 */
export function unreachable(pairs: number, alpha: number, comparisons = 1): string | undefined {
  const least = Math.min(1, leastReachableP(pairs) * comparisons);
  if (least < alpha) return undefined;
  let needed = pairs;
  while (leastReachableP(needed) * comparisons >= alpha) needed += 1;
  const tests = comparisons === 1 ? "" : ` after correction for ${comparisons} comparisons`;
  const have = pairs === 1 ? "1 pair" : `${pairs} pairs`;
  return `with ${have} p < ${alpha} cannot be reached${tests}: the least possible p is ${Number(least.toPrecision(3))}; it takes ${needed} pairs`;
}
