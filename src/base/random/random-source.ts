/** One sequence of draws. The same stream gives the same draws, whoever else draws from other streams. */
export interface RandomStream {
  /** Uniform in [0 (included), 1 (excluded)). */
  random(): number;
  /** Uniform integer in [0 (included), n (excluded)); n >= 1. */
  below(n: number): number;
  /** Uniform real a + (b - a) random(): in [a (included), b]; rounding alone can reach b. */
  uniform(a: number, b: number): number;
  /** Uniform integer in [a (included), b (included)]. */
  integer(a: number, b: number): number;
  /** Normal with mean `mu` and standard deviation `sd` (>= 0). */
  gauss(mu: number, sd: number): number;
}

/** One stream per index. The object that `of` returns may be a cursor: use it before the next call of `of`. */
export interface StreamFamily {
  of(index: number): RandomStream;
  /** Plain JSON from which `restore` continues every stream exactly. */
  save(): unknown;
  restore(saved: unknown): void;
}

/** Where all randomness of a run comes from. */
export interface RandomSource {
  /**
   * Streams for one purpose, one per id. `ordinal` is how many seeded agents were registered before these ids; only the
   * source that replays the reference system looks at it.
   */
  family(purpose: string, ids: readonly string[], ordinal?: number): StreamFamily;
  /** The same kind of source on another seed (a part of a scenario that carries a seed of its own). */
  withSeed(seed: number): RandomSource;
}
