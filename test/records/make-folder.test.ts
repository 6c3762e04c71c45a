import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder } from "../../src/records/make-folder.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

describe("a folder", () => {
  it("is made with all that are missing above it, and again without harm", () => {
    const path = join(temporary(), "a/b/c");
    makeFolder(path);
    makeFolder(path);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it.each([
    ["file", "EEXIST"],
    ["file/below", "ENOTDIR"],
    ["file/below/that", "ENOTDIR"],
  ])("cannot be made at %s where a file is: %s", (name, code) => {
    const folder = temporary();
    writeFileSync(join(folder, "file"), "");
    expect(() => makeFolder(join(folder, name))).toThrow(expect.objectContaining({ code }));
  });

  it("cannot be made in /proc, and that is told instead of tried for ever", () => {
    if (!existsSync("/proc/self")) console.warn("this system has no /proc: nothing refuses there");
    const path = existsSync("/proc/self") ? "/proc/no/such" : join(temporary(), "no\0such");
    expect(() => makeFolder(path)).toThrow();
  });
});
