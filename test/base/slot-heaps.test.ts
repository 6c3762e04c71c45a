import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { SlotHeaps } from "../../src/base/slot-heaps.js";

const ROWS = 3;
const change = fc.record({ slot: fc.nat(40), value: fc.integer({ min: 0, max: 8 }), refused: fc.nat(6) });

describe("heaps over slots", () => {
  test.prop([fc.array(change, { maxLength: 150, size: "max" })])(
    "give the best slot that is accepted, as sorting all of a row would",
    (changes) => {
      const values: number[] = [];
      const ahead = (a: number, b: number) => values[a] > values[b] || (values[a] === values[b] && a < b);
      const heaps = new SlotHeaps(ROWS, ahead);
      const rowOf = (slot: number) => slot % ROWS;
      for (const { slot: wanted, value, refused } of changes) {
        const slot = Math.min(wanted, values.length);
        const fresh = slot === values.length;
        values[slot] = value;
        if (fresh) heaps.add(rowOf(slot), slot);
        else heaps.moved(rowOf(slot), slot);
        const accepts = (candidate: number) => values[candidate] % 7 !== refused;
        for (let row = 0; row < ROWS; row += 1) {
          const slots = values.map((_, at) => at).filter((at) => rowOf(at) === row && accepts(at));
          const best = slots.sort((a, b) => (ahead(a, b) ? -1 : 1))[0] ?? -1;
          expect(heaps.best(row, accepts)).toBe(best);
        }
      }
      for (let row = 0; row < ROWS; row += 1) {
        for (let slot = row; slot < values.length; slot += ROWS) values[slot] = (values[slot] * 5) % 9;
        heaps.rebuild(row);
        const all = values.map((_, at) => at).filter((at) => rowOf(at) === row);
        expect(heaps.best(row, () => true)).toBe(all.sort((a, b) => (ahead(a, b) ? -1 : 1))[0] ?? -1);
      }
    },
  );
});
