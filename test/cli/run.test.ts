import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { swarm } from "../support/cli.js";
import { swarmHere } from "../support/in-process.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
let folder: string;

const scenario = (id: string, more = "") => `# Who eats whom?
scenario_id: ${id}
agents: [{ type: honest, count: 3 }, { type: adversarial }]
simulation: { seed: 5, n_epochs: 3, steps_per_epoch: 4 }
${more}`;

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const read = (name: string) => readFileSync(join(folder, name), "utf8");
/** In a process of its own, and in this one. */
const spawned = (...args: readonly string[]) => swarm(["run", ...args], { cwd: folder });
const run = (...args: readonly string[]) => swarmHere(["run", ...args], { cwd: folder });

beforeEach(() => {
  folder = temporary();
  write("pond.yaml", scenario("pond"));
});

describe("swarm run", () => {
  it("writes log, tables and manifest into logs/ and tells what the run came to", async () => {
    const { code, stdout, stderr } = await spawned("pond.yaml");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(filesBelow(folder)).toEqual([
      "logs/pond_agents.csv",
      "logs/pond_events.jsonl",
      "logs/pond_manifest.json",
      "logs/pond_metrics.csv",
      "pond.yaml",
    ]);
    expect(stdout).toContain("pond  seed 5  3 epochs x 4 steps  native semantics\n4 agents: 3 honest, 1 adversarial\n");
    for (const path of ["events.jsonl", "metrics.csv", "agents.csv", "manifest.json"]) {
      expect(stdout).toContain(`logs/pond_${path}`);
    }
    expect(read("logs/pond_metrics.csv").trimEnd().split("\n")).toHaveLength(1 + 3);
    expect(read("logs/pond_agents.csv").trimEnd().split("\n")).toHaveLength(1 + 4);
  });

  it("gives the same log and tables byte for byte when repeated, also from another folder", async () => {
    const elsewhere = temporary();
    await spawned("pond.yaml", "--out", "first", "--quiet");
    await spawned("./pond.yaml", "--out", "second", "--quiet");
    await swarm(["run", join(folder, "pond.yaml"), "--out", "third", "--quiet"], { cwd: elsewhere });
    for (const name of ["pond_events.jsonl", "pond_metrics.csv", "pond_agents.csv"]) {
      const first = read(`first/${name}`);
      expect(first.length).toBeGreaterThan(100);
      expect(read(`second/${name}`)).toBe(first);
      expect(readFileSync(join(elsewhere, "third", name), "utf8")).toBe(first);
    }
  });

  it("follows --seed, --epochs, --steps and --set, and says so in the manifest", async () => {
    const overrides = [
      "--seed",
      "-7",
      "--epochs",
      "2",
      "--steps",
      "3",
      "--set",
      "payoff.h=3",
      "--set",
      "agents.0.count=4",
    ];
    const { code, stdout } = await spawned("pond.yaml", ...overrides, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      seed: -7,
      command: ["swarm", "run", "pond.yaml", ...overrides, "--json"],
      counts: { epochs: 2, agents: 5, agent_steps: 30 },
      scenario: { parameters: { payoff: { h: 3 }, simulation: { n_epochs: 2, steps_per_epoch: 3, seed: -7 } } },
    });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(read("logs/pond_manifest.json")));
  });

  it("changes the results with the seed, and nothing but the wanted files with --events none --metrics none", async () => {
    await run("pond.yaml", "--quiet", "--out", "a");
    await run("pond.yaml", "--quiet", "--out", "b", "--seed", "6");
    await run("pond.yaml", "--quiet", "--out", "c", "--events", "none", "--metrics", "none");
    expect(read("b/pond_agents.csv")).not.toBe(read("a/pond_agents.csv"));
    expect(read("c/pond_agents.csv")).toBe(read("a/pond_agents.csv"));
    expect(filesBelow(join(folder, "c"))).toEqual(["pond_agents.csv", "pond_manifest.json"]);
  });

  it("puts files where the scenario's outputs and --events say, and replaces earlier ones", async () => {
    write("pond.yaml", scenario("pond", "outputs: { event_log: deep/er/log.jsonl, metrics_csv: table.csv }"));
    write("table.csv", "old\n");
    await run("pond.yaml", "--events", "mine.jsonl", "--quiet");
    expect(filesBelow(folder)).toEqual([
      "logs/pond_agents.csv",
      "logs/pond_manifest.json",
      "mine.jsonl",
      "pond.yaml",
      "table.csv",
    ]);
    expect(read("table.csv")).toMatch(/^epoch,/);
    await run("pond.yaml", "--events", "mine.jsonl", "--quiet");
    expect(read("mine.jsonl").trimEnd().split("\n")[0]).toMatch(/^\{"seq":0,/);
    expect(read("mine.jsonl").match(/"kind":"simulation_ended"/g)).toHaveLength(1);
  });

  it("runs several files one after another, and prints a list of manifests", async () => {
    write("lake.yaml", scenario("lake"));
    const { code, stdout } = await run("pond.yaml", "lake.yaml", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).map((manifest: { scenario: { id: string } }) => manifest.scenario.id)).toEqual([
      "pond",
      "lake",
    ]);
    expect(filesBelow(join(folder, "logs"))).toHaveLength(8);
  });

  it("prints nothing with --quiet, warnings included", async () => {
    write("pond.yaml", scenario("pond", "governance: { bandwidth_cap: 3 }"));
    expect(await run("pond.yaml", "--quiet")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("replays the reference system with --compat, whose log names it", async () => {
    await run("pond.yaml", "--compat", "swarm-1.9", "--quiet");
    expect(read("logs/pond_events.jsonl")).toContain('"semantics":"swarm-1.9"');
    expect(Object.keys(JSON.parse(read("logs/pond_manifest.json")).semantics.differences)).toContain("randomness");
  });
});

describe("success criteria", () => {
  it("decide the exit code with --check only: 0 when all pass, 3 when one fails or cannot be checked", async () => {
    const codes = async (criteria: string) => {
      write("pond.yaml", scenario("pond", `success_criteria: { ${criteria} }`));
      const { code, stderr } = await spawned("pond.yaml", "--check", "--quiet");
      return { code, stderr };
    };
    expect(await codes("min_epochs: 3, max_toxicity: 1")).toEqual({ code: 0, stderr: "" });
    expect(await codes("min_epochs: 4")).toEqual({ code: 3, stderr: "pond.yaml: min_epochs: FAIL\n" });
    expect(await codes("cache_corruption: 1")).toEqual({
      code: 3,
      stderr: "pond.yaml: cache_corruption: not checkable\n",
    });
    expect((await run("pond.yaml", "--quiet")).code).toBe(0);
    expect(existsSync(join(folder, "logs/pond_metrics.csv"))).toBe(true);
  });

  it("are in the summary with what was measured", async () => {
    write("pond.yaml", scenario("pond", "success_criteria: { min_epochs: 4, min_agents: 4, min_flagged_pairs: 1 }"));
    const { stdout } = await run("pond.yaml");
    expect(stdout).toMatch(/FAIL +min_epochs +3 \(at least 4\)\n/);
    expect(stdout).toMatch(/PASS +min_agents +4 \(at least 4\)\n/);
    expect(stdout).toMatch(/not checkable +min_flagged_pairs +no data for flagged_pairs: collusion detection is off/);
  });
});

describe("swarm run refuses, with 2, before anything is written,", () => {
  const unchanged = async (args: readonly string[], ...messages: readonly string[]) => {
    const before = filesBelow(folder);
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    for (const message of messages) expect(stderr).toContain(message);
    expect(filesBelow(folder)).toEqual(before);
    return stderr;
  };

  it("scenarios with faults: all faults of all files, also when the first file is good", async () => {
    write("bad.yaml", scenario("bad").replace("honest", "honset").replace("n_epochs", "n_epoch"));
    const args = ["pond.yaml", "bad.yaml", "absent.yaml"];
    await unchanged(args, "bad.yaml:3:", 'did you mean "honest"?', 'did you mean "n_epochs"?', "absent.yaml: ");
  });

  it("an override that leads nowhere, told once for several files", async () => {
    write("lake.yaml", scenario("lake"));
    const stderr = await unchanged(["pond.yaml", "lake.yaml", "--set", "agents.9.count=1"], "--set agents.9.count=1: ");
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("outputs that cannot be written, all of them", async () => {
    mkdirSync(join(folder, "table.csv"));
    await unchanged(
      ["pond.yaml", "--metrics", "table.csv", "--events", "pond.yaml/log.jsonl"],
      "table.csv: the metrics table cannot go here: this is a folder",
      "pond.yaml/log.jsonl: the event log cannot go here: ",
      "pond.yaml is a file, not a folder",
    );
  });

  it("an --out that is a file", async () => {
    await unchanged(["pond.yaml", "--out", "pond.yaml"], "pond.yaml/pond_events.jsonl: ", "is a file, not a folder");
  });

  it("an output that would overwrite the scenario", async () => {
    await unchanged(["pond.yaml", "--events", "./pond.yaml"], "this is where the scenario pond.yaml is");
  });

  it("two outputs in one place", async () => {
    await unchanged(["pond.yaml", "--events", "x", "--metrics", "./x"], "this is where the event log is");
  });

  it("one scenario twice", async () => {
    await unchanged(["pond.yaml", "pond.yaml"], "this is where the event log of pond.yaml is");
  });

  it.each([
    [["--seed", "1.5"], "A whole number is needed"],
    [["--epochs", "ten"], "A whole number is needed"],
    [["--epochs", "0"], "simulation.n_epochs must be at least 1, got 0"],
    [["--compat", "swarm-2"], "Allowed choices are swarm-1.9"],
    [["--quite"], "Did you mean --quiet?"],
  ])("%j", async (args, message) => {
    await unchanged(["pond.yaml", ...args], message);
  });

  it("a command without a file", async () => {
    await unchanged([], "missing required argument 'file'");
  });
});
