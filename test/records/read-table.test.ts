import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { stringify } from "csv-stringify/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TableError } from "../../src/base/errors.js";
import { readTable } from "../../src/records/read-table.js";
import { LARGEST_TABLE, TextCheck } from "../../src/records/text-file.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "swarm-table-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string | Uint8Array) {
  const file = join(folder, "t.csv");
  writeFileSync(file, content);
  return readTable(file);
}

/** The faults of a table as `line: message`. */
async function faultsOf(content: string | Uint8Array): Promise<readonly string[]> {
  const error = await read(content).then(
    () => expect.unreachable("the table was read"),
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(TableError);
  return (error as TableError).faults.map(({ message, place }) => {
    expect(place?.file).toBe(join(folder, "t.csv"));
    return place?.line === undefined ? message : `${place.line}: ${message}`;
  });
}

describe("readTable", () => {
  it("takes finite decimals as numbers, blank cells as undefined and leaves any other cell as it stands", async () => {
    const cells = [
      "1",
      "-0.5",
      "+.5",
      "2.",
      "1e-3",
      "1E5",
      "",
      "abc",
      "NaN",
      "Infinity",
      "1e999",
      "0x10",
      "1_000",
      "1 2",
    ];
    const { columns, cells: read1 } = await read(`a,b\n${cells.map((cell) => `0,${cell}`).join("\n")}\n`);
    expect(columns).toEqual(["a", "b"]);
    const texts = ["abc", "NaN", "Infinity", "1e999", "0x10", "1_000", "1 2"];
    expect(read1[1]).toEqual([1, -0.5, 0.5, 2, 0.001, 1e5, undefined, ...texts]);
  });

  it.each([
    ["LF", "a,b\n1,2\n3,\n"],
    ["CRLF", "a,b\r\n1,2\r\n3,\r\n"],
    ["CR", "a,b\r1,2\r3,\r"],
    ["LF and CRLF mixed", "a,b\n1,2\r\n3,\n"],
    ["CRLF and LF mixed", "a,b\r\n1,2\n3,\r\n"],
    ["a byte order mark", "\ufeffa,b\n1,2\n3,\n"],
    ["quotes", '"a","b"\n"1","2"\n"3",""\n'],
    ["blanks around fields", "a , b\n 1,2 \n3 , \n"],
  ])("reads the same table with %s", async (_, content) => {
    const { columns, cells, lines, endsWithNewline } = await read(content);
    expect({ columns, cells, lines, endsWithNewline }).toEqual({
      columns: ["a", "b"],
      cells: [
        [1, 3],
        [2, undefined],
      ],
      lines: [2, 3],
      endsWithNewline: true,
    });
  });

  it("knows the line in which each row begins, past empty lines and line breaks inside quotes", async () => {
    const { headerLine, lines, cells } = await read('\na,b\n\n"x\ny",1\n\n\n"p\r\nq\n",2\nz,3\n');
    expect({ headerLine, lines }).toEqual({ headerLine: 2, lines: [4, 8, 11] });
    expect(cells[0]).toEqual(["x\ny", "p\r\nq\n", "z"]);
  });

  it("tells whether the last line is ended", async () => {
    expect((await read("a,b\n1,2")).endsWithNewline).toBe(false);
    expect((await read("a,b\n1,2\n")).endsWithNewline).toBe(true);
  });

  it("allows several columns without a name, as a trailing comma makes them", async () => {
    expect((await read(",a,\n1,2,3\n")).columns).toEqual(["", "a", ""]);
  });

  const text = fc.string({ unit: "grapheme", maxLength: 8 }).map((raw) => `x${raw.replaceAll("\0", "")}x`);
  const cell = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(undefined), text);
  const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });

  test.prop([rows], { numRuns: 60 })("reads back what csv-stringify wrote, to the same double", async (written) => {
    const { cells } = await read(stringify([["a", "b", "c"], ...written]));
    const expected = [0, 1, 2].map((at) => written.map((row) => (Object.is(row[at], -0) ? 0 : row[at])));
    expect(cells.map((column) => [...column])).toEqual(expected);
  });

  const numbers = fc.array(fc.tuple(fc.nat(), fc.double({ noNaN: true, noDefaultInfinity: true })), {
    minLength: 2,
    maxLength: 5,
  });

  test.prop([numbers, fc.double({ min: 0, max: 1, maxExcluded: true })], { numRuns: 60 })(
    "never takes a table cut anywhere for a whole one: it is refused, short of rows, or without its last line end",
    async (written, at) => {
      const whole = stringify([["epoch", "name, quoted"], ...written.map(([a, b]) => [a, `"${b}"`])]);
      const part = await read(whole.slice(0, Math.floor(at * whole.length))).catch((error: unknown) => error);
      if (part instanceof TableError) return;
      const { lines, endsWithNewline } = part as Awaited<ReturnType<typeof readTable>>;
      expect(!endsWithNewline || lines.length < written.length).toBe(true);
    },
  );
});

