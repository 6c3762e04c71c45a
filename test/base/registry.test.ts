import { describe, expect, it } from "vitest";
import { Registry } from "../../src/base/registry.js";

const entry = (name: string) => ({ name });
const colours = () => new Registry("colour", [entry("red"), entry("green")], ({ name }) => name);

describe("Registry", () => {
  it("keeps the order of its list, in names and in entries", () => {
    expect(colours().names).toEqual(["red", "green"]);
    expect([...colours()].map(({ name }) => name)).toEqual(["red", "green"]);
  });

  it("finds by name only what it holds, and no property of objects", () => {
    expect(colours().find("green")).toEqual({ name: "green" });
    expect(colours().find("blue")).toBeUndefined();
    expect(colours().find("constructor")).toBeUndefined();
    expect(colours().find("__proto__")).toBeUndefined();
  });

  it("refuses two entries of one name", () => {
    expect(() => new Registry("colour", [entry("red"), entry("red")], ({ name }) => name)).toThrow(
      'two colours are named "red"',
    );
    expect(() => colours().with([entry("green")])).toThrow('two colours are named "green"');
  });

  it("is extended by a new registry and stays as it was", () => {
    const base = colours();
    const more = base.with([entry("blue")]);
    expect(more.names).toEqual(["red", "green", "blue"]);
    expect(more.noun).toBe("colour");
    expect(base.names).toEqual(["red", "green"]);
  });

  it("names the nearest entry for an unknown one", () => {
    expect(colours().unknown("gren")).toBe('unknown colour "gren" (did you mean "green"?)');
    expect(colours().unknown("ultramarine")).toBe('unknown colour "ultramarine"');
  });
});
