import { keyedSource } from "../base/random/keyed-source.js";
import type { Factor } from "./design.js";
import { type Setting, settingAt } from "./design-scale.js";

/** Points that belong together: A, B, and for each factor A with that factor taken from B. */
export function saltelliBlock(factors: number): number {
  return factors + 2;
}

export function saltelliSize(factors: readonly Factor[], count: number): number {
  return count * saltelliBlock(factors.length);
}

/** What the point at `index` is within its block: `A`, `B`, or `AB:` and the factor that A has from B. */
export function saltelliSample(factors: readonly Factor[], index: number): string {
  const place = index % saltelliBlock(factors.length);
  return place < 2 ? ["A", "B"][place] : `AB:${factors[place - 2].name}`;
}

/**
 * `count` blocks of `saltelliBlock` points, block by block (Saltelli et al. 2010). A and B are drawn independently and at
 * random, not quasi-randomly: blocks are then a sample, and resampling them gives intervals that mean what they say.
 */
export function* saltelliPoints(factors: readonly Factor[], count: number, seed: number): Iterable<readonly Setting[]> {
  const names = factors.map(({ name }) => name);
  const source = keyedSource(seed);
  const [streamsA, streamsB] = [source.family("design/saltelli A", names), source.family("design/saltelli B", names)];
  for (let base = 0; base < count; base += 1) {
    const a = factors.map(({ scale }, factor) => settingAt(scale, streamsA.of(factor).random()));
    const b = factors.map(({ scale }, factor) => settingAt(scale, streamsB.of(factor).random()));
    yield a;
    yield b;
    for (let factor = 0; factor < factors.length; factor += 1) yield a.with(factor, b[factor]);
  }
}
