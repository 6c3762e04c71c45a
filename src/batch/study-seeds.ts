import type { StudyFile } from "./study-schema.js";

/** The block of seeds that every point is run with. */
export interface Seeds {
  readonly count: number;
  /** The seed at a position, 0 (included) to count (excluded). */
  at(position: number): number;
  /** Least distance of any two; infinite for one alone. */
  readonly gap: number;
}

export function seedsOf(given: StudyFile["seeds"]): Seeds {
  if (isList(given)) {
    const sorted = given.toSorted((a, b) => a - b);
    const gap = sorted.slice(1).reduce((least, seed, i) => Math.min(least, seed - sorted[i]), Number.POSITIVE_INFINITY);
    return { count: given.length, at: (position) => given[position], gap };
  }
  const { start = 1, count, step = 1 } = given;
  return { count, at: (position) => start + position * step, gap: count === 1 ? Number.POSITIVE_INFINITY : step };
}

function isList(given: StudyFile["seeds"]): given is readonly number[] {
  return Array.isArray(given);
}
