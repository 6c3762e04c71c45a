import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { counted, fileSize, hangingTable, WIDTH, wrap } from "../../src/cli/format-text.js";

describe("wrapping", () => {
  test.prop([fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 40 }), fc.integer({ min: 12, max: 40 })])(
    "keeps every word in order, and every line within the width",
    (words, width) => {
      const lines = wrap(words.join(" "), width);
      expect(lines.join(" ").trim()).toBe(words.join(" "));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    },
  );

  it("fills a line before it begins the next", () => {
    expect(wrap("aa bb cc dd", 5)).toEqual(["aa bb", "cc dd"]);
  });

  it("gives a word that is too long a line of its own", () => {
    expect(wrap("a verylongword b", 5)).toEqual(["a", "verylongword", "b"]);
  });
});

describe("a hanging table", () => {
  it("stands cells below each other and wraps the last one in its own column", () => {
    const long = "word ".repeat(30).trim();
    const lines = hangingTable([
      ["a", "bbb", long],
      ["aaaa", "b", "short"],
    ]).split("\n");
    expect(lines[0]).toMatch(/^ {2}a {5}bbb {2}word word/);
    expect(lines[1]).toMatch(/^ {13}word/);
    expect(lines.at(-1)).toBe("  aaaa  b    short");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(WIDTH);
  });

  it("styles cells without moving the columns", () => {
    const style = (cell: string, column: number) => (column === 0 ? `<${cell}>` : cell);
    expect(
      hangingTable(
        [
          ["a", "x"],
          ["bb", "y"],
        ],
        { indent: 0, style },
      ),
    ).toBe("<a >  x\n<bb>  y");
  });

  it("leaves no blanks at line ends", () => {
    expect(
      hangingTable([
        ["a", ""],
        ["bb", "y"],
      ]),
    ).toBe("  a\n  bb  y");
  });
});

describe("counts and sizes", () => {
  it.each([
    [1, "1 agent"],
    [0, "0 agents"],
    [12345, "12,345 agents"],
  ])("%i is %s", (count, text) => expect(counted(count, "agent")).toBe(text));

  it("takes a plural of its own", () => expect(counted(2, "entry", "entries")).toBe("2 entries"));

  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [92_211, "92.2 kB"],
    [4_200_000, "4.2 MB"],
    [5e15, "5000.0 TB"],
  ])("%d bytes are %s", (bytes, text) => expect(fileSize(bytes)).toBe(text));
});
