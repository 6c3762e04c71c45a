import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TableError } from "../../src/base/errors.js";
import { readTextLines } from "../../src/records/text-lines.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
function file(content: string | Buffer): string {
  const path = join(temporary(), "x.jsonl");
  writeFileSync(path, content);
  return path;
}

describe("lines of text", () => {
  it("come with their numbers, without line ends, byte order mark and empty lines", () => {
    expect(readTextLines(file('\ufeff{"a":1}\r\n\r\n  \n{"b":"\u2028"}\nlast'))).toMatchObject({
      lines: [
        { text: '{"a":1}', line: 1 },
        { text: '{"b":"\u2028"}', line: 4 },
        { text: "last", line: 5 },
      ],
      empty: 2,
      bom: true,
    });
    expect(readTextLines(file(""))).toMatchObject({ lines: [], empty: 0, bom: false });
  });

  it("keep a byte order mark that stands elsewhere", () => {
    expect(readTextLines(file("a\n\ufeffb\n")).lines[1]?.text).toBe("\ufeffb");
  });

  it("that are not UTF-8 are each told", () => {
    const bytes = Buffer.concat([Buffer.from("good\n"), Buffer.from([0xc3, 0x0a]), Buffer.from("a\0b\n")]);
    const path = file(bytes);
    expect(() => readTextLines(path)).toThrow(TableError);
    expect(() => readTextLines(path)).toThrow(`${path}:2: this line is not UTF-8 text\n${path}:3: this line is`);
  });

  it("of no file, or of a folder, are not there", () => {
    const folder = temporary();
    expect(() => readTextLines(join(folder, "none"))).toThrow("no such file");
    expect(() => readTextLines(folder)).toThrow("this is a folder");
  });
});
