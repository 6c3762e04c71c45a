import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { lowerBound } from "../../src/base/lower-bound.js";

const number = fc.integer({ min: -20, max: 60 });

describe("lowerBound", () => {
  test.prop([fc.array(number, { maxLength: 60, size: "max" }), number])(
    "finds the first entry that is not below the value, like a plain scan",
    (list, value) => {
      const ascending = [...list].sort((a, b) => a - b);
      const scanned = ascending.findIndex((entry) => entry >= value);
      expect(lowerBound(ascending, value)).toBe(scanned === -1 ? ascending.length : scanned);
    },
  );

  it("is the length of a list in which everything is below, an empty one included", () => {
    expect(lowerBound([], 5)).toBe(0);
    expect(lowerBound([1, 2, 2], 3)).toBe(3);
    expect(lowerBound([1, 2, 2], 2)).toBe(1);
  });
});
