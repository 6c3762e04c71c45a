import { describe, expect, it } from "vitest";
import { type Column, markdownTable, terminalTable } from "../../src/cli/format-table.js";
import { visible } from "../../src/cli/visible.js";

const columns: readonly Column[] = [
  { head: "metric", align: "left" },
  { head: "n", align: "right" },
  { head: "mean", align: "point" },
];

describe("terminalTable", () => {
  it("aligns left, right and at the point, with a rule as wide as the table and no blanks at line ends", () => {
    const rows = [
      ["spread", "20/20", "-0.03"],
      ["total_welfare", "9/20", "12.5"],
      ["日本", "0/20", "-"],
    ];
    expect(terminalTable(columns, rows)).toBe(
      [
        // Widths 13, 5 and 5 (two places before the point, three from it on) with two blanks between them.
        "metric             n   mean",
        "─".repeat(13 + 2 + 5 + 2 + 5),
        "spread         20/20  -0.03",
        "total_welfare   9/20  12.5",
        "日本            0/20   -",
      ].join("\n"),
    );
  });
});

describe("markdownTable", () => {
  it("says the alignment in its rule and escapes bars", () => {
    expect(markdownTable(columns, [["a|b", "1", "2"]])).toBe(
      "| metric | n | mean |\n| :--- | ---: | ---: |\n| a\\|b | 1 | 2 |",
    );
  });
});

describe("visible", () => {
  it("leaves no control character that could steer a terminal", () => {
    expect(visible("a\u001b[2Jb\nc\u0000é")).toBe("a\\x1b[2Jb\\x0ac\\x00é");
  });
});
