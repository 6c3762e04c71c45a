import type { RandomStream } from "./random-source.js";

/** A copy of the list in a drawn order; every order is equally likely (Fisher and Yates). */
export function shuffled<T>(list: readonly T[], stream: RandomStream): T[] {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const at = stream.below(last + 1);
    [order[at], order[last]] = [order[last], order[at]] as [T, T];
  }
  return order;
}
