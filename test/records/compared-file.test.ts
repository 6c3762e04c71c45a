import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { ComparedFile, type Comparison } from "../../src/records/compared-file.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

/** Holds a file of this content against chunks. */
function compared(
  content: string | Uint8Array,
  chunks: readonly (string | Uint8Array)[],
  folder = temporary(),
): Comparison {
  const path = join(folder, "file");
  writeFileSync(path, content);
  const file = new ComparedFile(path);
  try {
    for (const chunk of chunks) file.write(chunk);
    return file.finish();
  } finally {
    file.close();
  }
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a file that is held against what should be in it", () => {
  it("is identical with its size, its lines and its hash, however it is written", () => {
    const identical = { kind: "identical", bytes: 9, lines: 3, sha256: sha256("a\nbb\nccö\n".slice(0, 8)) };
    expect(compared("a\nbb\ncc\n", ["a\nbb\n", Buffer.from("cc\n")])).toEqual({ ...identical, bytes: 8, sha256: sha256("a\nbb\ncc\n") }); // biome-ignore format: one line
    expect(compared("ö\n", ["ö\n"])).toEqual({ kind: "identical", bytes: 3, lines: 1, sha256: sha256("ö\n") });
    expect(compared("", [])).toEqual({ kind: "identical", bytes: 0, lines: 0, sha256: sha256("") });
  });

  it("is different at the first line that differs, which is shown in both versions", () => {
    expect(compared("a\nbX\ncc\n", ["a\nbb\n", "cc\n"])).toEqual({
      kind: "different",
      line: 2,
      expected: "bb",
      found: "bX",
    });
    expect(compared("a\nbb\nX", ["a\nbb\n", "cc\n"])).toEqual({
      kind: "different",
      line: 3,
      expected: "cc",
      found: "X",
    });
    expect(compared("a\ncc\n", ["a\nbb\ncc\n"])).toEqual({ kind: "different", line: 2, expected: "bb", found: "cc" });
  });

  it("is cut where it ends too early, and knows how many lines belong there", () => {
    expect(compared("a\nbb\n", ["a\n", "bb\ncc\n", "d\n"])).toEqual({ kind: "cut", whole: 2, inside: false, lines: 4 });
    expect(compared("a\nb", ["a\n", "bb\n"])).toEqual({ kind: "cut", whole: 1, inside: true, lines: 2 });
    expect(compared("a\nbb", ["a\n", "bb\n"])).toEqual({ kind: "cut", whole: 1, inside: true, lines: 2 });
    expect(compared("", ["a\n"])).toEqual({ kind: "cut", whole: 0, inside: false, lines: 1 });
  });

  it("is longer where it goes on, and shows how", () => {
    expect(compared("a\nmore\nand more", ["a\n"])).toEqual({ kind: "longer", lines: 1, found: "more" });
    expect(compared("a\n\n", ["a\n"])).toEqual({ kind: "longer", lines: 1, found: "" });
  });

  it("says so as soon as a line differs, and not for a mere end", () => {
    const path = join(temporary(), "file");
    writeFileSync(path, "a\nb\n");
    const [wrong, more] = [new ComparedFile(path), new ComparedFile(path)];
    wrong.write("X\n");
    more.write("a\nb\nc\n");
    expect([wrong.differs, more.differs]).toEqual([true, false]);
    wrong.close();
    more.close();
  });

  it.each([
    ["absent", "no such file"],
    ["folder", "this is a folder, not a file"],
  ])("is refused when it cannot be read: %s", (name, message) => {
    const folder = temporary();
    mkdirSync(join(folder, "folder"));
    expect(() => new ComparedFile(join(folder, name))).toThrow(`${join(folder, name)}: ${message}`);
  });
});

const lines = fc.array(fc.constantFrom("a", "bb", "", "ccc", "ö"), { maxLength: 12 });

describe("any two texts", () => {
  const folder = temporary();

  test.prop([lines, lines, fc.array(fc.nat(12), { maxLength: 4 })])(
    "are told apart at the line at which lists of their lines first differ, whatever the chunks",
    (expected, found, cuts) => {
      const text = (of: readonly string[]) => of.map((line) => `${line}\n`).join("");
      const ends = [0, ...cuts.map((at) => Math.min(at, expected.length)).sort((a, b) => a - b), expected.length];
      const chunks = ends.slice(1).map((end, at) => text(expected.slice(ends[at], end)));
      mkdirSync(folder, { recursive: true });
      const outcome = compared(text(found), chunks, folder);
      const at = expected.findIndex((line, i) => found[i] !== line);
      const common = at === -1 ? expected.length : at;
      if (common === expected.length) {
        expect(outcome).toMatchObject(
          found.length === common ? { kind: "identical", lines: common } : { kind: "longer", found: found[common] },
        );
      } else if (common === found.length) {
        expect(outcome).toEqual({ kind: "cut", whole: common, inside: false, lines: expected.length });
      } else {
        expect(outcome).toEqual({ kind: "different", line: at + 1, expected: expected[at], found: found[at] });
      }
    },
  );
});
