import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type FrameSource, frameOf, numericColumns } from "../../src/analysis/frame.js";
import { InputError } from "../../src/base/errors.js";

type Cell = number | string | undefined;

/** A table whose row n stands in line n + 2. */
function table(columns: Readonly<Record<string, readonly Cell[]>>): FrameSource {
  const rows = Object.values(columns)[0]?.length ?? 0;
  return {
    file: "t.csv",
    columns: Object.keys(columns),
    cells: Object.values(columns),
    lines: Array.from({ length: rows }, (_, at) => at + 2),
    headerLine: 1,
  };
}

function faultsOf(source: FrameSource, metrics: readonly string[]): readonly string[] {
  try {
    frameOf(source, metrics);
  } catch (error) {
    if (error instanceof InputError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("frameOf", () => {
  it("gives the asked metrics in the asked order, blanks as undefined, whatever the other columns hold", () => {
    const source = table({ epoch: [0, 1, 2], note: ["a", "NaN", "b"], x: [1, undefined, 3], y: [4, 5, 6] });
    const { epochs, series } = frameOf(source, ["y", "x"]);
    expect(epochs).toEqual([0, 1, 2]);
    expect([...series]).toEqual([
      ["y", [4, 5, 6]],
      ["x", [1, undefined, 3]],
    ]);
  });

  test.prop([
    fc.uniqueArray(
      fc.tuple(fc.integer(), fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { nil: undefined })),
      {
        minLength: 1,
        selector: ([epoch]) => epoch,
      },
    ),
  ])("gives the same frame for the rows in any order", (rows) => {
    const frame = (list: typeof rows) =>
      frameOf(table({ epoch: list.map(([e]) => e), x: list.map(([, x]) => x) }), ["x"]);
    const sorted = [...rows].sort(([a], [b]) => a - b);
    expect(frame(rows)).toEqual(frame(sorted));
    expect(frame(rows).epochs).toEqual(sorted.map(([epoch]) => epoch));
    expect(frame(rows).series.get("x")).toEqual(sorted.map(([, x]) => x));
  });

  it("refuses a table without epochs and lists what it has", () => {
    expect(faultsOf(table({ step: [1], x: [1] }), ["x"])).toEqual([
      't.csv:1: no column "epoch"; the table has: step, x',
    ]);
    expect(faultsOf(table({ Epoch: [1] }), [])[0]).toContain('(did you mean "Epoch"?)');
  });

  it("recognises a table separated by something else than commas", () => {
    const faults = (separator: string) => faultsOf(table({ [`epoch${separator}x`]: ["1"] }), ["x"]);
    expect(faults(";")).toEqual(['t.csv:1: the fields seem to be separated by ";"; they must be by ","']);
    expect(faults("\t")).toEqual(['t.csv:1: the fields seem to be separated by "\\t"; they must be by ","']);
  });

  it("refuses epochs that are blank, not whole, text or there twice, each with its line", () => {
    expect(faultsOf(table({ epoch: [0, undefined, 1.5, "two", 0, 2 ** 53] }), [])).toEqual([
      "t.csv:3: the epoch is blank",
      "t.csv:4: the epoch 1.5 is not a whole number",
      't.csv:5: the epoch "two" is not a whole number',
      "t.csv:7: the epoch 9007199254740992 is not a whole number",
      "t.csv:6: epoch 0 appears again (first in line 2): a table holds one run, a row per epoch",
    ]);
  });

  it("refuses cells of a metric that are text, not finite or too large, with line, column and cell", () => {
    const x = [1, "abc", "NaN", "-inf", "1e999", 1e151, -1e150, "x".repeat(50)];
    expect(faultsOf(table({ epoch: [0, 1, 2, 3, 4, 5, 6, 7], x }), ["x"])).toEqual([
      't.csv:3: column "x": "abc" is not a number',
      't.csv:4: column "x": "NaN" is not a finite number; leave the cell blank where there is no value',
      't.csv:5: column "x": "-inf" is not a finite number; leave the cell blank where there is no value',
      't.csv:6: column "x": "1e999" is not a finite number; leave the cell blank where there is no value',
      't.csv:7: column "x": 1e+151 is larger than 1e+150 in size',
      `t.csv:9: column "x": "${"x".repeat(40)}..." is not a number`,
    ]);
  });

  it("refuses an unknown metric with what the table has and the nearest name", () => {
    expect(faultsOf(table({ epoch: [0], toxicity_rate: [1], "": [2] }), ["toxcity_rate"])).toEqual([
      't.csv:1: no column "toxcity_rate" (did you mean "toxicity_rate"?); the table has: epoch, toxicity_rate',
    ]);
  });

  it("tells the faults of epochs, names and cells at once", () => {
    expect(faultsOf(table({ epoch: ["a"], x: ["b"] }), ["x", "quite_else"])).toHaveLength(3);
  });
});

describe("numericColumns", () => {
  it("are those without text, blank ones and ones with NaN included", () => {
    const none = undefined;
    const source = table({
      epoch: [0, 1],
      x: [1, none],
      blank: [none, none],
      nan: ["nan", 1],
      text: [1, "a"],
      "": [1, 2],
    });
    expect(numericColumns(source)).toEqual(["x", "blank", "nan"]);
  });
});
