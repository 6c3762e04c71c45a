import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import { type Outcome, outcomeOf, shell, swarm, swarmArgv } from "../support/cli.js";
import { swarmHere } from "../support/in-process.js";
import { TINY, writeStudy } from "../support/studies.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

/** 800 runs of a few milliseconds. */
const LINES = `
design: { kind: latin_hypercube, points: 200 }
vary:
  - { path: payoff.h, from: 0.5, to: 5, log: true }
  - { path: agents.0.count, from: 1, to: 6, int: true }
set: { simulation.n_epochs: 12, simulation.steps_per_epoch: 12 }
seeds: { count: 4 }
`;

const RESULTS = "logs/s_results.csv";
const PARTIAL = `${RESULTS}.partial`;
const DONE = ["logs/s_analysis.json", RESULTS, "logs/s_study.json", "study.yaml", "tiny.yaml"];

function start(folder: string, ...args: readonly string[]): ChildProcess {
  const [program, ...first] = swarmArgv;
  return spawn(program, [...first, "sweep", "study.yaml", ...args], { cwd: folder });
}

/** Waits until the partial table has so many bytes, or the process is gone. */
async function grown(folder: string, child: ChildProcess, bytes: number): Promise<void> {
  const path = join(folder, PARTIAL);
  while (child.exitCode === null && !(existsSync(path) && statSync(path).size >= bytes)) await pause(2);
}

/** The table of a sweep that nobody disturbed. */
async function undisturbed(lines = LINES): Promise<string> {
  const folder = temporary();
  writeStudy(folder, lines);
  await swarmHere(["sweep", "study.yaml", "--threads", "1", "--quiet"], { cwd: folder });
  return readFileSync(join(folder, RESULTS), "utf8");
}

describe("a sweep on several threads", () => {
  it("writes the same bytes as on one", async () => {
    const folder = temporary();
    writeStudy(folder, LINES);
    expect(await swarm(["sweep", "study.yaml", "--threads", "2", "--quiet"], { cwd: folder })).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
    expect(readFileSync(join(folder, RESULTS), "utf8")).toBe(await undisturbed());
  });
});

describe("a sweep that is killed", () => {
  it("at random moments, again and again, ends with the bytes of one that was not, whatever the number of threads", {
    timeout: 300_000,
  }, async () => {
    const table = await undisturbed();
    const folder = temporary();
    writeStudy(folder, LINES);
    const stream = keyedSource(1).family("kill", ["at"]).of(0);
    let size = 0;
    for (let kill = 0; kill < 5; kill += 1) {
      const child = start(folder, "--threads", String(1 + (kill % 2)));
      const ended = outcomeOf(child);
      // the first one before anything is written, the others in the middle of it
      if (kill > 0) await grown(folder, child, size + 1 + stream.below(table.length / 8));
      else await pause(300);
      await pause(stream.below(20));
      child.kill("SIGKILL");
      await ended;
      const left = existsSync(join(folder, PARTIAL)) ? readFileSync(join(folder, PARTIAL), "utf8") : "";
      size = left.length;
      expect(table.startsWith(left)).toBe(true);
    }
    expect(size).toBeGreaterThan(1000);
    expect(size).toBeLessThan(table.length);
    const { code, stdout } = await swarm(["sweep", "study.yaml"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/800 runs done, \d+ of them by an earlier sweep/);
    expect(readFileSync(join(folder, RESULTS), "utf8")).toBe(table);
    expect(filesBelow(folder)).toEqual(DONE);
  });

  it.each([
    ["SIGINT", 130, "1"],
    ["SIGINT", 130, "2"],
    ["SIGTERM", 143, "2"],
  ] as const)(
    "by %s ends with %i on %s threads, keeps its rows and says how to go on",
    async (signal, code, threads) => {
      const folder = temporary();
      writeStudy(folder, LINES);
      const child = start(folder, "--threads", threads);
      const ended = outcomeOf(child);
      await grown(folder, child, 3000);
      child.kill(signal);
      const { stderr } = await ended;
      expect(child.exitCode).toBe(code);
      const kept = readFileSync(join(folder, PARTIAL), "utf8");
      const rows = kept.split("\n").length - 2;
      expect(kept.endsWith("\n")).toBe(true);
      expect(stderr).toBe(
        `interrupted: ${rows} of 800 runs are kept in ${PARTIAL}; the same command continues after them\n`,
      );
      expect(filesBelow(folder)).toEqual([PARTIAL, "logs/s_results.partial.json", "study.yaml", "tiny.yaml"]);
    },
  );
});

describe("a sweep whose table may not grow any further", () => {
  it("says so with 2, keeps its rows, and goes on when there is room", async () => {
    const folder = temporary();
    writeStudy(folder, LINES);
    // 8 blocks of 512 bytes; node is told of it by an error instead of a signal
    const { code, stderr } = await shell("ulimit -f 8; swarm sweep study.yaml --threads 1", { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^logs\/s_results\.csv\.partial: the file would be larger than this system allows \(EFBIG\); \d+ of 800 rows are kept, and the same command continues after them\n$/,
    );
    const { code: then } = await swarm(["sweep", "study.yaml"], { cwd: folder });
    expect(then).toBe(0);
    expect(readFileSync(join(folder, RESULTS), "utf8")).toBe(await undisturbed());
  });
});

describe("a sweep of many tiny runs", () => {
  const MANY = `
design: { kind: latin_hypercube, points: 10000 }
vary:
  - { path: payoff.h, from: 0.5, to: 5, log: true }
  - { path: payoff.theta, from: 0.1, to: 0.9 }
set: { simulation.steps_per_epoch: 1 }
seeds: { count: 2 }
`;

  it("stays below 500 MB of memory", { timeout: 600_000 }, async () => {
    const folder = temporary();
    writeStudy(folder, MANY, TINY);
    const [program, ...first] = swarmArgv;
    const meter = new URL("../support/peak-memory.mjs", import.meta.url).href;
    const args = ["--import", meter, ...first, "sweep", "study.yaml", "--threads", "2", "--quiet"];
    const { code, stderr }: Outcome = await outcomeOf(spawn(program, args, { cwd: folder }));
    expect(code).toBe(0);
    expect(readFileSync(join(folder, RESULTS), "utf8").split("\n")).toHaveLength(20_002);
    expect(Number(/^peak (\d+) MB$/m.exec(stderr)?.[1])).toBeLessThan(500);
  });
});
