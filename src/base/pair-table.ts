import { grown } from "./grown.js";

/** A slot per pair (row, key) that was ever asked for, numbered 0, 1, 2, ... so that values can live in columns. */
export class PairTable {
  size = 0;
  private keys = new Int32Array(16);
  private rows = new Int32Array(16);
  /** The slot that joined the same row before this one, or -1. */
  private previous = new Int32Array(16);
  private index = new Int32Array(32).fill(-1);
  private readonly last: Int32Array;

  /** `rows` is how many first members there can be. */
  constructor(rows: number) {
    this.last = new Int32Array(rows).fill(-1);
  }

  /** The slot of the pair, or -1. */
  find(row: number, key: number): number {
    const mask = this.index.length - 1;
    let at = PairTable.hash(row, key) & mask;
    for (;;) {
      const slot = this.index[at];
      if (slot === -1 || (this.rows[slot] === row && this.keys[slot] === key)) return slot;
      at = (at + 1) & mask;
    }
  }

  /** The slot of the pair, made when it is new: a caller that sees the returned slot equal the old `size` fills its columns. */
  obtain(row: number, key: number): number {
    const found = this.find(row, key);
    if (found !== -1) return found;
    if (this.size === this.keys.length) this.grow();
    const slot = this.size;
    this.size += 1;
    this.rows[slot] = row;
    this.keys[slot] = key;
    this.previous[slot] = this.last[row];
    this.last[row] = slot;
    this.enter(slot);
    return slot;
  }

  keyOf(slot: number): number {
    return this.keys[slot];
  }

  rowOf(slot: number): number {
    return this.rows[slot];
  }

  /** The newest slot of a row, or -1; `before` steps to the older ones. */
  newest(row: number): number {
    return this.last[row];
  }

  before(slot: number): number {
    return this.previous[slot];
  }

  private static hash(row: number, key: number): number {
    const h = Math.imul(row, 0x9e3779b1) ^ Math.imul(key + 0x7f4a7c15, 0x85ebca6b);
    return h ^ (h >>> 15);
  }

  private enter(slot: number): void {
    const mask = this.index.length - 1;
    let at = PairTable.hash(this.rows[slot], this.keys[slot]) & mask;
    while (this.index[at] !== -1) at = (at + 1) & mask;
    this.index[at] = slot;
  }

  private grow(): void {
    this.keys = grown(this.keys);
    this.rows = grown(this.rows);
    this.previous = grown(this.previous);
    this.index = new Int32Array(this.keys.length * 2).fill(-1);
    for (let slot = 0; slot < this.size; slot += 1) this.enter(slot);
  }
}
