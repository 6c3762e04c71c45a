import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shell, swarm } from "../support/cli.js";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "swarm-analyze-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** Toxicity as in the known answer of summary.test.ts, checked there against SciPy; the loss is constant, the risk blank. */
const A = `epoch,note,total_welfare,toxicity_rate,conditional_loss_initiator,conditional_loss_counterparty,risk
0,calm,10,0.31,0.1,0.5,
1,calm,11,0.28,0.1,,
2,"late, loud",12,,0.1,0.25,
3,calm,13,0.35,0.1,,
4,calm,14,0.22,0.1,,
5,calm,15,0.27,0.1,,
6,calm,16,0.19,0.1,,
`;
const B = A.replaceAll(",0.1,", ",0.4,").replace(",0.31,", ",0.91,");

/** The cells of each line, one blank between them: how they are laid out is tested with the layout itself. */
const cellsOf = (text: string) => text.replaceAll(/ +/g, " ").replaceAll(/─+/g, "─");

async function analyze(tables: Readonly<Record<string, string>>, ...options: readonly string[]) {
  for (const [name, content] of Object.entries(tables)) writeFileSync(join(cwd, name), content);
  const { code, stdout, stderr } = await swarm(["analyze", ...Object.keys(tables), ...options], { cwd });
  expect({ code, stderr, nan: /NaN|Infinity|undefined/.test(stdout) }).toEqual({ code: 0, stderr: "", nan: false });
  return stdout;
}

describe("swarm analyze, table", () => {
  it("shows level and course of each usual metric, with a stated blank where a figure is not defined", async () => {
    // Figures: SciPy and hand, see summary.test.ts; a constant has deviation and slope 0.
    expect(cellsOf(await analyze({ "a.csv": A }))).toBe(`a.csv, 7 epochs (0 to 6)

metric data mean sd min max
─
toxicity_rate 6/7 0.2700 0.0583 0.1900 0.3500
conditional_loss_initiator 7/7 0.1000 0.0000 0.1000 0.1000
conditional_loss_counterparty 2/7 0.3750 0.1768 0.2500 0.5000

metric 1st half 2nd half change slope 95 % from to
─
toxicity_rate 0.2950 0.2575 -0.0375 -0.01602 -0.04297 0.01092
conditional_loss_initiator 0.1000 0.1000 0.0000 0.000 0.000 0.000
conditional_loss_counterparty 0.3750 - - -0.1250 - -

data: epochs with a value. sd: standard deviation over epochs (n - 1).
1st half: the first half of the epochs; of an odd count the middle one belongs to the 2nd half.
slope: least squares, per epoch, with its 95 % t interval. Epochs of a run depend on each other,
so the interval describes this run and proves nothing beyond it.
-: not defined, for want of data (sd and slope need 2 epochs, the interval 3).
`);
  });

  it("sets several tables side by side with differences from the first, within 100 columns", async () => {
    const stdout = await analyze({ "a.csv": A, "b.csv": B });
    const [, sideBySide = ""] = stdout.split("Side by side\n");
    // By hand: B's toxicity is A's with 0.6 more in the first of 6 values; 0.1 of 0.27 is 37.0 %; the loss is 0.4, not 0.1.
    expect(cellsOf(sideBySide.slice(0, sideBySide.indexOf("\n\ndata:")))).toBe(`
metric mean minus A in % 2nd half minus A
─
toxicity_rate A 0.2700 0.2575
 B 0.3700 0.1000 37.0 0.2575 0.0000
conditional_loss_initiator A 0.1000 0.1000
 B 0.4000 0.3000 300.0 0.4000 0.3000
conditional_loss_counterparty A 0.3750 -
 B 0.3750 0.0000 0.0 - -`);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(stdout).toContain("A: a.csv, 7 epochs (0 to 6)");
    expect(stdout).toContain("B: b.csv, 7 epochs (0 to 6)");
  });

  it("has no colour in a pipe", async () => {
    expect(await analyze({ "a.csv": A })).not.toContain("\u001b");
  });

  it("says for a single epoch what there is and what is not", async () => {
    const stdout = await analyze({ "one.csv": "epoch,spread\n4,-0.5\n" });
    expect(stdout).toContain("one.csv, 1 epoch (4)");
    expect(stdout).toMatch(/^spread +1\/1 +-0\.5000 +- +-0\.5000 +-0\.5000$/m);
    expect(stdout).toMatch(/^spread +- +-0\.5000 +- +- +- +-$/m);
  });

  it("tells of epochs that the table leaves out", async () => {
    expect(await analyze({ "gap.csv": "epoch,x\n10,1\n2,1\n" })).toContain("2 epochs (2 to 10, 7 missing)");
  });
});

