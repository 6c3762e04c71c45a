import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { outcomeOf, swarmArgv } from "../../support/cli.js";
import { swarmHere } from "../../support/in-process.js";
import { temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const TRAIN = ["macpo", "train", "--preset", "small", "--set", "name=t"];

/** Every file of a folder by name. */
const filesOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );

describe("swarm macpo train", () => {
  it("writes a log, a table, its configuration and a checkpoint per round, the same ones each time", async () => {
    const [one, two] = [temporary(), temporary()];
    const { code, stdout } = await swarmHere([...TRAIN, "--out", "o"], { cwd: one });
    expect(code).toBe(0);
    expect(stdout).toContain("t: 3 teachers, 2 rounds, seed 1, fold 0 of 3");
    await swarmHere([...TRAIN, "--out", "o", "--quiet"], { cwd: two });
    const files = filesOf(join(one, "o"));
    expect(filesOf(join(two, "o"))).toEqual(files);
    expect(Object.keys(files)).toEqual([
      ...["t_checkpoint_0.json", "t_checkpoint_1.json", "t_checkpoint_2.json"],
      ...["t_config.json", "t_rounds.csv", "t_rounds.jsonl"],
    ]);
    const rounds = files["t_rounds.jsonl"]
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rounds.map(({ round }) => round)).toEqual([0, 1, 2]);
    for (const { agents } of rounds) {
      expect(agents).toHaveLength(8);
      for (const { weight_hash } of agents) expect(weight_hash).toMatch(/^[0-9a-f]{64}$/);
    }
    const shares: number[] = rounds[1].filter_shares;
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(files["t_rounds.csv"].trim().split("\n")).toHaveLength(1 + 3 * 8);
    expect(JSON.parse(files["t_config.json"])).toMatchObject({ name: "t", rounds: 2, world: { prompts: 150 } });
  });

  it("adds rounds to a finished run, and that equals a run of so many rounds", async () => {
    const [one, two] = [temporary(), temporary()];
    for (const rounds of [1, 3]) {
      expect((await swarmHere([...TRAIN, "--set", `rounds=${rounds}`, "--out", "o"], { cwd: one })).code).toBe(0);
    }
    await swarmHere([...TRAIN, "--set", "rounds=3", "--out", "o"], { cwd: two });
    expect(filesOf(join(one, "o"))).toEqual(filesOf(join(two, "o")));
  });

  it("goes on after kill -9, and ends with the same bytes", async () => {
    const [one, two] = [temporary(), temporary()];
    const args = [...TRAIN, "--set", "rounds=12", "--set", "world.prompts=3000", "--out", "o", "--quiet"];
    const [program, ...first] = swarmArgv;
    const child = spawn(program, [...first, ...args], { cwd: one, stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("close", resolve));
    while (!existsSync(join(one, "o/t_checkpoint_1.json")) && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill("SIGKILL");
    await ended;
    expect(existsSync(join(one, "o/t_checkpoint_12.json"))).toBe(false);
    const again = await swarmHere(args, { cwd: one });
    expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: "" });
    await swarmHere(args, { cwd: two });
    const whole = filesOf(join(two, "o"));
    // What the killed run was writing just then lies beside, under a name of its own, as does its lock where it was left.
    const left = Object.entries(filesOf(join(one, "o"))).filter(([name]) => !name.startsWith("."));
    expect(Object.fromEntries(left)).toEqual(whole);
  }, 120_000);

  it("ends with 130 on Ctrl-C, with whole files only", async () => {
    const home = temporary();
    const args = [...TRAIN, "--set", "rounds=200", "--set", "world.prompts=3000", "--out", "o"];
    const [program, ...first] = swarmArgv;
    const child = spawn(program, [...first, ...args], { cwd: home });
    const outcome = outcomeOf(child);
    while (!existsSync(join(home, "o/t_rounds.csv")) && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill("SIGINT");
    const { code, stderr } = await outcome;
    expect(code).toBe(130);
    expect(stderr).toMatch(/interrupted: round \d+ is kept in o; the same command goes on after it/);
    for (const [name, text] of Object.entries(filesOf(join(home, "o")))) {
      expect(name).not.toMatch(/^\./);
      if (name.endsWith(".json")) expect(() => JSON.parse(text)).not.toThrow();
    }
  }, 120_000);

  it("refuses bad input with 2 and every fault at its place, and writes nothing", async () => {
    const home = temporary();
    writeFileSync(join(home, "c.yaml"), "teechers: 3\nbeta: -1\n");
    const { code, stderr } = await swarmHere(["macpo", "train", "c.yaml", "--set", "rounds=x", "--out", "o"], {
      cwd: home,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('c.yaml:1:1: unknown key "teechers" (did you mean "teachers"?)');
    expect(stderr).toContain("c.yaml:2:7: beta must be greater than 0, got -1");
    expect(stderr).toContain('--set rounds=x: rounds must be a whole number, got "x"');
    const preset = await swarmHere(["macpo", "train", "--preset", "ful", "--out", "o"], { cwd: home });
    expect(preset).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean "full"?') });
    const missing = await swarmHere(["macpo", "train", "no.yaml", "--out", "o"], { cwd: home });
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining("no.yaml") });
    expect(existsSync(join(home, "o"))).toBe(false);
  });

  it("refuses a checkpoint of another configuration, and a damaged one, until told to start over", async () => {
    const home = temporary();
    await swarmHere([...TRAIN, "--out", "o"], { cwd: home });
    const before = filesOf(join(home, "o"));
    const other = await swarmHere([...TRAIN, "--set", "beta=0.2", "--out", "o"], { cwd: home });
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("another configuration of that name; --restart throws it away");
    expect(filesOf(join(home, "o"))).toEqual(before);
    writeFileSync(
      join(home, "o/t_checkpoint_2.json"),
      before["t_checkpoint_2.json"].replace(/[A-Za-z]{8}(?==*"})/, "AAAAAAAA").slice(0, -40),
    );
    expect(await swarmHere([...TRAIN, "--out", "o"], { cwd: home })).toMatchObject({ code: 2 });
    expect((await swarmHere([...TRAIN, "--out", "o", "--restart"], { cwd: home })).code).toBe(0);
    expect(filesOf(join(home, "o"))).toEqual(before);
  });
});
