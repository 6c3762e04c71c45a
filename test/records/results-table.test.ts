import { appendFileSync, readFileSync, truncateSync, writeFileSync, type writeSync } from "node:fs";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Study } from "../../src/batch/study.js";
import { type FinishedRun, plannedRuns } from "../../src/batch/study-runs.js";
import { readTable } from "../../src/records/read-table.js";
import { ResultsTable } from "../../src/records/results-table.js";
import { lockResults } from "../../src/records/results-table-lock.js";
import { readResults, resultsExtent } from "../../src/records/results-table-reader.js";
import { ResultsWriter } from "../../src/records/results-table-writer.js";
import { GRID, tinyStudy } from "../support/studies.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const NOTHING = { rows: 0, bytes: 0, cut: false };
const LINES = `${GRID}metrics: [toxicity_rate, spread]\n`;

function made(study: Study, change: (run: number) => Partial<FinishedRun> = () => ({})): FinishedRun[] {
  return [...plannedRuns(study)].map((planned) => {
    const figures = [planned.run / 8, undefined];
    return { ...planned, figures, ...change(planned.run) } as FinishedRun;
  });
}

function write(study: Study, path: string, runs: readonly FinishedRun[], extent = NOTHING): void {
  const writer = new ResultsWriter(path, study, extent);
  for (const run of runs) writer.add(run);
  writer.abandon();
}

async function read(path: string, study: Study): Promise<FinishedRun[]> {
  const runs: FinishedRun[] = [];
  for await (const run of readResults(path, study)) runs.push(run);
  return runs;
}

describe("a results table", () => {
  it("has a row per run with what the plan says of it, its figures, and its error in one line", () => {
    const folder = temporary();
    const study = tinyStudy(folder, LINES);
    const runs = made(study, (run) => (run === 1 ? { figures: undefined, error: 'a\n "b",  c' } : {}));
    write(study, join(folder, "t.csv"), runs);
    expect(readFileSync(join(folder, "t.csv"), "utf8").split("\n").slice(0, 4)).toEqual([
      "run,point,seed,payoff.h,agents.0.count,toxicity_rate,spread,error",
      "0,0,1,1,2,0,,",
      '1,0,2,1,2,,,"a ""b"", c"',
      "2,1,1,1,3,0.25,,",
    ]);
  });

  it("names the sample of each point of a Saltelli design, and quotes what needs it", () => {
    const folder = temporary();
    const study = tinyStudy(
      folder,
      `design: { kind: saltelli, points: 2 }
vary:
  - { path: simulation.schedule_mode, values: [round_robin, random], name: "a, b" }
seeds: [3]
metrics: [spread]`,
    );
    const table = new ResultsTable(study);
    expect(table.header).toBe("run,point,seed,sample,simulation.schedule_mode,spread,error\n");
    expect(
      made(study)
        .slice(0, 3)
        .map((run) => table.row({ ...run, figures: [1], error: undefined })),
    ).toEqual([
      expect.stringMatching(/^0,0,3,A,(random|round_robin),1,\n$/),
      expect.stringMatching(/^1,1,3,B,/),
      expect.stringMatching(/^2,2,3,"AB:a, b",/),
    ]);
  });

  test.prop([
    fc.array(fc.tuple(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), fc.option(fc.string())), {
      minLength: 12,
      maxLength: 12,
    }),
  ])("gives back every figure to the last bit, and every error but for its blanks", async (cells) => {
    const folder = temporary();
    const study = tinyStudy(folder, LINES);
    const oneLine = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
    const runs = made(study, (run) => {
      const [figure, error] = cells[run];
      if (error !== null && oneLine(error) !== "") return { figures: undefined, error };
      return { figures: [figure ?? undefined, 1] };
    });
    write(study, join(folder, "t.csv"), runs);
    const found = await read(join(folder, "t.csv"), study);
    expect(found.map(({ figures }) => figures)).toEqual(
      runs.map(({ figures }) => figures?.map((figure) => (figure === undefined ? undefined : figure + 0))),
    );
    expect(found.map(({ error }) => error)).toEqual(runs.map(({ error }) => error && oneLine(error)));
  });

  it("can be read as any other table", async () => {
    const folder = temporary();
    const study = tinyStudy(folder, LINES);
    write(study, join(folder, "t.csv"), made(study));
    const { columns, cells } = await readTable(join(folder, "t.csv"));
    expect(columns).toHaveLength(8);
    expect(cells[5]).toEqual(made(study).map(({ run }) => run / 8));
  });
});

