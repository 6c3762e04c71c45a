import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { thousands } from "../../src/base/thousands.js";

describe("a number with commas", () => {
  it.prop([fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.integer({ min: -9999, max: 9999 }))], { numRuns: 500 })(
    "is written as the locale en-US writes it, if it is whole",
    (value) => {
      expect(thousands(value)).toBe(value.toLocaleString("en-US"));
    },
  );

  it("is that, too, where it is not whole or beyond what a double counts", () => {
    expect([1234.5678, 1e21, Number.NaN, 1_000_000, -1000, 999, 0].map(thousands)).toEqual([
      "1,234.568",
      "1,000,000,000,000,000,000,000",
      "NaN",
      "1,000,000",
      "-1,000",
      "999",
      "0",
    ]);
  });
});
