import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import { ROLES, type Role } from "../../../src/waltz/data/example.js";
import { type Splittable, splitByGroup } from "../../../src/waltz/data/split.js";

const example = fc.record({
  role: fc.constantFrom(...ROLES),
  group: fc.integer({ min: 0, max: 30 }).map((number) => `g${number}`),
  kind: fc.constantFrom("a", "b"),
});

/** Groups of four: of each agent two examples, one of each class. */
const even = (groups: number): Splittable[] =>
  Array.from({ length: groups }, (_, at) => `g${at}`).flatMap((group) =>
    ROLES.flatMap((role) => ["a", "b"].map((kind) => ({ role, group, kind }))),
  );

const count = (examples: readonly Splittable[], sides: readonly string[], role: Role, side: string, kind?: string) =>
  examples.filter((one, at) => sides[at] === side && one.role === role && one.kind === (kind ?? one.kind)).length;

describe("a split by group", () => {
  test.prop([fc.array(example, { maxLength: 120 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 99 })])(
    "never has a group on both sides, and never more in a test file than was asked for",
    (examples, wanted, seed) => {
      const sides = splitByGroup(examples, { conversation: wanted, feedback: wanted }, keyedSource(seed));
      expect(sides).toHaveLength(examples.length);
      const tested = new Set(examples.filter((_, at) => sides[at] !== "training").map(({ group }) => group));
      const trained = examples.filter((_, at) => sides[at] === "training").map(({ group }) => group);
      expect(trained.filter((group) => tested.has(group))).toEqual([]);
      for (const role of ROLES) {
        const all = examples.filter((one) => one.role === role).length;
        expect(count(examples, sides, role, "test")).toBe(Math.min(wanted, all));
      }
    },
  );

  test.prop([fc.array(example, { maxLength: 80 }), fc.integer({ min: 0, max: 99 })])(
    "sends each group to the same side in whatever order examples come",
    (examples, seed) => {
      const wanted = { conversation: 5, feedback: 5 };
      const tested = (list: readonly Splittable[]) => {
        const sides = splitByGroup(list, wanted, keyedSource(seed));
        return [...new Set(list.filter((_, at) => sides[at] !== "training").map(({ group }) => group))].sort();
      };
      expect(tested([...examples].reverse())).toEqual(tested(examples));
    },
  );

  it("draws other groups for another seed, and the same for the same", () => {
    const examples = even(50);
    const wanted = { conversation: 20, feedback: 20 };
    const [first, again, other] = [1, 1, 2].map((seed) => splitByGroup(examples, wanted, keyedSource(seed)));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it("keeps the shares of classes where groups are of one class each", () => {
    const examples: Splittable[] = Array.from({ length: 400 }, (_, at) => {
      return { role: "feedback", group: `g${at}`, kind: at % 10 === 0 ? "rare" : "common" };
    });
    const sides = splitByGroup(examples, { conversation: 0, feedback: 100 }, keyedSource(3));
    expect(count(examples, sides, "feedback", "test", "rare")).toBe(10);
    expect(count(examples, sides, "feedback", "test", "common")).toBe(90);
    expect(count(examples, sides, "feedback", "training")).toBe(300);
  });

  it("leaves what a group has beyond the number out of both sides", () => {
    const examples = even(10);
    const sides = splitByGroup(examples, { conversation: 3, feedback: 3 }, keyedSource(1));
    for (const role of ROLES) {
      expect(count(examples, sides, role, "test")).toBe(3);
      expect(count(examples, sides, role, "spare")).toBe(1);
      expect(count(examples, sides, role, "training")).toBe(16);
    }
  });
});
