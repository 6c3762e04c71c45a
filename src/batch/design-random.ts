import { keyedSource } from "../base/random/keyed-source.js";
import type { Factor } from "./design.js";
import { type Setting, settingAt } from "./design-scale.js";

/** `count` points, each factor drawn by itself. A factor that is added leaves the draws of the others alone. */
export function* randomPoints(factors: readonly Factor[], count: number, seed: number): Iterable<readonly Setting[]> {
  const names = factors.map(({ name }) => name);
  const streams = keyedSource(seed).family("design/random", names);
  for (let point = 0; point < count; point += 1) {
    yield factors.map(({ scale }, factor) => settingAt(scale, streams.of(factor).random()));
  }
}
