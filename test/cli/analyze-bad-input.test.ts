import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { swarm } from "../support/cli.js";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "swarm-bad-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** Runs `swarm analyze ARGS`, which must end with 2 and print nothing but faults; gives their lines. */
async function faults(...args: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await swarm(["analyze", ...args], { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr.trimEnd().split("\n");
}

describe("swarm analyze ends with 2 and says what is wrong and where", () => {
  it.each([
    ["an empty file", "", "t.csv:1: the file is empty"],
    ["a header alone", "epoch,x\n", "t.csv:1: the table has a header but no rows"],
    ["no epoch column", "step,x\n0,1\n", 't.csv:1: no column "epoch"; the table has: step, x'],
    [
      "fields separated by semicolons",
      "epoch;x\n0;1\n",
      't.csv:1: the fields seem to be separated by ";"; they must be by ","',
    ],
    ["a column name twice", "epoch,x,x\n0,1,2\n", 't.csv:1: two columns are named "x"'],
    ["text in a metric", "epoch,x\n0,1\n1,high\n", 't.csv:3: column "x": "high" is not a number'],
    ["NaN", "epoch,x\n0,NaN\n", /^t\.csv:2: column "x": "NaN" is not a finite number; leave the cell blank/],
    ["Infinity", "epoch,x\n0,-Infinity\n", /^t\.csv:2: column "x": "-Infinity" is not a finite number/],
    ["an epoch twice", "epoch,x\n0,1\n1,1\n0,1\n", /^t\.csv:4: epoch 0 appears again \(first in line 2\)/],
    ["an epoch that is not whole", "epoch,x\n0.5,1\n", "t.csv:2: the epoch 0.5 is not a whole number"],
    ["a blank epoch", "epoch,x\n,1\n", "t.csv:2: the epoch is blank"],
    [
      "a last row cut between fields",
      "epoch,x,y\n0,1,2\n1,1",
      /^t\.csv:3: the row has 2 fields, the header has 3.*cut/,
    ],
    [
      "a last row cut inside quotes",
      'epoch,x\n0,1\n1,"0.',
      /^t\.csv:3: a quote opened in this row is never closed.*cut/,
    ],
    ["a row too long", "epoch,x\n0,1,2\n1,1\n", "t.csv:2: the row has 3 fields, the header has 2"],
    ["a binary file", "epoch,x\n0,\u0000\n", "t.csv: this is a binary file, not a table"],
  ])("%s", async (_, content, message) => {
    writeFileSync(join(cwd, "t.csv"), content);
    expect(await faults("t.csv", "--metrics", "x")).toEqual([
      typeof message === "string" ? message : expect.stringMatching(message),
    ]);
  });

  it("a file that is not UTF-8", async () => {
    writeFileSync(join(cwd, "t.csv"), Buffer.from("epoch,x\n0,caf\xe9\n", "latin1"));
    expect(await faults("t.csv")).toEqual(["t.csv: the file is not UTF-8 text"]);
  });

  it("no such file, naming the one that was probably meant", async () => {
    writeFileSync(join(cwd, "baseline_metrics.csv"), "epoch,x\n0,1\n");
    expect(await faults("baseline_metric.csv")).toEqual([
      'baseline_metric.csv: no such file (did you mean "baseline_metrics.csv"?)',
    ]);
  });

  it("a folder", async () => {
    mkdirSync(join(cwd, "folder"));
    expect(await faults("folder")).toEqual(["folder: this is a folder, not a table"]);
  });

  it("a file over 200 MiB", async () => {
    writeFileSync(join(cwd, "large.csv"), "epoch,x\n");
    truncateSync(join(cwd, "large.csv"), 200 * 1024 * 1024 + 1);
    expect(await faults("large.csv")).toEqual(["large.csv: the file is larger than 200 MiB"]);
  });

  it("an unknown metric, with the nearest name and what there is", async () => {
    writeFileSync(join(cwd, "t.csv"), "epoch,toxicity_rate,spread\n0,1,1\n");
    expect(await faults("t.csv", "--metrics", "toxicty_rate,spread")).toEqual([
      't.csv:1: no column "toxicty_rate" (did you mean "toxicity_rate"?); the table has: epoch, toxicity_rate, spread',
    ]);
  });

  it("conditional_loss where one of its two columns is missing", async () => {
    writeFileSync(join(cwd, "t.csv"), "epoch,conditional_loss_initiator\n0,1\n");
    expect(await faults("t.csv", "--metrics", "conditional_loss")).toEqual([
      expect.stringContaining('t.csv:1: no column "conditional_loss_counterparty"'),
    ]);
  });

  it("no metric named", async () => {
    writeFileSync(join(cwd, "t.csv"), "epoch,x\n0,1\n");
    expect(await faults("t.csv", "--metrics", " ,")).toEqual(["--metrics names no metric"]);
  });

  it("nothing numeric to look at", async () => {
    writeFileSync(join(cwd, "t.csv"), "epoch,phase\n0,warm\n");
    expect(await faults("t.csv")).toEqual(["t.csv:1: the table has no numeric column besides epoch, only phase"]);
  });

  it("a table with none of the metrics that the others are compared by", async () => {
    writeFileSync(join(cwd, "a.csv"), "epoch,spread\n0,1\n");
    writeFileSync(join(cwd, "t.csv"), "epoch,x\n0,1\n");
    expect(await faults("a.csv", "t.csv")).toEqual(["t.csv:1: the table has none of the columns spread, only x"]);
  });

  it("no table at all", async () => {
    expect((await faults())[0]).toBe("error: missing required argument 'table'");
  });

  it("every fault of every table at once", async () => {
    writeFileSync(join(cwd, "a.csv"), "epoch,x\n0,high\n0.5,1\n");
    writeFileSync(join(cwd, "b.csv"), "epoch,x\n0,1\n1\n");
    expect(await faults("nowhere.csv", "a.csv", "b.csv", "--metrics", "x,y")).toEqual([
      "nowhere.csv: no such file",
      "b.csv:3: the row has 1 field, the header has 2: the file seems to be cut in the middle of this row",
      "a.csv:3: the epoch 0.5 is not a whole number",
      'a.csv:2: column "x": "high" is not a number',
      'a.csv:1: no column "y" (did you mean "x"?); the table has: epoch, x',
    ]);
  });
});
