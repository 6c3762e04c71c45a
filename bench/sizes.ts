/** Named sizes of the mix, with how long each is run. */
export interface Size {
  readonly name: string;
  readonly agents: number;
  readonly epochs: number;
  readonly steps: number;
  /** Interleaved rounds of which the median counts. */
  readonly rounds: number;
}

export const SIZES: readonly Size[] = [
  { name: "tiny", agents: 7, epochs: 1_500, steps: 12, rounds: 7 },
  { name: "small", agents: 700, epochs: 20, steps: 12, rounds: 7 },
  { name: "medium", agents: 7_000, epochs: 5, steps: 10, rounds: 5 },
  { name: "large", agents: 70_000, epochs: 3, steps: 10, rounds: 3 },
  { name: "huge", agents: 700_000, epochs: 2, steps: 10, rounds: 2 },
];

/** One million agents, measured alone: time, memory, and no rounds. */
export const MILLION = { name: "million", agents: 1_000_000, epochs: 5, steps: 10 } as const;

export const QUICK: ReadonlySet<string> = new Set(["tiny", "small", "medium"]);
