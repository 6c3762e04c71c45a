import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ScenarioError } from "../../src/base/errors.js";
import { loadScenario } from "../../src/scenario/load.js";
import { swarmHere } from "../support/in-process.js";
import { ROOT } from "../support/readme.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SCENARIO = join(ROOT, "scenarios/waltz_pair_trained.yaml");
const PAIR = join(ROOT, "scenarios/pairs/house_trained");

describe("the files of a model", () => {
  it("belong to what a run depends on, each by its content", () => {
    const { material } = loadScenario(SCENARIO, { set: [`models.pair.pair=${PAIR}`] });
    const agents = ["conversation.json", "feedback.json"].map((name) => {
      const path = join(PAIR, name);
      const text = readFileSync(path);
      return {
        role: "trained agents",
        path,
        bytes: text.length,
        sha256: createHash("sha256").update(text).digest("hex"),
      };
    });
    expect(material?.files.filter(({ role }) => role === "trained agents")).toEqual(agents);
  });

  it("are named with the place of the model where they are missing or damaged, before anything runs", async () => {
    const home = temporary();
    cpSync(join(ROOT, "scenarios"), join(home, "scenarios"), { recursive: true });
    const file = join(home, "scenarios/pairs/house_trained/feedback.json");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(/(?<="parameters": ".{8})./, (one) => (one === "A" ? "B" : "A")),
    );
    const line = readFileSync(SCENARIO, "utf8").split("\n").indexOf("  pair:") + 1;
    const before = filesBelow(home);
    for (const verb of ["validate", "run"]) {
      const { code, stderr } = await swarmHere([verb, "scenarios/waltz_pair_trained.yaml"], { cwd: home });
      expect(code).toBe(2);
      expect(stderr).toContain(
        `scenarios/waltz_pair_trained.yaml:${line}:3: models.pair: scenarios/pairs/house_trained/feedback.json: the file is damaged`,
      );
    }
    expect(filesBelow(home)).toEqual(before);
    const set = ["models.pair.pair=pairs/none"];
    expect(() => loadScenario(SCENARIO, { set })).toThrow(ScenarioError);
    expect(() => loadScenario(SCENARIO, { set })).toThrow("scenarios/pairs/none: there is no trained agent here");
  });

  it("are not looked for where nobody asks the model", () => {
    const set = ["models.pair.pair=pairs/none", "agents.4.count=0"];
    expect(loadScenario(SCENARIO, { set }).material).toBeUndefined();
  });
});
