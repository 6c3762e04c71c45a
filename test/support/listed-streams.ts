import type { RandomStream, StreamFamily } from "../../src/base/random/random-source.js";

/**
 * Streams whose draws are written down: `random()` takes the next number of the list, whoever asks; `below(n)` is
 * floor(n x draw); `gauss` is mu + sd x draw. One draw too many throws.
 */
export class ListedStreams implements StreamFamily, RandomStream {
  /** The index of every call of `of`, in order. */
  readonly asked: number[] = [];
  private readonly draws: number[];

  constructor(...draws: number[]) {
    this.draws = draws;
  }

  get left(): number {
    return this.draws.length;
  }

  of(index: number): RandomStream {
    this.asked.push(index);
    return this;
  }

  random(): number {
    const draw = this.draws.shift();
    if (draw === undefined) throw new Error("one draw more than the test expects");
    return draw;
  }

  below(n: number): number {
    return Math.floor(n * this.random());
  }

  uniform(a: number, b: number): number {
    return a + (b - a) * this.random();
  }

  integer(a: number, b: number): number {
    return a + this.below(b - a + 1);
  }

  gauss(mu: number, sd: number): number {
    return mu + sd * this.random();
  }

  save(): unknown {
    return [...this.draws];
  }

  restore(saved: unknown): void {
    this.draws.splice(0, this.draws.length, ...(saved as number[]));
  }
}
