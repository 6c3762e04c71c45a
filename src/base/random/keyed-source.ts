import { AleaColumns } from "./alea-columns.js";
import type { RandomSource } from "./random-source.js";

/**
 * The default source. Every stream is keyed by (seed, purpose, id): switching a lever on or adding an agent moves nobody
 * else's draws. The parts are joined by a character that no id can hold, so no two keys coincide.
 */
export function keyedSource(seed: number): RandomSource {
  return {
    family: (purpose, ids) => new AleaColumns(ids.length, (i) => `${seed}\n${purpose}\n${ids[i]}`),
    withSeed: keyedSource,
  };
}
