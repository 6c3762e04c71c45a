import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { swarmHere } from "../support/in-process.js";
import { ROOT } from "../support/readme.js";
import { standIns } from "../support/stand-ins.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SCRIPTED = join(ROOT, "scenarios/waltz_pair_scripted.yaml");
const LOCAL = join(ROOT, "scenarios/waltz_pair_local.yaml");
const NAME = "waltz_pair_scripted";
const TABLES = ["events.jsonl", "metrics.csv", "agents.csv"];

const read = (folder: string, name: string, run = NAME) => readFileSync(join(folder, `${run}_${name}`), "utf8");
const run = (cwd: string, ...args: string[]) =>
  swarmHere(["run", SCRIPTED, "--epochs", "3", "--quiet", ...args], { cwd });

describe("a run that asks models", () => {
  it("gives the same bytes twice, with a record of every call", async () => {
    const home = temporary();
    expect(await run(home, "--out", "a")).toMatchObject({ code: 0, stderr: "" });
    expect((await run(home, "--out", "b")).code).toBe(0);
    for (const name of TABLES) expect(read(join(home, "a"), name), name).toBe(read(join(home, "b"), name));
    const calls = read(join(home, "a"), "calls.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(calls.map(({ position }) => position)).toEqual(calls.map((_, at) => at));
    expect(calls[0]).toMatchObject({
      from: { agent: "waltz_pair_1", role: "conversation", epoch: 0, step: 0 },
      response: { text: expect.any(String) },
      usage: { input_tokens: 80, output_tokens: 15 },
      price_usd: 0.00001,
    });
    const { files, metrics } = JSON.parse(read(join(home, "a"), "manifest.json"));
    expect(files.map(({ role }: { role: string }) => role)).toEqual(["events", "metrics", "agents", "calls"]);
    expect(metrics.pooled.model_calls).toBe(calls.length);
  });

  it("is replayed from the record alone, to the byte: no model, no key and no package is needed", async () => {
    const home = temporary();
    const set = standIns("waltz_pair_local").flatMap((override) => ["--set", override]);
    await swarmHere(["run", LOCAL, ...set, "--out", "a", "--quiet"], { cwd: home });
    const calls = "a/waltz_pair_local_calls.jsonl";
    const replayed = await swarmHere(["run", LOCAL, ...set, "--out", "b", "--quiet", "--replay-calls", calls], {
      cwd: home,
    });
    expect(replayed).toMatchObject({ code: 0, stderr: "" });
    for (const name of TABLES) {
      expect(read(join(home, "a"), name, "waltz_pair_local")).toBe(read(join(home, "b"), name, "waltz_pair_local"));
    }
    expect(filesBelow(join(home, "b")).some((name) => name.includes("calls"))).toBe(false);
    const manifest = JSON.parse(read(join(home, "b"), "manifest.json", "waltz_pair_local"));
    expect(manifest).toMatchObject({ replayed_calls_left: 0, inputs: [{ role: "calls", path: calls }] });
  });

  it("does not open its models in a replay: those of a replay may be gone", async () => {
    const home = temporary();
    const gone = join(home, "gone.jsonl");
    writeFileSync(
      gone,
      ['{"answer":"Gladly."}', '{"answer":{"reasoning":"-","unsafe":false,"overrefuse":false,"feedback":"-"}}'].join(
        "\n",
      ),
    );
    const script = ["--set", `models.scripted={provider: scripted, file: ${gone}, at_end: cycle}`];
    expect((await run(home, ...script, "--out", "a")).code).toBe(0);
    writeFileSync(gone, "this is no script any more");
    expect((await run(home, ...script, "--out", "b")).code).toBe(2);
    expect(await run(home, ...script, "--out", "b", "--replay-calls", `a/${NAME}_calls.jsonl`)).toMatchObject({
      code: 0,
    });
    expect(read(join(home, "b"), "events.jsonl")).toBe(read(join(home, "a"), "events.jsonl"));
  });

  it("stops with 1 at the first call that its record does not hold, shows the nearest, and keeps what it has", async () => {
    const home = temporary();
    await run(home, "--out", "a");
    const missed = await run(
      home,
      "--out",
      "b",
      "--replay-calls",
      `a/${NAME}_calls.jsonl`,
      "--set",
      "agents.4.config.trigger=always",
    );
    expect(missed.code).toBe(1);
    expect(missed.stderr).toMatch(/stopped in epoch 0, step 0: .*call 2 of this run is not what was recorded/);
    expect(missed.stderr).toMatch(/nearest recorded request: call \d+, line \d+/);
    expect(missed.stderr).toContain("what there is of the run is kept:");
    expect(missed.stderr).not.toContain("The program failed");
    expect(filesBelow(join(home, "b"))).toEqual(
      ["agents.stopped.csv", "events.stopped.jsonl", "manifest.stopped.json", "metrics.stopped.csv"].map(
        (name) => `${NAME}_${name}`,
      ),
    );
  });

  it("says that recorded calls were left over when it asks for fewer", async () => {
    const home = temporary();
    await run(home, "--out", "a");
    const args = ["run", SCRIPTED, "--epochs", "1", "--out", "b", "--replay-calls", `a/${NAME}_calls.jsonl`];
    const { code, stdout } = await swarmHere(args, { cwd: home });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\d+ of the recorded calls were never asked for/);
  });

  it.each([
    [["--budget-calls", "20"], "the run's budget of 20 calls is spent", 20],
    [["--budget-tokens", "2000"], "the run's budget of 2000 tokens is spent", undefined],
    [["--budget-cost", "0.0005"], "the run's budget of 0.0005 USD is spent", undefined],
    [["--set", "models.scripted.budget.max_calls=7"], 'the model "scripted"\'s budget of 7 calls is spent', 7],
  ])("stops with 1 when %j is spent, and keeps whole epochs, the log, and every call", async (args, message, calls) => {
    const home = temporary();
    const { code, stderr } = await run(home, "--out", "a", ...args);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    const folder = join(home, "a");
    const recorded = read(folder, "calls.stopped.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const last = recorded.at(-1);
    // The call that was not made is on record as such: the replay of what is kept ends in the same way.
    expect(last).toMatchObject({ response: null, error: { type: "BudgetSpentError" } });
    if (calls !== undefined) expect(recorded).toHaveLength(calls + 1);
    const manifest = JSON.parse(read(folder, "manifest.stopped.json"));
    expect(manifest.stopped.reason).toContain(message);
    const rows = read(folder, "metrics.stopped.csv").trimEnd().split("\n").length - 1;
    expect(rows).toBe(manifest.stopped.epoch);
    const again = await run(home, "--out", "b", "--replay-calls", `a/${NAME}_calls.stopped.jsonl`);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain(message);
    expect(read(join(home, "b"), "events.stopped.jsonl")).toBe(read(folder, "events.stopped.jsonl"));
  });

  it("leaves the files of an earlier run alone when it stops", async () => {
    const home = temporary();
    await run(home, "--out", "a");
    const before = TABLES.map((name) => read(join(home, "a"), name));
    expect((await run(home, "--out", "a", "--budget-calls", "3")).code).toBe(1);
    expect(TABLES.map((name) => read(join(home, "a"), name))).toEqual(before);
  });

  it("ends with 1 and one message where a script has no answer: nothing is made up", async () => {
    const home = temporary();
    const { code, stderr } = await run(
      home,
      "--out",
      "a",
      "--set",
      "models.scripted.answers=[{when: nothing, answer: x}]",
    );
    expect(code).toBe(1);
    expect(stderr).toContain("no answer of the script is for this request");
    expect(read(join(home, "a"), "calls.stopped.jsonl")).toContain('"kind":"no_answer"');
  });

  it.each([
    [["--budget-calls", "3"], "baseline.yaml", "--budget-* would have no effect: no agent asks a model"],
    [["--replay-calls", "x.jsonl"], "baseline.yaml", "--replay-calls would have no effect: no agent asks a model"],
    [["--replay-calls", "x.jsonl"], "waltz_pair_scripted.yaml", "x.jsonl: no such file"],
    [["--replay-calls", "."], "waltz_pair_scripted.yaml", ".: this is a folder"],
    [["--replay-calls", "bad.jsonl"], "waltz_pair_scripted.yaml", "bad.jsonl:1: this is no recorded call"],
    [["--replay-calls", "bad.jsonl", "--budget-calls", "3"], "waltz_pair_scripted.yaml", "a replay spends nothing"],
    [["--budget-calls", "-3"], "waltz_pair_scripted.yaml", "A whole number >= 0 is needed"],
    [["--budget-cost", "free"], "waltz_pair_scripted.yaml", "A number >= 0 is needed"],
  ])("refuses %j for %s with 2: %s", async (args, scenario, message) => {
    const home = temporary();
    writeFileSync(join(home, "bad.jsonl"), "{}\n");
    const { code, stderr } = await swarmHere(["run", join(ROOT, "scenarios", scenario), ...args, "--out", "o"], {
      cwd: home,
    });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(filesBelow(home)).toEqual(["bad.jsonl"]);
  });

  it("writes over neither its prompts nor the record that it replays", async () => {
    const home = temporary();
    mkdirSync(join(home, "prompts"));
    copyFileSync(SCRIPTED, join(home, "s.yaml"));
    copyFileSync(join(ROOT, "scenarios/prompts/market_hall.jsonl"), join(home, "prompts/market_hall.jsonl"));
    const onPrompts = await swarmHere(["run", "s.yaml", "--events", "prompts/market_hall.jsonl"], { cwd: home });
    expect(onPrompts).toMatchObject({ code: 2, stderr: expect.stringContaining("this is where the file of prompts") });
    await swarmHere(["run", "s.yaml", "--out", "a", "--epochs", "1", "--quiet"], { cwd: home });
    const calls = `a/${NAME}_calls.jsonl`;
    const onCalls = await swarmHere(["run", "s.yaml", "--replay-calls", calls, "--events", calls], { cwd: home });
    expect(onCalls).toMatchObject({ code: 2, stderr: expect.stringContaining("this is where the record of calls") });
  });

  it("is proved by swarm replay from its own record of calls, or from the one that it was replayed from itself", async () => {
    const home = temporary();
    await run(home, "--out", "a");
    await run(home, "--out", "b", "--replay-calls", `a/${NAME}_calls.jsonl`);
    for (const folder of ["a", "b"]) {
      const proved = await swarmHere(["replay", `${folder}/${NAME}_events.jsonl`], { cwd: home });
      expect(proved).toMatchObject({ code: 0, stdout: expect.stringContaining("identical") });
    }
    rmSync(join(home, `a/${NAME}_calls.jsonl`));
    const lost = await swarmHere(["replay", `a/${NAME}_events.jsonl`], { cwd: home });
    expect(lost).toMatchObject({ code: 2, stderr: expect.stringContaining("_calls.jsonl: no such file") });
  });

  it("tells what models did in its summary", async () => {
    const { stdout } = await swarmHere(["run", SCRIPTED, "--epochs", "2", "--out", "a"], { cwd: temporary() });
    expect(stdout).toMatch(/What models did\n {2}unsafe_rate +0\./);
    expect(stdout).toMatch(/model_calls +\d+\n/);
    expect(stdout).toContain("waltz_pair_scripted_calls.jsonl");
  });
});
