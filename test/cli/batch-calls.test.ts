import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { swarmHere } from "../support/in-process.js";
import { ROOT } from "../support/readme.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

const SAID = [
  {
    when: "You read a request",
    answer: { reasoning: "-", unsafe: false, overrefuse: true, feedback: "Please answer." },
  },
  { when: "Please answer.", answer: "Gladly." },
  { answer: "I'm sorry, I can't help with that." },
];

const PAIR = `scenario_id: pair
agents:
  - { type: honest, count: 2 }
  - { type: waltz_pair, config: { conversation: m, feedback: m, prompts: market_hall.jsonl } }
models: { m: { provider: scripted, file: script.jsonl, match: content, retry: { max_retries: 0 } } }
simulation: { n_epochs: 2, steps_per_epoch: 3, seed: 1 }
`;

const STUDY = `study: rounds
base: pair.yaml
vary: [{ path: agents.1.config.max_rounds, values: [0, 1] }]
design: { kind: grid }
seeds: { start: 1, count: 2 }
metrics: [overrefusal_rate, model_calls]
`;

let home: string;
beforeEach(() => {
  home = temporary();
  writeFileSync(join(home, "pair.yaml"), PAIR);
  writeFileSync(join(home, "study.yaml"), STUDY);
  writeFileSync(join(home, "script.jsonl"), SAID.map((line) => JSON.stringify(line)).join("\n"));
  copyFileSync(join(ROOT, "scenarios/prompts/market_hall.jsonl"), join(home, "market_hall.jsonl"));
});

const swarm = (...args: string[]) => swarmHere(args, { cwd: home });
const COMPARE = [
  "compare",
  "pair.yaml",
  "--arm",
  "off: agents.1.config.trigger='off'",
  "--primary",
  "overrefusal_rate",
];
const compare = (...args: string[]) => swarm(...COMPARE, "--seeds", "3", "--name", "c", "--quiet", ...args);
const silence = () => writeFileSync(join(home, "script.jsonl"), '{"when":"nobody says this","answer":"x"}\n');

describe("swarm compare of arms that ask models", () => {
  it("keeps a record of the calls of every run, and comes to the same from the records alone", async () => {
    expect(await compare("--out", "a")).toMatchObject({ code: 0, stderr: "" });
    const records = filesBelow(join(home, "a/c_calls"));
    expect(records).toHaveLength(6);
    expect(records.every((name) => /^seed_[123]_[0-9a-f]{12}_calls\.jsonl$/.test(name))).toBe(true);
    silence();
    expect((await compare("--out", "b")).code).toBe(1);
    expect(await compare("--out", "b", "--replay-calls", "a/c_calls")).toMatchObject({ code: 0, stderr: "" });
    for (const name of ["c_comparison.json", "c_runs.csv"]) {
      expect(readFileSync(join(home, "b", name), "utf8")).toBe(readFileSync(join(home, "a", name), "utf8"));
    }
  });

  it("says why a run stopped, without a stack, and writes no comparison", async () => {
    silence();
    const { code, stderr } = await compare("--out", "a");
    expect(code).toBe(1);
    expect(stderr).toContain("no answer of the script is for this request");
    expect(stderr).not.toContain("The program failed");
    expect(filesBelow(join(home, "a")).filter((name) => !name.startsWith("c_calls"))).toEqual([]);
  });

  it("stops when its budget is spent, with the calls that were made on record", async () => {
    const { code, stderr } = await compare("--out", "a", "--budget-calls", "20");
    expect(code).toBe(1);
    expect(stderr).toContain("the comparison's budget of 20 calls is spent");
    const lines = filesBelow(join(home, "a/c_calls")).flatMap((name) =>
      readFileSync(join(home, "a/c_calls", name), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
    expect(lines.filter(({ response }) => response !== null)).toHaveLength(20);
  });

  it.each([
    ["--budget-calls", "5"],
    ["--replay-calls", "x"],
  ])("refuses %s where no agent asks a model", async (...args) => {
    mkdirSync(join(home, "x"));
    const file = join(ROOT, "scenarios/baseline.yaml");
    const arm = ["--arm", "audits: governance.audit_enabled=true"];
    const { code, stderr } = await swarm("compare", file, ...arm, "--seeds", "2", ...args);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("would have no effect: no agent asks a model"),
    });
  });

  it("says which record is missing in a replay", async () => {
    mkdirSync(join(home, "none"));
    const { code, stderr } = await compare("--out", "b", "--replay-calls", "none");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^none\/seed_1_[0-9a-f]{12}_calls\.jsonl: no such file/);
  });
});

describe("swarm sweep of runs that ask models", () => {
  it("keeps records, replays them, and stops at its budget with the rows that are done", async () => {
    const sweep = (...args: string[]) => swarm("sweep", "study.yaml", "--quiet", ...args);
    expect(await sweep("--out", "a")).toMatchObject({ code: 0, stderr: "" });
    expect(filesBelow(join(home, "a/rounds_calls"))).toHaveLength(4);
    const spent = await sweep("--out", "c", "--budget-calls", "14");
    expect(spent).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("the sweep's budget of 14 calls is spent"),
    });
    silence();
    expect(await sweep("--out", "b", "--replay-calls", "a/rounds_calls")).toMatchObject({ code: 0, stderr: "" });
    const table = (folder: string) => readFileSync(join(home, folder, "rounds_results.csv"), "utf8");
    expect(table("b")).toBe(table("a"));
  });
});
