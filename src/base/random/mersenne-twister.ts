import type { RandomStream } from "./random-source.js";

const N = 624;
const M = 397;

/** The words of |seed|, least significant first; 0 has the one word 0. */
function keyWords(seed: number): number[] {
  let rest = Math.abs(seed);
  const words: number[] = [];
  do {
    words.push(rest % 2 ** 32);
    rest = Math.floor(rest / 2 ** 32);
  } while (rest > 0);
  return words;
}

/**
 * MT19937 with the seeding and the draws of CPython's `random.Random(seed)`, for replaying runs of the reference system.
 * `seed` is a safe integer; its sign is dropped. Source: Matsumoto and Nishimura 1998 (init_by_array).
 */
export class MersenneTwister implements RandomStream {
  private readonly mt = new Uint32Array(N);
  private at = N;
  private spare: number | undefined;

  constructor(seed: number) {
    this.initialise(19650218);
    const key = keyWords(seed);
    const mt = this.mt;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, key.length); k > 0; k -= 1) {
      mt[i] = (mt[i] ^ Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1664525)) + key[j] + j;
      i += 1;
      j += 1;
      if (i >= N) {
        mt[0] = mt[N - 1];
        i = 1;
      }
      if (j >= key.length) j = 0;
    }
    for (let k = N - 1; k > 0; k -= 1) {
      mt[i] = (mt[i] ^ Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1566083941)) - i;
      i += 1;
      if (i >= N) {
        mt[0] = mt[N - 1];
        i = 1;
      }
    }
    mt[0] = 0x80000000;
  }

  private initialise(seed: number): void {
    const mt = this.mt;
    mt[0] = seed;
    for (let i = 1; i < N; i += 1) mt[i] = Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1812433253) + i;
  }

  private refill(): void {
    const mt = this.mt;
    for (let i = 0; i < N; i += 1) {
      const y = (mt[i] & 0x80000000) | (mt[(i + 1) % N] & 0x7fffffff);
      mt[i] = mt[(i + M) % N] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.at = 0;
  }

  /** The next 32 bits, as an integer in [0, 2^32). */
  word(): number {
    if (this.at >= N) this.refill();
    let y = this.mt[this.at];
    this.at += 1;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  /** An integer of `count` random bits, 1 to 53: whole words lowest first, the last one shifted right. */
  bits(count: number): number {
    if (count <= 32) return this.word() >>> (32 - count);
    const low = this.word();
    return low + (this.word() >>> (64 - count)) * 2 ** 32;
  }

  random(): number {
    const a = this.word() >>> 5;
    const b = this.word() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }

  below(n: number): number {
    let length = 32 - Math.clz32(n);
    if (n >= 2 ** 32) length = 64 - Math.clz32(Math.floor(n / 2 ** 32));
    let drawn = this.bits(length);
    while (drawn >= n) drawn = this.bits(length);
    return drawn;
  }

  uniform(a: number, b: number): number {
    return a + (b - a) * this.random();
  }

  integer(a: number, b: number): number {
    return a + this.below(b - a + 1);
  }

  gauss(mu: number, sd: number): number {
    let z = this.spare;
    this.spare = undefined;
    if (z === undefined) {
      const angle = 2 * Math.PI * this.random();
      const radius = Math.sqrt(-2 * Math.log(1 - this.random()));
      z = Math.cos(angle) * radius;
      this.spare = Math.sin(angle) * radius;
    }
    return mu + z * sd;
  }

  save(): unknown {
    return { words: Array.from(this.mt), at: this.at, spare: this.spare ?? null };
  }

  restore(saved: unknown): void {
    const { words, at, spare } = saved as { words: number[]; at: number; spare: number | null };
    this.mt.set(words);
    this.at = at;
    this.spare = spare ?? undefined;
  }
}
