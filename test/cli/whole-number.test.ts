import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { amount } from "../../src/cli/amount.js";
import { wholeNumber } from "../../src/cli/whole-number.js";

describe("an option that is a whole number", () => {
  test.prop([fc.maxSafeInteger()])("is read as it is written", (value) => {
    expect(wholeNumber()(String(value))).toBe(value);
  });

  it.each(["", " ", "1.5", "1e3", "0x10", "ten", "9007199254740993", "-9007199254740993", "NaN", "Infinity"])(
    "is not %j",
    (text) => {
      expect(() => wholeNumber()(text)).toThrow("A whole number is needed.");
    },
  );

  it("has a sign only where it may be below nought", () => {
    expect([wholeNumber()("-3"), wholeNumber()("+3")]).toEqual([-3, 3]);
    for (const text of ["-3", "+3"]) expect(() => wholeNumber(0)(text)).toThrow("A whole number >= 0 is needed.");
  });

  it("includes both its bounds, and nothing beyond them", () => {
    const read = wholeNumber(2, 5);
    expect([read("2"), read("5")]).toEqual([2, 5]);
    for (const text of ["1", "6"]) expect(() => read(text)).toThrow("A whole number from 2 to 5 is needed.");
  });
});

describe("an option that is an amount", () => {
  it("may be a fraction, and nought only where that is said", () => {
    expect([amount({ zero: false })("0.25"), amount({ zero: true })("0")]).toEqual([0.25, 0]);
    expect(() => amount({ zero: false })("0")).toThrow("A number > 0 is needed.");
  });

  it.each(["", " ", "-1", "Infinity", "NaN", "free"])("is not %j", (text) => {
    expect(() => amount({ zero: true })(text)).toThrow("A number >= 0 is needed.");
  });
});
