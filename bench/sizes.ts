/** Named sizes of the mix, with how long each is run. */
export interface Size {
  readonly name: string;
  readonly agents: number;
  readonly epochs: number;
  readonly steps: number;
  /** Runs before any counts, so that what is measured is compiled. */
  readonly warmUp: number;
  /** Interleaved rounds of which the median counts. */
  readonly rounds: number;
  /** Whether `make bench-quick` takes it in. */
  readonly quick: boolean;
}

export const SIZES: readonly Size[] = [
  { name: "tiny", agents: 7, epochs: 500, steps: 12, warmUp: 10, rounds: 31, quick: true },
  { name: "small", agents: 700, epochs: 20, steps: 12, warmUp: 4, rounds: 15, quick: true },
  { name: "medium", agents: 7_000, epochs: 5, steps: 10, warmUp: 2, rounds: 7, quick: true },
  { name: "large", agents: 70_000, epochs: 3, steps: 10, warmUp: 1, rounds: 5, quick: false },
  { name: "huge", agents: 700_000, epochs: 2, steps: 10, warmUp: 0, rounds: 3, quick: false },
];

/** One million agents, run once: time, memory, and whether it can be stopped. */
export const MILLION = { name: "million", agents: 1_000_000, epochs: 5, steps: 10 } as const;
