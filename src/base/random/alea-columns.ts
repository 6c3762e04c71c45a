import type { RandomStream, StreamFamily } from "./random-source.js";

const UNIT = 2 ** -32;

/** The mixing function of alea: turns text into a numerator of 2^32, carrying state from one call to the next. */
class Mash {
  private n = 0xefc8249d;

  mix(text: string): number {
    let n = this.n;
    for (let i = 0; i < text.length; i += 1) {
      n += text.charCodeAt(i);
      let h = 0.02519603282416938 * n;
      n = h >>> 0;
      h -= n;
      h *= n;
      n = h >>> 0;
      h -= n;
      n += h * 2 ** 32;
    }
    this.n = n;
    return n >>> 0;
  }
}

/**
 * The generator `alea` of the package seedrandom, one state per stream in a typed array: 16 bytes a stream where an object
 * of the package takes 440, since its fractions are all multiples of 2^-32 and are kept as their numerators. A test holds
 * its draws against the package's own. Stream i is seeded by `keyOf(i)`.
 * Source: J. Baagøe's Alea, as shipped in seedrandom 3.0.5.
 */
export class AleaColumns implements StreamFamily, RandomStream {
  /** Of each stream three numerators, the next to be used first, and the carry. */
  private readonly state: Uint32Array;
  private at = 0;

  constructor(size: number, keyOf: (index: number) => string) {
    this.state = new Uint32Array(4 * size);
    for (let i = 0; i < size; i += 1) this.seed(4 * i, keyOf(i));
  }

  private seed(at: number, key: string): void {
    const mash = new Mash();
    const s = this.state;
    for (let j = 0; j < 3; j += 1) s[at + j] = mash.mix(" ");
    // Fractions below 0 come round by 1, which is 2^32 in numerators: so does what goes below 0 in 32 bits.
    for (let j = 0; j < 3; j += 1) s[at + j] -= mash.mix(key);
    s[at + 3] = 1;
  }

  of(index: number): RandomStream {
    this.at = 4 * index;
    return this;
  }

  random(): number {
    const s = this.state;
    const at = this.at;
    const t = 2091639 * s[at] + s[at + 3];
    const carry = (t * UNIT) | 0;
    const next = t - carry * 2 ** 32;
    s[at] = s[at + 1];
    s[at + 1] = s[at + 2];
    s[at + 2] = next;
    s[at + 3] = carry;
    return next * UNIT;
  }

  below(n: number): number {
    return Math.floor(this.random() * n);
  }

  uniform(a: number, b: number): number {
    return a + (b - a) * this.random();
  }

  integer(a: number, b: number): number {
    return a + this.below(b - a + 1);
  }

  /** Box-Muller, two draws a value; nothing is kept between calls, so the state stays four numbers. */
  gauss(mu: number, sd: number): number {
    const angle = 2 * Math.PI * this.random();
    return mu + sd * Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(angle);
  }

  save(): unknown {
    return Array.from(this.state, (part, i) => (i % 4 === 3 ? part : part * UNIT));
  }

  restore(saved: unknown): void {
    this.state.set((saved as number[]).map((part, i) => (i % 4 === 3 ? part : part / UNIT)));
  }
}
