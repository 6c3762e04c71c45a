import { MersenneTwister } from "./mersenne-twister.js";
import type { RandomSource, StreamFamily } from "./random-source.js";

/** Purposes that draw from the one orchestrator stream of the reference system. */
const SHARED = new Set(["observables", "observation_noise", "schedule"]);

/** All indices draw from one stream. */
function single(stream: MersenneTwister): StreamFamily {
  return { of: () => stream, save: () => stream.save(), restore: (saved) => stream.restore(saved) };
}

/** Index i draws from a generator of its own, made at its first draw and seeded `firstSeed + i`. */
function consecutive(firstSeed: number): StreamFamily {
  const streams: MersenneTwister[] = [];
  const of = (index: number): MersenneTwister => {
    streams[index] ??= new MersenneTwister(firstSeed + index);
    return streams[index];
  };
  return {
    of,
    save: () => Object.entries(streams).map(([index, stream]) => [Number(index), stream.save()]),
    restore: (saved) => {
      streams.length = 0;
      for (const [index, state] of saved as [number, unknown][]) of(index).restore(state);
    },
  };
}

/**
 * The stream layout of the reference system: the orchestrator on `seed`, the k-th seeded agent (from 1) on `seed + k`,
 * every other purpose on a generator of its own that starts from `seed` again. Neighbouring seeds therefore share agent
 * streams: replicates need seeds further apart than there are agents.
 */
export function cpythonSource(seed: number): RandomSource {
  const orchestrator = single(new MersenneTwister(seed));
  return {
    family(purpose, _ids, ordinal = 0) {
      if (purpose === "agent") return consecutive(seed + ordinal + 1);
      return SHARED.has(purpose) ? orchestrator : single(new MersenneTwister(seed));
    },
    withSeed: cpythonSource,
  };
}