describe("swarm analyze, other formats", () => {
  const options = ["--metrics", "toxicity_rate,risk"];

  it("json: figures in full, null where not defined", async () => {
    const { tables, differences } = JSON.parse(
      await analyze({ "a.csv": A, "b.csv": B }, ...options, "--format", "json"),
    );
    expect(tables).toHaveLength(2);
    expect(tables[0]).toMatchObject({ file: "a.csv", first_epoch: 0, last_epoch: 6 });
    const { toxicity_rate: toxicity, risk } = tables[0].metrics;
    expect(toxicity).toMatchObject({ epochs: 7, epochs_with_data: 6, min: 0.19, max: 0.35 });
    expect(toxicity.slope).toBeCloseTo(-0.01602484472049689, 15); // SciPy, see summary.test.ts
    expect(Object.keys(toxicity)).toEqual(Object.keys(risk));
    const { epochs, epochs_with_data, ...figures } = risk;
    expect({ epochs, epochs_with_data }).toEqual({ epochs: 7, epochs_with_data: 0 });
    expect(new Set(Object.values(figures))).toEqual(new Set([null]));
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({ file: "b.csv", against: "a.csv" });
    expect(differences[0].metrics.toxicity_rate.mean_difference).toBeCloseTo(0.1, 15);
    expect(differences[0].metrics.risk.mean_difference).toBeNull();
  });

  it("csv: a row per table and metric with the figures of the json, blank where not defined", async () => {
    const tables = { "a.csv": A, "b, two.csv": B };
    const rows: Record<string, string>[] = parse(await analyze(tables, ...options, "--format", "csv"), {
      columns: true,
    });
    const json = JSON.parse(await analyze(tables, ...options, "--format", "json"));
    expect(rows.map(({ file, metric }) => [file, metric])).toEqual([
      ["a.csv", "toxicity_rate"],
      ["a.csv", "risk"],
      ["b, two.csv", "toxicity_rate"],
      ["b, two.csv", "risk"],
    ]);
    const numbers = ({ file, metric, ...rest }: Record<string, string>) =>
      Object.fromEntries(Object.entries(rest).map(([key, cell]) => [key, cell === "" ? null : Number(cell)]));
    const none = {
      mean_difference: null,
      mean_difference_percent: null,
      second_half_difference: null,
      slope_difference: null,
    };
    expect(numbers(rows[0]!)).toEqual({ ...json.tables[0].metrics.toxicity_rate, ...none });
    expect(numbers(rows[2]!)).toEqual({
      ...json.tables[1].metrics.toxicity_rate,
      ...json.differences[0].metrics.toxicity_rate,
    });
  });

  it("markdown: tables with the figures of the terminal", async () => {
    const stdout = await analyze({ "a.csv": A }, ...options, "--format", "markdown");
    expect(stdout).toContain(
      "### a.csv, 7 epochs (0 to 6)\n\n| metric | data | mean | sd | min | max |\n| :--- | ---: |",
    );
    expect(stdout).toContain("\n| toxicity_rate | 6/7 | 0.2700 | 0.0583 | 0.1900 | 0.3500 |\n");
    expect(stdout).toContain("\n| risk | 0/7 | - | - | - | - |\n");
  });

  it("refuses a format that there is not", async () => {
    const { code, stderr } = await swarm(["analyze", "a.csv", "--format", "xml"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("Allowed choices are table, markdown, csv, json.");
  });
});

describe("swarm analyze, choice of metrics", () => {
  const metricsOf = async (tables: Readonly<Record<string, string>>, ...options: readonly string[]) => {
    const json = JSON.parse(await analyze(tables, ...options, "--format", "json"));
    return json.tables.map(({ metrics }: { metrics: object }) => Object.keys(metrics));
  };

  it("takes conditional_loss for the columns of both sides, once each and in the order asked", async () => {
    const asked = ["--metrics", "risk, conditional_loss", "--metrics", "conditional_loss_initiator,total_welfare,"];
    const both = ["conditional_loss_initiator", "conditional_loss_counterparty"];
    expect(await metricsOf({ "a.csv": A }, ...asked)).toEqual([["risk", ...both, "total_welfare"]]);
  });

  it("takes a column that is itself named conditional_loss at its word", async () => {
    expect(await metricsOf({ "c.csv": "epoch,conditional_loss\n0,1\n" }, "--metrics", "conditional_loss")).toEqual([
      ["conditional_loss"],
    ]);
  });

  it("takes every numeric column of a table with none of the usual metrics, and says what it leaves out", async () => {
    writeFileSync(join(cwd, "own.csv"), "seed,epoch,loss,phase,blank\n7,0,0.5,warm,\n7,1,0.25,cold,\n");
    const { code, stdout, stderr } = await swarm(["analyze", "own.csv", "--format", "json"], { cwd });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "warning: own.csv:1: left out because of text in them: phase\n",
    });
    expect(Object.keys(JSON.parse(stdout).tables[0].metrics)).toEqual(["seed", "loss", "blank"]);
  });

  it("says which of the usual metrics one of several tables lacks", async () => {
    writeFileSync(join(cwd, "a.csv"), A);
    writeFileSync(join(cwd, "less.csv"), "epoch,toxicity_rate\n0,1\n");
    const { code, stdout, stderr } = await swarm(["analyze", "less.csv", "a.csv"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toBe(
      "warning: less.csv:1: the table has no column conditional_loss_initiator, conditional_loss_counterparty\n",
    );
    expect(stdout).toMatch(/^conditional_loss_initiator +A +- +-\n +B +0\.1000 +- +- +0\.1000 +-$/m);
  });
});

describe("swarm analyze, sources", () => {
  it("warns of a last line without an end, whose last value may be cut", async () => {
    writeFileSync(join(cwd, "open.csv"), "epoch,spread\n0,0.5\n1,0.2");
    const { code, stdout, stderr } = await swarm(["analyze", "open.csv", "--format", "json"], { cwd });
    expect({ code, mean: JSON.parse(stdout).tables[0].metrics.spread.mean }).toEqual({ code: 0, mean: 0.35 });
    expect(stderr).toMatch(/^warning: open\.csv:3: no line end after the last row: .* may be incomplete\n$/);
  });

  it("reads from a pipe", async () => {
    writeFileSync(join(cwd, "a.csv"), A);
    const { code, stdout } = await shell("cat a.csv | swarm analyze /dev/stdin --metrics risk --format csv", { cwd });
    expect(code).toBe(0);
    expect(stdout.split("\n")[1]).toMatch(/^\/dev\/stdin,risk,7,0,/);
  });
});
