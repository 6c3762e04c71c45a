import { describe, expect, it } from "vitest";
import { describeFault, InputError, ScenarioError, TableError } from "../../src/base/errors.js";

describe("describeFault", () => {
  it.each([
    [{ file: "a.yaml", line: 3, column: 7 }, "a.yaml:3:7: wrong"],
    [{ file: "a.yaml", line: 3 }, "a.yaml:3: wrong"],
    [{ file: "a.yaml" }, "a.yaml: wrong"],
    [{}, "wrong"],
    [undefined, "wrong"],
  ])("writes what is known of the place %o", (place, text) => {
    expect(describeFault({ message: "wrong", place })).toBe(text);
  });
});

describe("InputError", () => {
  it("carries every fault and tells them line by line", () => {
    const faults = [{ message: "first", place: { file: "a.yaml", line: 1, column: 2 } }, { message: "second" }];
    const error = new InputError(faults);
    expect(error.faults).toEqual(faults);
    expect(error.message).toBe("a.yaml:1:2: first\nsecond");
  });

  it("takes a bare text for one fault without a place", () => {
    expect(new InputError("no such file").faults).toEqual([{ message: "no such file" }]);
    expect(new InputError("no such file").message).toBe("no such file");
  });

  it.each([
    [ScenarioError, "ScenarioError"],
    [TableError, "TableError"],
  ])("is what %o is, under a name of its own", (Kind, name) => {
    const error = new Kind("wrong");
    expect(error).toBeInstanceOf(InputError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(String(error)).toBe(`${name}: wrong`);
  });

  it("has its own name where it is thrown itself", () => {
    expect(String(new InputError("wrong"))).toBe("InputError: wrong");
  });
});
