import { keyedSource } from "../base/random/keyed-source.js";
import { shuffledIndices } from "../base/random/shuffled.js";
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
  const parts = factors.map((_, factor) => shuffledIndices(count, orders.of(factor)));
  for (let point = 0; point < count; point += 1) {
    yield factors.map(({ scale }, factor) =>
      settingAt(scale, (parts[factor][point] + places.of(factor).random()) / count),
    );
  }
}
