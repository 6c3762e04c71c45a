import { grown } from "./grown.js";

/** What a bucket holds: row, key, and one more than the slot (0 where the bucket is free). */
const BUCKET = 4;
/** What is kept of a slot: row, key, and the slot that joined the same row before it, or -1. */
const RECORD = 3;

/**
 * A slot per pair (row, key) that was ever asked for, numbered 0, 1, 2, ... so that values can live in columns. All that a
 * look-up needs lies side by side: in a large table nearly every look-up waits for memory, once.
 */
export class PairTable {
  size = 0;
  private capacity = 16;
  private records = new Int32Array(this.capacity * RECORD);
  private buckets = new Int32Array(2 * this.capacity * BUCKET);
  private readonly last: Int32Array;

  /** `rows` is how many first members there can be. */
  constructor(rows: number) {
    this.last = new Int32Array(rows).fill(-1);
  }

  /** The slot of the pair, or -1. */
  find(row: number, key: number): number {
    const { buckets } = this;
    const mask = buckets.length - BUCKET;
    let at = PairTable.hash(row, key) & mask;
    for (;;) {
      const next = buckets[at + 2];
      if (next === 0 || (buckets[at] === row && buckets[at + 1] === key)) return next - 1;
      at = (at + BUCKET) & mask;
    }
  }

  /** The slot of the pair, made when it is new: a caller that sees the returned slot equal the old `size` fills its columns. */
  obtain(row: number, key: number): number {
    const found = this.find(row, key);
    if (found !== -1) return found;
    if (this.size === this.capacity) this.grow();
    const slot = this.size;
    this.size += 1;
    this.records[slot * RECORD] = row;
    this.records[slot * RECORD + 1] = key;
    this.records[slot * RECORD + 2] = this.last[row];
    this.last[row] = slot;
    this.enter(slot);
    return slot;
  }

  rowOf(slot: number): number {
    return this.records[slot * RECORD];
  }

  keyOf(slot: number): number {
    return this.records[slot * RECORD + 1];
  }

  /** The newest slot of a row, or -1; `before` steps to the older ones. */
  newest(row: number): number {
    return this.last[row];
  }

  before(slot: number): number {
    return this.records[slot * RECORD + 2];
  }

  /** Where to begin to look, before it is cut to a bucket of the table: the low two bits count within a bucket. */
  private static hash(row: number, key: number): number {
    const h = Math.imul(row, 0x9e3779b1) ^ Math.imul(key + 0x7f4a7c15, 0x85ebca6b);
    return (h ^ (h >>> 15)) << 2;
  }

  private enter(slot: number): void {
    const { buckets } = this;
    const mask = buckets.length - BUCKET;
    const [row, key] = [this.rowOf(slot), this.keyOf(slot)];
    let at = PairTable.hash(row, key) & mask;
    while (buckets[at + 2] !== 0) at = (at + BUCKET) & mask;
    buckets[at] = row;
    buckets[at + 1] = key;
    buckets[at + 2] = slot + 1;
  }

  private grow(): void {
    this.capacity *= 2;
    this.records = grown(this.records, this.capacity * RECORD);
    this.buckets = new Int32Array(2 * this.buckets.length);
    for (let slot = 0; slot < this.size; slot += 1) this.enter(slot);
  }
}
