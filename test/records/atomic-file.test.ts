import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { AtomicFile } from "../../src/records/atomic-file.js";
import { OutputFiles } from "../../src/records/output-files.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

describe("an atomic file", () => {
  it("appears under its name only when it is published; until then an earlier file stays", () => {
    const folder = temporary();
    const path = join(folder, "table.csv");
    writeFileSync(path, "old");
    const file = new AtomicFile(path);
    file.write("new, ");
    file.write(Buffer.from("and complete\n"));
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(filesBelow(folder)).toEqual([`.table.csv.partial-${process.pid}`, "table.csv"]);
    file.close();
    expect(readFileSync(path, "utf8")).toBe("old");
    file.publish();
    expect(readFileSync(path, "utf8")).toBe("new, and complete\n");
    expect(filesBelow(folder)).toEqual(["table.csv"]);
  });

  it("tells size and SHA-256 of what was written", () => {
    const path = join(temporary(), "log");
    const file = new AtomicFile(path);
    file.write("ä");
    file.write("b\n");
    const told = file.close();
    file.publish();
    const bytes = readFileSync(path);
    expect(told).toEqual({ bytes: 4, sha256: createHash("sha256").update(bytes).digest("hex") });
    expect(bytes).toHaveLength(4);
  });

  it("makes the folders it needs", () => {
    const folder = temporary();
    const file = new AtomicFile(join(folder, "a/b/c.txt"));
    file.close();
    file.publish();
    expect(filesBelow(folder)).toEqual(["a/b/c.txt"]);
  });

  it.each([false, true])("leaves nothing behind when it is discarded (closed before: %s)", (closed) => {
    const folder = temporary();
    const file = new AtomicFile(join(folder, "t.csv"));
    file.write("half");
    if (closed) file.close();
    file.discard();
    expect(filesBelow(folder)).toEqual([]);
  });

  it("says which file cannot be written, and keeps nothing", () => {
    const folder = temporary();
    writeFileSync(join(folder, "file"), "");
    expect(() => new AtomicFile(join(folder, "file/t.csv"))).toThrow(InputError);
    expect(() => new AtomicFile(join(folder, "file/t.csv"))).toThrow(/file\/t\.csv: the file cannot be written \(E/);
    expect(filesBelow(folder)).toEqual(["file"]);
  });

  it("tells of a folder in its place before anything is written", () => {
    const folder = temporary();
    mkdirSync(join(folder, "taken"));
    expect(() => new AtomicFile(join(folder, "taken"))).toThrow(/taken: the file cannot be written \(EISDIR\)/);
    expect(filesBelow(folder)).toEqual([]);
  });

  it("takes nothing more once it is closed", () => {
    const file = new AtomicFile(join(temporary(), "t.csv"));
    file.close();
    expect(() => file.write("more")).toThrow("is closed");
    expect(() => file.close()).toThrow("is closed");
    file.discard();
  });
});

describe("the files of a run", () => {
  it("appear together", () => {
    const folder = temporary();
    const outputs = new OutputFiles();
    const files = ["a", "b"].map((name) => outputs.open(join(folder, name)));
    for (const file of files) file.close();
    expect(["a", "b"].filter((name) => existsSync(join(folder, name)))).toEqual([]);
    outputs.publish();
    expect(filesBelow(folder)).toEqual(["a", "b"]);
  });

  it("are gone together, and so are those of a process that ends without having published", () => {
    const folder = temporary();
    const before = process.listenerCount("exit");
    const outputs = new OutputFiles();
    outputs.open(join(folder, "a")).write("x");
    outputs.open(join(folder, "b")).close();
    expect(process.listenerCount("exit")).toBe(before + 1);
    const [onExit] = process.listeners("exit").slice(-1);
    onExit?.(0);
    expect(filesBelow(folder)).toEqual([]);
    expect(process.listenerCount("exit")).toBe(before);
  });

  it("stay unpublished when one of them is not closed", () => {
    const folder = temporary();
    mkdirSync(join(folder, "sub"));
    const outputs = new OutputFiles();
    outputs.open(join(folder, "sub/a"));
    expect(() => outputs.publish()).toThrow("still written to");
    outputs.discard();
    expect(filesBelow(folder)).toEqual([]);
  });
});
