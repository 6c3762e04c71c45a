import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { swarmHere } from "../support/in-process.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
let folder: string;
const list = (...args: readonly string[]) => swarmHere(["list", ...args], { cwd: folder });
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

const BODY =
  "agents: [{ count: 3 }, { type: deceptive, count: 2 }]\nsimulation: { seed: 1, n_epochs: 4, steps_per_epoch: 6 }\n";

beforeEach(() => {
  folder = temporary();
  mkdirSync(join(folder, "scenarios"));
});

describe("swarm list", () => {
  it("tells file, id where it is another, size and question of each scenario, by name", async () => {
    write(
      "scenarios/b.yaml",
      `# yaml-language-server: $schema=x.json\n# Who wins,\n# and why? Nobody.\n# More.\n${BODY}scenario_id: other\n`,
    );
    write("scenarios/a.yml", `# A remark.\n# Another.\n\n# Later: why?\n${BODY}scenario_id: a\n`);
    write("scenarios/notes.txt", "no scenario");
    const { code, stdout } = await list();
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        "scenarios/a.yml  5 agents, 4 epochs x 6 steps\n  A remark.\n\n" +
        "scenarios/b.yaml  other, 5 agents, 4 epochs x 6 steps\n  Who wins, and why? Nobody.\n",
    });
  });

  it("tells the same as JSON", async () => {
    write("scenarios/a.yaml", `# Why?\n${BODY}scenario_id: a\n`);
    const file = join("scenarios", "a.yaml");
    expect(JSON.parse((await list("--json")).stdout)).toEqual([
      { file, id: "a", size: "5 agents, 4 epochs x 6 steps", faults: 0, question: "Why?" },
    ]);
  });

  it("says which scenarios cannot be run, and lists the others", async () => {
    write("scenarios/bad.yaml", `# What?\n${BODY}colour: red\nsize: 3\n`);
    write("scenarios/good.yaml", BODY);
    const { stdout } = await list();
    expect(stdout).toContain(
      "scenarios/bad.yaml  cannot be run: 2 faults, see swarm validate scenarios/bad.yaml\n  What?\n\nscenarios/good.yaml",
    );
  });

  it("takes another folder", async () => {
    mkdirSync(join(folder, "mine"));
    write("mine/x.yaml", BODY);
    expect((await list("mine")).stdout).toMatch(/^mine\/x\.yaml {2}/);
  });

  it.each([
    ["absent", "absent: no such folder"],
    ["file", "file: this is a file, not a folder"],
    ["scenarios", "scenarios: there is no scenario file (.yaml or .yml) here"],
  ])("refuses %s", async (name, message) => {
    write("file", "");
    expect(await list(name)).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
  });

  it("finds a question in every scenario of the project, and that each of them can be run", async () => {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const { stdout } = await swarmHere(["list", "--json"], { cwd: root });
    const found: { file: string; faults: number; question?: string }[] = JSON.parse(stdout);
    expect(found).toHaveLength(readdirSync(join(root, "scenarios")).filter((name) => name.endsWith(".yaml")).length);
    for (const { file, faults, question } of found) {
      expect({ file, faults }).toEqual({ file, faults: 0 });
      expect(question, file).toContain("?");
    }
  });
});
