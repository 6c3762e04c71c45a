import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { outcomeOf, shell, swarmArgv } from "../../support/cli.js";
import { swarmHere } from "../../support/in-process.js";
import { filesBelow, temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();

/** Four runs of a fraction of a second. */
const SHORT = [
  "macpo",
  "study",
  "--presets",
  "small",
  "--seeds",
  "2",
  "--folds",
  "2",
  "--rounds",
  "1",
  "--out",
  "s.json",
];
const here = (args: readonly string[], cwd: string) => swarmHere([...args, "--threads", "1"], { cwd });
const linesOf = (file: string) => (existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0);

/** Starts a study in a process of its own, and sends it a signal once its journal has so many lines. */
async function stopped(cwd: string, args: readonly string[], lines: number, signal: NodeJS.Signals) {
  const [program, ...first] = swarmArgv;
  const child = spawn(program, [...first, ...args], { cwd });
  const ended = outcomeOf(child);
  while (linesOf(join(cwd, "s.json.partial")) < lines && child.exitCode === null) await pause(5);
  child.kill(signal);
  return { ...(await ended), exitCode: child.exitCode };
}

describe("swarm macpo study, stopped half way", () => {
  const MANY = ["macpo", "study", "--presets", "small", "--seeds", "60", "--folds", "2", "--rounds", "1"];
  const LONG = [...MANY, "--out", "s.json"];

  it("by kill -9, twice and on other numbers of threads, ends with the bytes of one that was not", async () => {
    const [one, two] = [temporary(), temporary()];
    await stopped(one, [...LONG, "--threads", "1"], 4, "SIGKILL");
    const first = linesOf(join(one, "s.json.partial"));
    expect(first).toBeGreaterThanOrEqual(4);
    await stopped(one, [...LONG, "--threads", "2"], first + 3, "SIGKILL");
    const second = linesOf(join(one, "s.json.partial"));
    expect(second).toBeGreaterThanOrEqual(first + 3);
    expect(second).toBeLessThan(1 + 120);
    expect(existsSync(join(one, "s.json"))).toBe(false);
    const { code, stdout, stderr } = await here(LONG, one);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(`120 runs, ${second - 1} of them by an earlier command: s.json\n`);
    await here(LONG, two);
    expect(readFileSync(join(one, "s.json"), "utf8")).toBe(readFileSync(join(two, "s.json"), "utf8"));
    expect([filesBelow(one), filesBelow(two)]).toEqual([["s.json"], ["s.json"]]);
  }, 240_000);

  it("by Ctrl-C ends with 130, says what is kept, and leaves nothing under the final name", async () => {
    const home = temporary();
    const { code, exitCode, stderr } = await stopped(home, [...LONG, "--threads", "1"], 3, "SIGINT");
    expect([code, exitCode]).toEqual([130, 130]);
    const kept = linesOf(join(home, "s.json.partial")) - 1;
    expect(stderr).toBe(
      `interrupted: ${kept} of 120 runs are kept in s.json.partial; the same command continues after them\n`,
    );
    expect(filesBelow(home)).toEqual(["s.json.partial"]);
  }, 120_000);
});

describe("swarm macpo study, where its file may not grow any further", () => {
  it("says so with 2 and how many runs are kept, and goes on when there is room", async () => {
    const home = temporary();
    const args = SHORT.with(SHORT.indexOf("--seeds") + 1, "8");
    // 12 blocks of 512 bytes; node is told of it by an error instead of a signal
    const { code, stderr } = await shell(`ulimit -f 12; swarm ${args.join(" ")} --threads 1`, { cwd: home });
    expect(code).toBe(2);
    const kept =
      /^s\.json\.partial: the file cannot be written \(EFBIG\); (\d+) of 16 runs are kept, and the same command continues after them\n$/;
    expect(stderr).toMatch(kept);
    const before = Number(kept.exec(stderr)?.[1]);
    expect(before).toBeGreaterThan(0);
    expect((await here(args, home)).stdout).toBe(`16 runs, ${before} of them by an earlier command: s.json\n`);
    expect(filesBelow(home)).toEqual(["s.json"]);
  });
});

describe("swarm macpo study, given again", () => {
  it("has nothing left to do, and starts over when it is told to", async () => {
    const home = temporary();
    expect((await here(SHORT, home)).stdout).toBe("4 runs: s.json\n");
    const before = readFileSync(join(home, "s.json"), "utf8");
    expect((await here(SHORT, home)).stdout).toBe("4 runs, 4 of them by an earlier command: s.json\n");
    expect((await here([...SHORT, "--restart"], home)).stdout).toBe("4 runs: s.json\n");
    expect(readFileSync(join(home, "s.json"), "utf8")).toBe(before);
    expect(filesBelow(home)).toEqual(["s.json"]);
  });

  it.each([
    [["--seeds", "3"], "seeds"],
    [["--seed-start", "5"], "seed_start"],
    [["--folds", "3"], "folds, configs.small.folds"],
    [["--rounds", "2"], "rounds, configs.small.rounds"],
    [["--presets", "small,full"], "presets, configs.full"],
  ])("with %j is refused, whether it was done or half done, and leaves what is there", async (changes, what) => {
    const home = temporary();
    await here(SHORT, home);
    const text = readFileSync(join(home, "s.json"), "utf8");
    const refusal = (file: string) => ({
      code: 2,
      stdout: "",
      stderr: `${file}: the plan has changed since this file was begun (${what}); --restart starts over, another --out leaves it as it is\n`,
    });
    expect(await here([...SHORT, ...changes], home)).toEqual(refusal("s.json"));
    const { rows, macpo_study_version: _, ...plan } = JSON.parse(text);
    const partial = join(home, "s.json.partial");
    const half = `${JSON.stringify({ journal_version: 1, plan })}\n${JSON.stringify(rows[0])}\n`;
    writeFileSync(partial, half);
    expect(await here([...SHORT, ...changes], home)).toEqual(refusal("s.json.partial"));
    expect([readFileSync(partial, "utf8"), readFileSync(join(home, "s.json"), "utf8")]).toEqual([half, text]);
  });

  it("goes on after whole rows alone, and refuses rows of other runs with their line", async () => {
    const home = temporary();
    await here(SHORT, home);
    const text = readFileSync(join(home, "s.json"), "utf8");
    const { rows, macpo_study_version: _, ...plan } = JSON.parse(text);
    const partial = join(home, "s.json.partial");
    const lines = (...given: unknown[]) => given.map((line) => `${JSON.stringify(line)}\n`).join("");
    const head = { journal_version: 1, plan };
    writeFileSync(partial, lines(head, rows[0], rows[1]));
    appendFileSync(partial, JSON.stringify(rows[2]).slice(0, 40));
    expect((await here(SHORT, home)).stdout).toBe("4 runs, 2 of them by an earlier command: s.json\n");
    expect(readFileSync(join(home, "s.json"), "utf8")).toBe(text);
    writeFileSync(partial, lines(head, rows[0]));
    truncateSync(partial, 30);
    expect((await here(SHORT, home)).stdout).toBe("4 runs: s.json\n");
    writeFileSync(partial, lines(head, rows[0], rows[2]));
    expect((await here(SHORT, home)).stderr).toBe(
      "s.json.partial:3: this is not the row of run 1 of 4; --restart starts over\n",
    );
    writeFileSync(partial, `${lines(head, rows[0])}no JSON\n`);
    expect((await here(SHORT, home)).stderr).toContain("s.json.partial:3: this is not the row of run 1 of 4");
    writeFileSync(partial, lines(head, ...rows, rows[0]));
    expect((await here(SHORT, home)).stderr).toContain("s.json.partial:6: this is not the row of run 4 of 4");
    expect(readFileSync(join(home, "s.json"), "utf8")).toBe(text);
  });

  it("refuses a file that is no study, a study without all its rows, and a folder, and leaves them", async () => {
    const home = temporary();
    await here(SHORT, home);
    const study = JSON.parse(readFileSync(join(home, "s.json"), "utf8"));
    const short = JSON.stringify({ ...study, rows: study.rows.slice(1) });
    for (const [text, message] of [
      ["my notes", "it is not known by which plan this file was made"],
      ['{"rows": []}', "it is not known by which plan this file was made"],
      ["null", "it is not known by which plan this file was made"],
      [short, "these are not the rows of the plan that it states"],
    ]) {
      writeFileSync(join(home, "s.json"), text);
      expect(await here(SHORT, home)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
      expect(readFileSync(join(home, "s.json"), "utf8")).toBe(text);
    }
    mkdirSync(join(home, "folder"));
    const at = SHORT.with(-1, "folder");
    expect(await here(at, home)).toMatchObject({ code: 2, stderr: "folder: this is a folder\n" });
    expect(filesBelow(home)).toEqual(["s.json"]);
  });

  it("is refused while another process is at it", async () => {
    const home = temporary();
    writeFileSync(join(home, ".s.json.lock"), `${process.ppid}\n`);
    expect(await here(SHORT, home)).toMatchObject({
      code: 2,
      stderr: `.s.json.lock: another study, process ${process.ppid}, is writing this file\n`,
    });
    expect(filesBelow(home)).toEqual([".s.json.lock"]);
  });
});

describe("swarm macpo study, asked for presets that there are not", () => {
  it("names each of them and where they are listed, and begins nothing", async () => {
    const cwd = temporary();
    const { code, stderr } = await here(["macpo", "study", "--presets", "small,smal,nope", "--out", "s.json"], cwd);
    expect(code).toBe(2);
    expect(stderr).toBe(
      '--presets: unknown preset "smal" (did you mean "small"?); swarm macpo presets lists them\n' +
        '--presets: unknown preset "nope"; swarm macpo presets lists them\n',
    );
    expect(filesBelow(cwd)).toEqual([]);
  });

  it("does the same for one that a training is to start from", async () => {
    const cwd = temporary();
    const { code, stderr } = await swarmHere(["macpo", "train", "--preset", "smal"], { cwd });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: '--preset: unknown preset "smal" (did you mean "small"?); swarm macpo presets lists them\n',
    });
    expect(filesBelow(cwd)).toEqual([]);
  });
});
