import { checkedProbability } from "./sample.js";

/**
 * [0, 1] cut into `count` bins of equal width. Bin i holds edge(i) <= p < edge(i + 1) with edge(i) = i * (1 / count) in
 * doubles, so with ten bins 0.3 lies below edge(3) = 0.30000000000000004; the last bin also holds what is left up to 1.
 */
export class Bins {
  private readonly width: number;

  /** @throws RangeError unless `count` is a positive integer */
  constructor(readonly count: number) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new RangeError(`the number of bins must be a whole number from 1 up, got ${count}`);
    }
    this.width = 1 / count;
  }

  edge(index: number): number {
    return index * this.width;
  }

  /** Half way between the edges of a bin. */
  middle(index: number): number {
    return (this.edge(index) + this.edge(index + 1)) / 2;
  }

  /** Which bin `p` falls into, from 0. @throws RangeError if p is outside [0, 1] */
  of(p: number): number {
    let index = Math.min(this.count - 1, Math.floor(checkedProbability(p) * this.count));
    // The product may have been rounded across an edge.
    while (p < this.edge(index)) index -= 1;
    while (index < this.count - 1 && p >= this.edge(index + 1)) index += 1;
    return index;
  }
}
