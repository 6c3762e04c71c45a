import { EVERYONE, type View } from "../contract/view.js";

/**
 * The k-th visible agent, in registration order from 0, that is none of `passed`: visible agents, ascending. O(log n) in
 * their number.
 */
export function pickAnother(view: View, passed: readonly number[], k: number): number {
  let low = 0;
  let high = passed.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passed[middle] <= view.pick(k + middle, EVERYONE)) low = middle + 1;
    else high = middle;
  }
  return view.pick(k + low, EVERYONE);
}