describe("a table that cannot be read", () => {
  it.each([
    ["an empty file", "", ["1: the file is empty"]],
    ["nothing but line ends", "\n\n", ["1: the file is empty"]],
    ["a header alone", "a,b\n", ["1: the table has a header but no rows"]],
    ["a column name twice", "a,b,a\n1,2,3\n", ['1: two columns are named "a"']],
    [
      "a last row that is cut",
      "a,b,c\n1,2,3\n4,5",
      ["3: the row has 2 fields, the header has 3: the file seems to be cut in the middle of this row"],
    ],
    [
      "a last row with line end that is too short",
      "a,b,c\n1,2,3\n4\n",
      ["3: the row has 1 field, the header has 3: the file seems to be cut in the middle of this row"],
    ],
    [
      "a quote that is never closed",
      'a,b\n1,2\n3,"4\n5,6\n',
      ["3: a quote opened in this row is never closed: the file seems to be cut in the middle of it"],
    ],
    [
      "text after a closing quote",
      'a,b\n1,"2"x\n',
      ['2: text follows a closing quote; inside quotes, " is written twice'],
    ],
    ["a quote within a field", 'a,b\n1,2"x\n', ["2: a quote stands inside a field that does not begin with one"]],
    [
      "a row that never ends",
      `a,b\n1,"${"x,\n".repeat(400_000)}`,
      ["2: the row is longer than 1000000 bytes: is a quote left open?"],
    ],
    ["a NUL byte", "a,b\n1,\0\n", ["this is a binary file, not a table"]],
  ])("is told of: %s", async (_, content, faults) => {
    expect(await faultsOf(content)).toEqual(faults);
  });

  it("is told of: bytes that are not UTF-8, also when they end in the middle of a character", async () => {
    expect(await faultsOf(Buffer.from("a,b\n1,caf\xe9\n", "latin1"))).toEqual(["the file is not UTF-8 text"]);
    expect(await faultsOf(Buffer.from([0x61, 0x0a, 0x31, 0x0a, 0xe2, 0x82]))).toEqual(["the file is not UTF-8 text"]);
  });

  it("has all its faults told at once, the rows before a broken quote included", async () => {
    expect(await faultsOf('a,b,a\n1\n1,2,3,4\n1,2,3\n\n\n1,2,"3\n1,2,3')).toEqual([
      "2: the row has 1 field, the header has 3",
      "3: the row has 4 fields, the header has 3",
      "7: a quote opened in this row is never closed: the file seems to be cut in the middle of it",
      '1: two columns are named "a"',
    ]);
  });

  it("has the first ten faults of a kind told and the others counted", async () => {
    const faults = await faultsOf(`a,b\n${"1,2,3\n".repeat(25)}`);
    expect(faults).toHaveLength(11);
    expect(faults[9]).toBe("11: the row has 3 fields, the header has 2");
    expect(faults[10]).toBe("and 15 more like this");
  });

  it("is told of: no such file, with the one that was probably meant", async () => {
    writeFileSync(join(folder, "metrics.csv"), "a\n1\n");
    await expect(readTable(join(folder, "metrcs.csv"))).rejects.toThrow('no such file (did you mean "metrics.csv"?)');
    await expect(readTable(join(folder, "no", "where.csv"))).rejects.toThrow(/no such file$/);
  });

  it("is told of: a folder, and a path through a file", async () => {
    await expect(readTable(folder)).rejects.toThrow(
      new TableError([{ message: "this is a folder, not a table", place: { file: folder } }]),
    );
    writeFileSync(join(folder, "t.csv"), "a\n1\n");
    await expect(readTable(join(folder, "t.csv", "x"))).rejects.toThrow("cannot be read (ENOTDIR)");
  });

  it("is told of: more than 200 MiB, before anything is read", async () => {
    const file = join(folder, "large.csv");
    writeFileSync(file, "");
    truncateSync(file, LARGEST_TABLE + 1);
    await expect(readTable(file)).rejects.toThrow("the file is larger than 200 MiB");
    truncateSync(file, LARGEST_TABLE);
    await expect(readTable(file)).rejects.toThrow("binary");
  });

  it("is told of: more than 200 MiB from a pipe, whose size nobody knows beforehand", async () => {
    async function* chunks(last: number) {
      for (let at = 0; at < 4; at += 1) yield Buffer.alloc(LARGEST_TABLE / 4, " ");
      yield Buffer.alloc(last, " ");
    }
    const pass = async (last: number) => {
      for await (const _ of new TextCheck("pipe").pass(chunks(last)));
    };
    await expect(pass(1)).rejects.toThrow("pipe: the file is larger than 200 MiB");
    await expect(pass(0)).resolves.toBeUndefined();
  });
});
