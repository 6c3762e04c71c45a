import { keyedSource } from "../base/random/keyed-source.js";
import type { RandomStream } from "../base/random/random-source.js";
import type { Factor } from "./design.js";
import { type Setting, settingAt } from "./design-scale.js";

/**
 * `count` points of which, for every factor, exactly one lies in each of `count` equal parts of its scale (McKay, Beckman
 * and Conover 1979): the parts are shuffled for each factor by itself, the place within a part is uniform.
 */
export function* latinHypercubePoints(
  factors: readonly Factor[],
  count: number,
  seed: number,
): Iterable<readonly Setting[]> {
  const names = factors.map(({ name }) => name);
  const source = keyedSource(seed);
  const orders = source.family("design/latin hypercube order", names);
  const places = source.family("design/latin hypercube place", names);
  const parts = factors.map((_, factor) => shuffled(count, orders.of(factor)));
  for (let point = 0; point < count; point += 1) {
    yield factors.map(({ scale }, factor) =>
      settingAt(scale, (parts[factor][point] + places.of(factor).random()) / count),
    );
  }
}

/** 0 to count - 1 in random order (Fisher and Yates). */
function shuffled(count: number, stream: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = stream.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
