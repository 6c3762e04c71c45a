import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { OrderedSet } from "../../src/base/ordered-set.js";

/** Capacities on both sides of a word (32), a block (1,024) and a group (32,768) of the set. */
const capacity = fc.oneof(
  fc.integer({ min: 1, max: 70 }),
  fc.constantFrom(1, 31, 32, 33, 1023, 1024, 1025, 2049, 32_767, 32_768, 32_769, 70_000),
);

/** A capacity, and additions and removals of numbers below it, near to its borders more often than chance would. */
const history = capacity.chain((n) => {
  const borders = [0, 31, 32, 1023, 1024, 32_767, 32_768, n - 1].filter((i) => i < n);
  const number = fc.oneof(fc.nat(n - 1), fc.constantFrom(...borders));
  return fc.record({
    n: fc.constant(n),
    steps: fc.array(fc.tuple(fc.boolean(), number), { maxLength: 120, size: "max" }),
  });
});

function expectEqual(set: OrderedSet, plain: ReadonlySet<number>, probes: readonly number[]): void {
  const sorted = [...plain].sort((a, b) => a - b);
  expect(set.size).toBe(sorted.length);
  expect(sorted.map((_, k) => set.at(k))).toEqual(sorted);
  for (const from of probes) {
    expect(set.has(from)).toBe(plain.has(from));
    expect(set.next(from)).toBe(sorted.find((i) => i >= from) ?? -1);
  }
}

describe("OrderedSet", () => {
  test.prop([history], { numRuns: 200 })(
    "answers like a plain sorted list, whatever was added and removed",
    (given) => {
      const { n, steps } = given;
      const set = new OrderedSet(n);
      const plain = new Set<number>();
      const probes = [0, n - 1, ...steps.flatMap(([, i]) => [Math.max(0, i - 1), i, Math.min(n - 1, i + 1)])];
      for (const [adds, i] of steps) {
        if (adds) {
          set.add(i);
          plain.add(i);
        } else {
          set.delete(i);
          plain.delete(i);
        }
      }
      expectEqual(set, plain, probes);
    },
  );

  test.prop([history], { numRuns: 100 })("answers like a plain list when it was full before", ({ n, steps }) => {
    const set = new OrderedSet(n);
    for (let i = 0; i < n; i += 1) set.add(i);
    const gone = new Set(steps.map(([, i]) => i));
    for (const i of gone) set.delete(i);
    expect(set.size).toBe(n - gone.size);
    let rank = 0;
    for (let i = 0; i < n; i += 1) {
      if (gone.has(i)) continue;
      if (rank % 97 === 0 || gone.has(i + 1) || gone.has(i - 1)) expect(set.at(rank)).toBe(i);
      rank += 1;
    }
    for (const i of gone) {
      let following = i;
      while (gone.has(following)) following += 1;
      expect(set.next(i)).toBe(following < n ? following : -1);
    }
  });

  it("is empty at first and has no next member", () => {
    const set = new OrderedSet(100_000);
    expect(set.size).toBe(0);
    expect(set.next(0)).toBe(-1);
    expect(set.has(99_999)).toBe(false);
  });

  it("can hold nobody at all", () => {
    const set = new OrderedSet(0);
    expect(set.size).toBe(0);
    expect(set.next(0)).toBe(-1);
  });

  it("counts a number once, added twice or removed twice", () => {
    const set = new OrderedSet(40);
    set.add(35);
    set.add(35);
    expect(set.size).toBe(1);
    set.delete(35);
    set.delete(35);
    expect(set.size).toBe(0);
  });

  it("finds a far member across empty groups, and none beyond the last place", () => {
    const set = new OrderedSet(1_000_000);
    set.add(3);
    set.add(999_999);
    expect(set.next(4)).toBe(999_999);
    expect(set.at(1)).toBe(999_999);
    expect(set.next(1_000_000)).toBe(-1);
  });
});
