import { describe, expect, it } from "vitest";
import { excerpt } from "../../src/base/excerpt.js";

describe("an excerpt of a text", () => {
  it("is one line, without space around it", () => {
    expect(excerpt(" two\n\n  lines\t", 20)).toBe("two lines");
  });

  it("is whole up to its longest, and says where it was cut", () => {
    expect(excerpt("12345", 5)).toBe("12345");
    expect(excerpt("123456", 5)).toBe("12345...");
  });
});
