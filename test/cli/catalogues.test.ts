import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AGENTS } from "../../src/agents/registry.js";
import { WIDTH } from "../../src/cli/format-text.js";
import { DYNAMICS } from "../../src/dynamics/registry.js";
import { LEVERS } from "../../src/governance/registry.js";
import { CRITERIA } from "../../src/metrics/criteria-table.js";
import { METRICS } from "../../src/metrics/registry.js";
import { metricsHeader } from "../../src/records/metrics-table.js";
import { swarmHere } from "../support/in-process.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const ask = (...args: readonly string[]) => swarmHere(args, { cwd: temporary() });
const asJson = async (...args: readonly string[]) => JSON.parse((await ask(...args, "--json")).stdout);

describe.each([["agents"], ["levers"], ["metrics"], ["metrics --criteria"]])("swarm %s", (command) => {
  it("prints lines that fit a terminal of 100 columns, without blanks at their ends", async () => {
    const { code, stdout, stderr } = await ask(...command.split(" "));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const line of stdout.split("\n")) {
      expect(line.length, line).toBeLessThanOrEqual(WIDTH);
      expect(line).toBe(line.trimEnd());
    }
  });
});

describe("swarm agents", () => {
  it("tells every type with every key of its config", async () => {
    const found = await asJson("agents");
    expect(found.map(({ type }: { type: string }) => type)).toEqual(AGENTS.names);
    const { stdout } = await ask("agents");
    for (const { type, config } of AGENTS) {
      expect(stdout).toContain(`${type}: `);
      for (const key of Object.keys(config.properties)) expect(stdout).toContain(key);
    }
  });

  it("gives default, range and meaning of a key", async () => {
    expect((await ask("agents", "honest")).stdout).toMatch(/\n {2}post_probability +0\.3 +\[0, 1\] +chance to post/);
  });

  it("shows the types asked for, and refuses one that there is not with the one that was meant", async () => {
    expect((await asJson("agents", "deceptive", "honest")).map(({ type }: { type: string }) => type)).toEqual([
      "deceptive",
      "honest",
    ]);
    const { code, stdout, stderr } = await ask("agents", "honset");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain('unknown agent type "honset" (did you mean "honest"?); there are: honest, ');
  });
});

describe("swarm levers", () => {
  it("tells every lever in the order of effects, then every dynamic", async () => {
    const found = await asJson("levers");
    expect(found.map(({ name }: { name: string }) => name)).toEqual([...LEVERS.names, ...DYNAMICS.names]);
  });

  it("marks keys without effect with why, and names aliases", async () => {
    const { stdout } = await ask("levers", "bandwidth_cap", "transaction_tax");
    expect(stdout).toMatch(/\n {2}bandwidth_cap +10 +whole, >= 0 +actions per step/);
    expect(stdout).toMatch(/\n +no effect: nothing enforces it/);
    expect(stdout).toContain("transaction_tax is another name of transaction_tax_rate");
  });
});

describe("swarm metrics", () => {
  it("tells every column of the table in its order, with formula, direction, unit and source", async () => {
    const found = await asJson("metrics");
    expect(["epoch", ...found.map(({ name }: { name: string }) => name)]).toEqual(metricsHeader(METRICS));
    expect(found.find(({ name }: { name: string }) => name === "toxicity_rate")).toEqual({
      family: "interactions",
      name: "toxicity_rate",
      unit: "probability",
      direction: "higher is worse",
      formula: "mean_A(1 - p)",
      source: "SWARM v1.9.0 soft metrics",
    });
    expect((await ask("metrics")).stdout).toMatch(/\n {2}toxicity_rate +probability +higher is worse +mean_A\(1 - p\)/);
  });

  it("prints Markdown with a row per column", async () => {
    const lines = (await ask("metrics", "--markdown")).stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(2 + metricsHeader(METRICS).length - 1);
  });

  it("lists the criteria with --criteria: those that are checked, and the others with why not", async () => {
    const found = await asJson("metrics", "--criteria");
    expect(found).toHaveLength(71);
    expect(found.filter(({ checkable }: { checkable: boolean }) => checkable)).toHaveLength(CRITERIA.names.length);
    expect((await ask("metrics", "--criteria")).stdout).toMatch(/\n {2}max_toxicity +at most +largest toxicity_rate/);
  });

  it("prints docs/criteria.md with --criteria --markdown", async () => {
    const page = readFileSync(new URL("../../docs/criteria.md", import.meta.url), "utf8");
    expect((await ask("metrics", "--criteria", "--markdown")).stdout).toBe(page);
  });
});