describe("a results table that was cut", () => {
  it("at any byte goes on to the same bytes", async () => {
    const folder = temporary();
    const study = tinyStudy(folder, LINES);
    const [whole, cut] = [join(folder, "whole.csv"), join(folder, "cut.csv")];
    const runs = made(study, (run) => (run % 5 === 3 ? { figures: undefined, error: 'some, "error"' } : {}));
    write(study, whole, runs);
    const bytes = readFileSync(whole);
    for (let length = 0; length <= bytes.length; length += 1) {
      writeFileSync(cut, bytes.subarray(0, length));
      const extent = await resultsExtent(cut, study);
      write(study, cut, runs.slice(extent.rows), extent);
      expect(readFileSync(cut).equals(bytes), `cut after ${length} bytes`).toBe(true);
    }
  });

  it("says how far it goes, and whether something is left of a row", async () => {
    const folder = temporary();
    const study = tinyStudy(folder, LINES);
    const path = join(folder, "t.csv");
    write(study, path, made(study).slice(0, 3));
    const bytes = readFileSync(path).length;
    expect(await resultsExtent(path, study)).toEqual({ rows: 3, bytes, cut: false });
    appendFileSync(path, "3,1,2,1,3,0.3");
    expect(await resultsExtent(path, study)).toEqual({ rows: 3, bytes, cut: true });
    truncateSync(path, 10);
    expect(await resultsExtent(path, study)).toEqual({ rows: 0, bytes: 0, cut: true });
  });
});

describe("a results table is refused", () => {
  const refusal = async (change: (lines: string[]) => void) => {
    const folder = temporary();
    const study = tinyStudy(folder, LINES);
    const path = join(folder, "t.csv");
    write(study, path, made(study));
    const lines = readFileSync(path, "utf8").split("\n");
    change(lines);
    writeFileSync(path, lines.join("\n"));
    const text = await resultsExtent(path, study).then(
      () => "taken",
      (error: Error) => error.message,
    );
    return text.replace(`${folder}/`, "");
  };
  const astray = (line: number, run: number) =>
    `t.csv:${line}: this is not the row of run ${run} of the study; --restart starts over`;

  it("when its columns are those of another study", async () => {
    expect(await refusal((lines) => lines.splice(0, 1, lines[0].replace("spread", "quality_gap")))).toBe(
      "t.csv:1: the columns are not those of this study; --restart starts over",
    );
  });

  it("when a row is missing, was changed in what the plan says, has lost a cell or holds no number", async () => {
    expect(await refusal((lines) => lines.splice(4, 1))).toBe(astray(5, 3));
    expect(await refusal((lines) => lines.splice(4, 1, lines[4].replace("3,1,2", "3,1,7")))).toBe(astray(5, 3));
    expect(await refusal((lines) => lines.splice(4, 1, lines[4].replace(/,$/, "")))).toBe(astray(5, 3));
    expect(await refusal((lines) => lines.splice(4, 1, lines[4].replace("0.375", "0.3x")))).toBe(astray(5, 3));
  });

  it("when it goes on after the last run", async () => {
    expect(await refusal((lines) => lines.splice(13, 0, lines[12]))).toBe(
      "t.csv:14: the study has 12 runs, and the table goes on; --restart starts over",
    );
  });

  it("when it is a folder", async () => {
    const folder = temporary();
    await expect(resultsExtent(folder, tinyStudy(temporary(), LINES))).rejects.toThrow("cannot be read (EISDIR)");
  });
});

describe("a full disk", () => {
  it("ends the writing with what happened and what is kept; what is there goes on to the same bytes", async () => {
    const folder = temporary();
    const study = tinyStudy(folder, LINES);
    const [whole, path] = [join(folder, "whole.csv"), join(folder, "t.csv")];
    write(study, whole, made(study));
    // the header and five rows take 149 bytes
    let room = 150;
    const full = ((fd: number, bytes: Buffer, at: number) => {
      if (room === 0) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      const part = bytes.subarray(at, at + room);
      appendFileSync(fd, part);
      room -= part.length;
      return part.length;
    }) as typeof writeSync;
    const writer = new ResultsWriter(path, study, NOTHING, full);
    expect(() => made(study).forEach((run) => void writer.add(run))).toThrow(
      `${path}: the disk is full (ENOSPC); 5 of 12 rows are kept, and the same command continues after them`,
    );
    const extent = await resultsExtent(path, study);
    expect(extent).toMatchObject({ rows: 5, cut: true });
    write(study, path, made(study).slice(5), extent);
    expect(readFileSync(path, "utf8")).toBe(readFileSync(whole, "utf8"));
  });
});

describe("the mark of the process that writes", () => {
  it("keeps a second one off, and goes with the first", () => {
    const folder = temporary();
    const path = join(folder, "deep/t.lock");
    const release = lockResults(path);
    expect(readFileSync(path, "utf8")).toBe(`${process.pid}\n`);
    writeFileSync(path, `${process.ppid}\n`);
    expect(() => lockResults(path)).toThrow(`${path}: another sweep, process ${process.ppid}, is writing this table`);
    release();
    expect(filesBelow(folder)).toEqual([]);
  });

  it.each(["4194400", "not a number", ""])("is taken over where its process (%j) is gone", (owner) => {
    const path = join(temporary(), "t.lock");
    writeFileSync(path, owner);
    lockResults(path)();
    expect(() => readFileSync(path)).toThrow("ENOENT");
  });
});
