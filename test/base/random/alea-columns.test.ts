import { fc, test } from "@fast-check/vitest";
import seedrandom from "seedrandom";
import { describe, expect, it } from "vitest";
import { AleaColumns } from "../../../src/base/random/alea-columns.js";
import { describeStream } from "./stream-properties.js";

/** Any text, non-ASCII, empty and long included. */
const key = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ maxLength: 300, size: "max" }),
  fc.nat().map(String),
);

function packageDraws(seed: string, count: number): number[] {
  const draw = seedrandom.alea(seed);
  return Array.from({ length: count }, () => draw());
}

function draws(columns: AleaColumns, index: number, count: number): number[] {
  return Array.from({ length: count }, () => columns.of(index).random());
}

describeStream("alea", (seed) => new AleaColumns(1, () => String(seed)).of(0));

describe("AleaColumns", () => {
  it("gives the package's first draws for a fixed key", () => {
    // node -e 'const r = require("seedrandom").alea("hello."); console.log(r(), r(), r())'  (seedrandom 3.0.5)
    expect(draws(new AleaColumns(1, () => "hello."), 0, 3)).toEqual([
      0.4783254903741181, 0.8297006865032017, 0.46924330526962876,
    ]);
  });

  test.prop([key], { numRuns: 300 })("draws what the package's alea draws from the same key", (seed) => {
    expect(draws(new AleaColumns(1, () => seed), 0, 40)).toEqual(packageDraws(seed, 40));
  });

  test.prop([
    fc.array(key, { minLength: 1, maxLength: 8, size: "max" }),
    fc.array(fc.nat(), { maxLength: 120, size: "max" }),
  ])("keeps the streams apart however their draws are interleaved", (keys, order) => {
    const columns = new AleaColumns(keys.length, (i) => keys[i]);
    const packages = keys.map((seed) => seedrandom.alea(seed));
    for (const at of order) {
      const index = at % keys.length;
      expect(columns.of(index).random()).toBe(packages[index]());
    }
  });

  test.prop([fc.array(key, { minLength: 1, maxLength: 5 }), fc.nat(20), fc.nat(20)])(
    "goes on after save and restore, through JSON, in the same and in a fresh object",
    (keys, before, between) => {
      const columns = new AleaColumns(keys.length, (i) => keys[i]);
      keys.forEach((_, i) => void draws(columns, i, before + i));
      const saved: unknown = JSON.parse(JSON.stringify(columns.save()));
      const expected = keys.map((_, i) => draws(columns, i, 10 + between));
      columns.restore(saved);
      expect(keys.map((_, i) => draws(columns, i, 10 + between))).toEqual(expected);
      const fresh = new AleaColumns(keys.length, () => "another key");
      fresh.restore(saved);
      expect(keys.map((_, i) => draws(fresh, i, 10 + between))).toEqual(expected);
    },
  );

  test.prop([key])("makes the other draws out of random()", (seed) => {
    const [a, b, c, d, e, f] = packageDraws(seed, 6);
    const stream = new AleaColumns(1, () => seed).of(0);
    expect(stream.below(9)).toBe(Math.floor(a * 9));
    expect(stream.uniform(-3, 5)).toBe(-3 + 8 * b);
    expect(stream.integer(-4, 4)).toBe(-4 + Math.floor(c * 9));
    // Box-Muller with the cosine only.
    const normal = Math.sqrt(-2 * Math.log(1 - e)) * Math.cos(2 * Math.PI * d);
    expect(stream.gauss(1, 2)).toBeCloseTo(1 + 2 * normal, 12);
    expect(stream.random()).toBe(f);
  });
});
