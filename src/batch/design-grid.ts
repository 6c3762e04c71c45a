import type { Factor } from "./design.js";
import type { ListScale, Setting } from "./design-scale.js";

/** Combinations of the values of all factors. */
export function gridSize(factors: readonly Factor[]): number {
  return factors.reduce((size, factor) => size * listOf(factor).values.length, 1);
}

/** Every combination of listed values; the last factor changes fastest. */
export function* gridPoints(factors: readonly Factor[]): Iterable<readonly Setting[]> {
  const lists = factors.map((factor) => listOf(factor).values.map((values, level): Setting => ({ values, level })));
  const at = lists.map(() => 0);
  for (let left = gridSize(factors); left > 0; left -= 1) {
    yield lists.map((list, factor) => list[at[factor]]);
    for (let factor = at.length - 1; factor >= 0; factor -= 1) {
      at[factor] += 1;
      if (at[factor] < lists[factor].length) break;
      at[factor] = 0;
    }
  }
}

function listOf({ name, scale }: Factor): ListScale {
  if (scale.kind !== "list") throw new Error(`a grid takes listed values, and ${name} is a range`);
  return scale;
}
