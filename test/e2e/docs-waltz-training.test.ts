import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { ENVIRONMENTS } from "../../src/cli/waltz/train-world.js";
import { POLICIES } from "../../src/learning/policies.js";
import { AGENTS } from "../../src/waltz/environments/environment.js";
import { REWARDS } from "../../src/waltz/rewards/registry.js";
import { logRow } from "../../src/waltz/training/log-row.js";
import { PRESETS, preset } from "../../src/waltz/training/presets.js";
import { stageKeys } from "../../src/waltz/training/stage-keys.js";
import { Trainer } from "../../src/waltz/training/trainer.js";
import { shell } from "../support/cli.js";
import { writeFakeLlama } from "../support/fake-llama.js";
import { houseXsTest } from "../support/house-xstest.js";
import { ROOT, snippetsOf } from "../support/readme.js";
import { rowsOf } from "../support/tables.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";
import { settings, toy, untrained } from "../waltz/support.js";

const temporary = temporaryFolders();
const PAGE = "docs/waltz-training.md";
const [TOY, XSTEST, EMBEDDED] = snippetsOf(PAGE)
  .filter(({ language }) => language === "sh")
  .map(({ code }) => code.trim().split("\n"));
/** What stands in backticks in the first cell of each row. */
const namesIn = (first: string) =>
  rowsOf(PAGE, first).flatMap(([cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));

describe("the page on training a pair", () => {
  it("shows commands that all end well, one after the other, and the files that they leave", async () => {
    const home = temporary();
    mkdirSync(join(home, "xstest"));
    houseXsTest(join(home, "xstest"));
    const lines = [...TOY!, ...XSTEST!];
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      const { code, stderr } = await shell(line, { cwd: home });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
    }
    const made = filesBelow(join(home, "models/two")).map((name) => name.replace(/^before\/.*/, "before/"));
    expect(new Set([...made, "held_out.jsonl"])).toEqual(new Set(namesIn("file")));
    for (const name of ["pair", "x2"]) expect(existsSync(join(home, "logs", name, "benchmarks.json")), name).toBe(true);
  }, 240_000);

  it("shows commands for embeddings that end well with a model file and a library, for which stand-ins do here", async () => {
    const home = temporary();
    mkdirSync(join(home, "xstest"));
    houseXsTest(join(home, "xstest"));
    writeFileSync(join(home, "small.gguf"), "weights");
    vi.stubEnv("SWARM_LLAMA_CPP", writeFakeLlama(temporary()));
    expect(EMBEDDED).toHaveLength(2);
    for (const line of EMBEDDED!) {
      const { code, stderr } = await shell(line, { cwd: home });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
    }
    vi.unstubAllEnvs();
    expect(existsSync(join(home, "logs/e1/benchmarks.json"))).toBe(true);
  }, 120_000);

  it("names every world, policy, reward and preset as it is", () => {
    expect(rowsOf(PAGE, "world").map(([name]) => name!.replaceAll("`", ""))).toEqual([...ENVIRONMENTS]);
    expect(rowsOf(PAGE, "policy")).toEqual([...POLICIES].map(({ name, summary }) => [`\`${name}\``, summary]));
    expect(rowsOf(PAGE, "reward")).toEqual(
      [...REWARDS].map(({ name, agent, weights, summary }) => [
        `\`${name}\``,
        agent === "diagnostic" ? "nobody: for logs" : agent,
        Object.entries(weights)
          .map(([weight, value]) => `${weight} ${value}`)
          .join(", ") || "-",
        summary,
      ]),
    );
    const text = readFileSync(join(ROOT, PAGE), "utf8");
    for (const name of PRESETS) expect(text).toContain(`\`${name === "small" ? "--preset small" : name}\``);
  });

  it("names every key with the paper's value, and the rates of presets", () => {
    const paper = stageKeys(preset("paper", "stage1", "tabular"));
    expect(namesIn("key")).toEqual(Object.keys(paper));
    for (const [key, value] of rowsOf(PAGE, "key")) {
      const own = paper[key!.replaceAll("`", "")];
      if (typeof own !== "object") expect(value, key).toBe(String(own));
    }
    expect([
      preset("paper", "stage1", "linear").rates.feedback,
      preset("plan", "stage1", "linear").rates.feedback,
    ]).toEqual([5e-7, 1e-5]);
    const small = ["tabular", "linear"].map((make) => preset("small", "stage2", make));
    expect(small.map(({ optimiser, rates }) => [optimiser, rates.conversation])).toEqual([
      ["sgd", 3],
      ["adam", 0.01],
    ]);
  });

  it("names every column of the log", () => {
    const row = new Trainer(toy, settings("stage2"), untrained(), 1).step();
    const parts = AGENTS.flatMap((agent) => Object.keys(row.agents[agent].parts).map((part) => `${agent}_${part}`));
    const told = namesIn("column").flatMap((name) =>
      name === "<agent>_<part>"
        ? parts
        : name.startsWith("<agent>")
          ? AGENTS.map((agent) => name.replace("<agent>", agent))
          : [name],
    );
    expect(new Set(told)).toEqual(new Set(Object.keys(logRow(row))));
  });

  it("links pages and files that are there", () => {
    const text = readFileSync(join(ROOT, PAGE), "utf8");
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(6);
    for (const path of links) expect(existsSync(join(ROOT, "docs", path)), path).toBe(true);
  });
});
