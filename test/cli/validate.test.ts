import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { swarmHere } from "../support/in-process.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
let folder: string;
const validate = (...args: readonly string[]) => swarmHere(["validate", ...args], { cwd: folder });
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

const GOOD = "agents: [{ count: 3 }]\nsimulation: { seed: 1, n_epochs: 4, steps_per_epoch: 6 }\n";

beforeEach(() => {
  folder = temporary();
  write("good.yaml", GOOD);
});

describe("swarm validate", () => {
  it("says ok with the size of the run, and writes nothing", async () => {
    expect(await validate("good.yaml")).toEqual({
      code: 0,
      stdout: "ok  good.yaml  3 agents, 4 epochs x 6 steps\n",
      stderr: "",
    });
    expect(filesBelow(folder)).toEqual(["good.yaml"]);
  });

  it("tells the warnings of a good file with their places", async () => {
    write("warned.yaml", `${GOOD}governance:\n  bandwidth_cap: 2\n`);
    const { code, stdout } = await validate("warned.yaml");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok {2}warned\.yaml {2}.*, 1 warning\n {4}4:3 {2}governance\.bandwidth_cap has no effect/);
  });

  it("tells all faults of all files at once, ends with 2 and still names the good ones", async () => {
    write("one.yaml", `${GOOD}colour: red\nagnts: []\n`);
    write("two.yaml", "agents: [{ type: honset }]\n");
    const { code, stdout, stderr } = await validate("one.yaml", "good.yaml", "two.yaml", "three.yaml");
    expect(code).toBe(2);
    expect(stdout).toBe("ok  good.yaml  3 agents, 4 epochs x 6 steps\n");
    const told = stderr.trimEnd().split("\n");
    expect(told).toHaveLength(4);
    expect(told[0]).toContain('one.yaml:3:1: unknown key "colour"');
    expect(told[1]).toContain('one.yaml:4:1: unknown key "agnts" (did you mean "agents"?)');
    expect(told[2]).toMatch(/^two\.yaml:1:\d+: .*\(did you mean "honest"\?\)/);
    expect(told[3]).toBe("three.yaml: cannot be read: no such file");
  });

  it("applies overrides, and names the option whose value is wrong", async () => {
    expect((await validate("good.yaml", "--epochs", "7")).stdout).toContain("7 epochs x 6 steps");
    const { code, stderr } = await validate("good.yaml", "--set", "payoff.theta=2");
    expect(code).toBe(2);
    expect(stderr).toBe("--set payoff.theta=2: payoff.theta must be at most 1, got 2\n");
  });

  it("tolerates with --compat what the reference system does not read, as a warning", async () => {
    write("theirs.yaml", `${GOOD}domain: chemistry\n`);
    expect((await validate("theirs.yaml")).code).toBe(2);
    const { code, stdout } = await validate("theirs.yaml", "--compat", "swarm-1.9");
    expect(code).toBe(0);
    expect(stdout).toContain("domain is passed over: the reference system does not read it");
  });
});
