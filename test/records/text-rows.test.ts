import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TableError } from "../../src/base/errors.js";
import { readTextRows } from "../../src/records/text-rows.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
function table(content: string | Buffer): string {
  const file = join(temporary(), "t.csv");
  writeFileSync(file, content);
  return file;
}
function faultsOf(file: string) {
  try {
    readTextRows(file);
  } catch (error) {
    if (error instanceof TableError) return error.faults.map(({ message, place }) => [place?.line, message]);
    throw error;
  }
  return [];
}

describe("a table of texts", () => {
  it.each([
    ["line feeds", 'q,a\n1,one\n\n2,"two\nlines"\n3,three\n'],
    [
      "carriage returns and line feeds, and a byte order mark",
      '\ufeffq,a\r\n1,one\r\n\r\n2,"two\nlines"\r\n3,three\r\n',
    ],
  ])("is read with %s, each row with the line on which it begins", (_, content) => {
    expect(readTextRows(table(content))).toEqual([
      { cells: { q: "1", a: "one" }, line: 2 },
      { cells: { q: "2", a: "two\nlines" }, line: 4 },
      { cells: { q: "3", a: "three" }, line: 6 },
    ]);
  });

  it("tells every fault with its line", () => {
    expect(faultsOf(table("q,q\n1,one\n2\n3,three,more\n"))).toEqual([
      [1, 'two columns are named "q"'],
      [3, "the row has 1 cells, the header 2"],
      [4, "the row has 3 cells, the header 2"],
    ]);
    expect(faultsOf(table('q,a\n1,"one\n'))[0]?.[1]).toContain("this is no table");
    expect(faultsOf(table("q,a\n"))).toEqual([[undefined, "the table has no rows"]]);
    expect(faultsOf(table(Buffer.from([0x71, 0xff, 0x0a])))).toEqual([[undefined, "the file is not UTF-8 text"]]);
    expect(faultsOf(join(temporary(), "none.csv"))).toEqual([[undefined, "no such file"]]);
  });
});
