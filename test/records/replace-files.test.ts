import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { replaceFiles } from "../../src/records/replace-files.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

describe("files that appear together", () => {
  it("take the place of earlier ones, in folders that are made for them", () => {
    const folder = temporary();
    writeFileSync(join(folder, "a"), "old");
    replaceFiles(
      [
        { path: join(folder, "a"), content: ["n", "ew"] },
        { path: join(folder, "deep/er/b"), content: [] },
      ],
      [],
    );
    expect(filesBelow(folder)).toEqual(["a", "deep/er/b"]);
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("new");
  });

  it("are none of those that were read, under whatever name, and no folder, and no two in one place", () => {
    const folder = temporary();
    const path = (name: string) => join(folder, name);
    writeFileSync(path("read"), "mine");
    linkSync(path("read"), path("hard"));
    symlinkSync(path("read"), path("soft"));
    mkdirSync(path("folder"));
    const names = ["read", "hard", "soft", "folder", "new", "new"];
    const write = () =>
      replaceFiles(
        names.map((name) => ({ path: path(name), content: ["x"] })),
        [path("read")],
      );
    expect(write).toThrow(InputError);
    try {
      write();
    } catch (error) {
      expect((error as InputError).faults.map(({ place }) => place?.file)).toEqual(
        ["read", "hard", "soft", "folder", "new"].map(path),
      );
    }
    expect(readFileSync(path("read"), "utf8")).toBe("mine");
    expect(filesBelow(folder)).toEqual(["hard", "read", "soft"]);
  });

  it("are not there, not even in part, when one of them cannot be completed", () => {
    const folder = temporary();
    writeFileSync(join(folder, "a"), "old");
    function* breaking() {
      yield "half";
      throw new Error("broke off");
    }
    const files = [
      { path: join(folder, "a"), content: ["new"] },
      { path: join(folder, "b"), content: breaking() },
    ];
    expect(() => replaceFiles(files, [])).toThrow("broke off");
    expect(filesBelow(folder)).toEqual(["a"]);
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("old");
  });
});
