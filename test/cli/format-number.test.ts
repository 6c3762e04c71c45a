import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { alignPoints, formatNumbers } from "../../src/cli/format-number.js";

describe("formatNumbers", () => {
  it.each([
    [
      [0.30139, 0.033],
      ["0.3014", "0.0330"],
    ],
    [
      [-182.34, 5, 0.01],
      ["-182.3", "5.0", "1.00e-2"],
    ],
    [
      [87, 84.35],
      ["87.00", "84.35"],
    ],
    [
      [12345.678, -3],
      ["12346", "-3"],
    ],
    [
      [0.00512345, -0.0001],
      ["0.005123", "-0.000100"],
    ],
    [
      [0, 0],
      ["0.000", "0.000"],
    ],
    [[-0], ["0.000"]],
    [
      [1e-7, 0],
      ["1.00e-7", "0.000000"],
    ],
    [
      [0.5, 1e-9],
      ["0.5000", "1.00e-9"],
    ],
    [
      [1e9, -2.5e12],
      ["1.00e+9", "-2.50e+12"],
    ],
    [
      [undefined, 0.25],
      ["-", "0.2500"],
    ],
    [[undefined], ["-"]],
    [[], []],
  ])("shows %j as %j", (values, shown) => {
    expect(formatNumbers(values)).toEqual(shown);
  });

  test.prop([fc.array(fc.double({ noNaN: true, min: -1e150, max: 1e150 }))])(
    "never shows a value as 0 that is not, nor one further off than a thousandth of the largest",
    (values) => {
      const largest = Math.max(0, ...values.map(Math.abs));
      for (const [at, text] of formatNumbers(values).entries()) {
        const value = values[at] ?? Number.NaN;
        expect(Number(text) === 0).toBe(value === 0);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.0051 * Math.max(Math.abs(value), 0.1 * largest));
      }
    },
  );
});

describe("alignPoints", () => {
  it("puts decimal points, ends of whole numbers and exponents below each other", () => {
    expect(alignPoints(["-1.25", "100", "-", "2e-7", ""])).toEqual([" -1.25", "100   ", "  -   ", "  2e-7", "      "]);
  });
});
