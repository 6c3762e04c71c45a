const BLOCK = 32;

/** How many of the low bits of `word` are set. */
export function popcount(word: number): number {
  let w = word - ((word >>> 1) & 0x55555555);
  w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
  return Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * A set of the integers [0, n) kept in order: membership, size, the k-th smallest member and the next member from a
 * place, all without looking at everybody. 1.1 bits a number.
 */
export class OrderedSet {
  size = 0;
  private readonly words: Uint32Array;
  /** Members in each block of 32 words, and in each group of 32 blocks. */
  private readonly blocks: Uint16Array;
  private readonly groups: Uint32Array;

  constructor(readonly capacity: number) {
    const words = Math.ceil(capacity / 32);
    this.words = new Uint32Array(words);
    this.blocks = new Uint16Array(Math.ceil(words / BLOCK));
    this.groups = new Uint32Array(Math.ceil(this.blocks.length / BLOCK));
  }

  has(i: number): boolean {
    return (this.words[i >>> 5] & (1 << (i & 31))) !== 0;
  }

  add(i: number): void {
    if (!this.has(i)) this.flip(i, 1);
  }

  delete(i: number): void {
    if (this.has(i)) this.flip(i, -1);
  }

  private flip(i: number, change: 1 | -1): void {
    this.words[i >>> 5] ^= 1 << (i & 31);
    this.blocks[i >>> 10] += change;
    this.groups[i >>> 15] += change;
    this.size += change;
  }

  /** The k-th smallest member, k in [0 (included), size (excluded)). */
  at(k: number): number {
    if (this.size === this.capacity) return k;
    let left = k;
    let group = 0;
    while (left >= this.groups[group]) {
      left -= this.groups[group];
      group += 1;
    }
    let block = group * BLOCK;
    while (left >= this.blocks[block]) {
      left -= this.blocks[block];
      block += 1;
    }
    let at = block * BLOCK;
    let count = popcount(this.words[at]);
    while (left >= count) {
      left -= count;
      at += 1;
      count = popcount(this.words[at]);
    }
    let word = this.words[at];
    for (; left > 0; left -= 1) word &= word - 1;
    return at * 32 + 31 - Math.clz32(word & -word);
  }

  /** The smallest member >= `from`, or -1. */
  next(from: number): number {
    if (from >= this.capacity) return -1;
    let at = from >>> 5;
    let word = this.words[at] & (-1 << (from & 31));
    while (word === 0) {
      at += 1;
      while ((at & 31) === 0 && at < this.words.length && this.blocks[at >>> 5] === 0) at += BLOCK;
      if (at >= this.words.length) return -1;
      word = this.words[at];
    }
    return at * 32 + 31 - Math.clz32(word & -word);
  }
}
