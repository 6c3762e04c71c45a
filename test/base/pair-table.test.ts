import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { PairTable } from "../../src/base/pair-table.js";

const ROWS = 6;
/** Few rows and keys, so that pairs come again; keys at the ends of 32 bits too. */
const pair = fc.tuple(
  fc.nat(ROWS - 1),
  fc.oneof(fc.integer({ min: -3, max: 30 }), fc.constantFrom(-(2 ** 31), 2 ** 31 - 1), fc.nat()),
);

describe("PairTable", () => {
  test.prop([fc.array(pair, { maxLength: 400, size: "max" }), fc.array(pair, { maxLength: 40, size: "max" })], {
    numRuns: 200,
  })("numbers pairs in order of first asking and finds them like a plain scan", (asked, probes) => {
    const table = new PairTable(ROWS);
    const plain: (readonly [row: number, key: number])[] = [];
    const scan = (row: number, key: number) => plain.findIndex((p) => p[0] === row && p[1] === key);
    for (const [row, key] of asked) {
      if (scan(row, key) === -1) plain.push([row, key]);
      expect(table.obtain(row, key)).toBe(scan(row, key));
      expect(table.size).toBe(plain.length);
    }
    for (const [row, key] of [...asked, ...probes]) expect(table.find(row, key)).toBe(scan(row, key));
    plain.forEach(([row, key], slot) => {
      expect([table.rowOf(slot), table.keyOf(slot)]).toEqual([row, key]);
    });
    for (let row = 0; row < ROWS; row += 1) {
      const newestFirst = plain.flatMap((p, slot) => (p[0] === row ? [slot] : [])).reverse();
      const chain: number[] = [];
      for (let slot = table.newest(row); slot !== -1 && chain.length < table.size; slot = table.before(slot)) {
        chain.push(slot);
      }
      expect(chain).toEqual(newestFirst);
    }
  });

  it("keeps every pair while it grows to tens of thousands", () => {
    const table = new PairTable(100);
    for (let i = 0; i < 30_000; i += 1) expect(table.obtain(i % 100, Math.floor(i / 100))).toBe(i);
    expect(table.size).toBe(30_000);
    for (let i = 0; i < 30_000; i += 1) expect(table.find(i % 100, Math.floor(i / 100))).toBe(i);
    expect(table.find(0, 300)).toBe(-1);
  });

  it("adds nothing by looking", () => {
    const table = new PairTable(2);
    expect(table.find(1, 7)).toBe(-1);
    expect(table.newest(1)).toBe(-1);
    expect(table.size).toBe(0);
  });

  it("does not take (row, key) for (key, row)", () => {
    const table = new PairTable(8);
    table.obtain(3, 5);
    expect(table.find(5, 3)).toBe(-1);
  });
});
