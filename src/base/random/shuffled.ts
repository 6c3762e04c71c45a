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

/** The numbers from 0 to `size` - 1 in a drawn order. */
export function shuffledIndices(size: number, stream: RandomStream): number[] {
  return shuffled(
    Array.from({ length: size }, (_, at) => at),
    stream,
  );
}
