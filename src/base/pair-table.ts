import { grown } from "./grown.js";

/** Numbers that a record takes in a column of doubles, and in one of 32-bit integers. */
const DOUBLES = 3;
const INTS = 2 * DOUBLES;
/** Places in a record, counted in integers: row, key, the slot that joined the same row before it (or -1), the count. */
const KEY = 1;
const BEFORE = 2;
const COUNT = 3;
/** Place of the value, counted in doubles: behind the four integers. */
const VALUE = 2;

const FIRST_CAPACITY = 16;

/**
 * A slot per pair (row, key) that was ever asked for, numbered 0, 1, 2, ..., with a count and a value that are the
 * caller's, 0 at first. A record lies in one piece, since in a large table nearly every look waits for memory; buckets hold
 * a slot and the whole hash, so that a look that finds nothing touches no record. 24 bytes a record, 11 to 21 of buckets.
 */
export class PairTable {
  size = 0;
  private doubles = new Float64Array(FIRST_CAPACITY * DOUBLES);
  private ints = new Int32Array(this.doubles.buffer);
  /** Two numbers each: one more than the slot (0 where the bucket is free), and the hash. At most three in four are taken. */
  private buckets = new Int32Array(4 * FIRST_CAPACITY);
  private readonly last: Int32Array;

  /** `rows` is how many first members there can be. */
  constructor(rows: number) {
    this.last = new Int32Array(rows).fill(-1);
  }

  /** The slot of the pair, or -1. */
  find(row: number, key: number): number {
    const { buckets, ints } = this;
    const mask = buckets.length - 2;
    const hash = hashOf(row, key);
    for (let at = (hash << 1) & mask; ; at = (at + 2) & mask) {
      const slot = buckets[at] - 1;
      if (slot === -1) return -1;
      if (buckets[at + 1] === hash && ints[slot * INTS] === row && ints[slot * INTS + KEY] === key) return slot;
    }
  }

  /** The slot of the pair, made when it is new: the returned slot then equals the old `size`. */
  obtain(row: number, key: number): number {
    const found = this.find(row, key);
    return found === -1 ? this.add(row, key) : found;
  }

  /** The slot of a pair that is known to have none yet. */
  add(row: number, key: number): number {
    const slot = this.size;
    if ((slot + 1) * DOUBLES > this.doubles.length) this.growRecords();
    if (8 * slot >= 3 * this.buckets.length) this.growBuckets();
    this.size += 1;
    const at = slot * INTS;
    this.ints[at] = row;
    this.ints[at + KEY] = key;
    this.ints[at + BEFORE] = this.last[row];
    this.last[row] = slot;
    enter(this.buckets, slot + 1, hashOf(row, key));
    return slot;
  }

  rowOf(slot: number): number {
    return this.ints[slot * INTS];
  }

  keyOf(slot: number): number {
    return this.ints[slot * INTS + KEY];
  }

  countOf(slot: number): number {
    return this.ints[slot * INTS + COUNT];
  }

  /** A whole number of 32 bits. */
  setCount(slot: number, count: number): void {
    this.ints[slot * INTS + COUNT] = count;
  }

  valueOf(slot: number): number {
    return this.doubles[slot * DOUBLES + VALUE];
  }

  setValue(slot: number, value: number): void {
    this.doubles[slot * DOUBLES + VALUE] = value;
  }

  /** The newest slot of a row, or -1; `before` steps to the older ones. */
  newest(row: number): number {
    return this.last[row];
  }

  before(slot: number): number {
    return this.ints[slot * INTS + BEFORE];
  }

  private growRecords(): void {
    this.doubles = grown(this.doubles);
    this.ints = new Int32Array(this.doubles.buffer);
  }

  private growBuckets(): void {
    const old = this.buckets;
    this.buckets = new Int32Array(2 * old.length);
    for (let at = 0; at < old.length; at += 2) if (old[at] !== 0) enter(this.buckets, old[at], old[at + 1]);
  }
}

/** Every bit of both numbers moves the low bits, which alone choose the bucket. */
function hashOf(row: number, key: number): number {
  let h = Math.imul(row, 0x9e3779b1) ^ Math.imul(key + 0x7f4a7c15, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}

/** Puts a slot, counted from 1, into the first free bucket from its own on. */
function enter(buckets: Int32Array, taken: number, hash: number): void {
  const mask = buckets.length - 2;
  let at = (hash << 1) & mask;
  while (buckets[at] !== 0) at = (at + 2) & mask;
  buckets[at] = taken;
  buckets[at + 1] = hash;
}
