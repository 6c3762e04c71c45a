import type { RandomStream, StreamFamily } from "./random-source.js";

const UNIT = 2 ** -32;

/** The mixing function of alea: turns text into a number in [0, 1), carrying state from one call to the next. */
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
    return (n >>> 0) * UNIT;
  }
}

/**
 * The generator `alea` of the package seedrandom, one state per stream in typed arrays: 32 bytes a stream where an object
 * of the package takes 440. A test holds its draws against the package's own. Stream i is seeded by `keyOf(i)`.
 * Source: J. Baagøe's Alea, as shipped in seedrandom 3.0.5.
 */
export class AleaColumns implements StreamFamily, RandomStream {
  private readonly state: Float64Array;
  private at = 0;

  constructor(size: number, keyOf: (index: number) => string) {
    this.state = new Float64Array(4 * size);
    for (let i = 0; i < size; i += 1) this.seed(4 * i, keyOf(i));
  }

  private seed(at: number, key: string): void {
    const mash = new Mash();
    const s = this.state;
    for (let j = 0; j < 3; j += 1) s[at + j] = mash.mix(" ");
    for (let j = 0; j < 3; j += 1) {
      const left = s[at + j] - mash.mix(key);
      s[at + j] = left < 0 ? left + 1 : left;
    }
    s[at + 3] = 1;
  }

  of(index: number): RandomStream {
    this.at = 4 * index;
    return this;
  }

  random(): number {
    const s = this.state;
    const at = this.at;
    const t = 2091639 * s[at] + s[at + 3] * UNIT;
    s[at] = s[at + 1];
    s[at + 1] = s[at + 2];
    const carry = t | 0;
    s[at + 3] = carry;
    const out = t - carry;
    s[at + 2] = out;
    return out;
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
    return Array.from(this.state);
  }

  restore(saved: unknown): void {
    this.state.set(saved as number[]);
  }
}
