import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { DIFFERENCES } from "../../src/model/semantics.js";
import { canonicalJson, fingerprint } from "../../src/records/canonical-json.js";
import { checkOutputs } from "../../src/records/check-outputs.js";
import { type Manifest, ManifestSchema } from "../../src/records/manifest.js";
import { recordRun } from "../../src/records/record-run.js";
import { runPaths } from "../../src/records/run-paths.js";
import { shownPath } from "../../src/records/shown-path.js";
import { type LoadOptions, parseScenario } from "../../src/scenario/load.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

const TEXT = `
scenario_id: pond
agents:
  - { type: honest, count: 2 }
  - { type: opportunistic }
governance:
  transaction_tax_rate: 0.1
  staking_enabled: true
  bandwidth_cap: 3
simulation: { seed: 11, n_epochs: 4, steps_per_epoch: 6 }
success_criteria: { min_epochs: 5, max_toxicity: 1, cache_corruption: 0 }
`;

async function recorded(folder: string, options: LoadOptions = {}, text = TEXT) {
  const scenario = parseScenario(text, "pond.yaml", options);
  const [paths] = checkOutputs([{ file: scenario.file, paths: runPaths(scenario.spec, { out: folder }) }]);
  const run = await recordRun(scenario, paths!, { command: ["swarm", "run", "pond.yaml"] });
  const onDisk: Manifest = JSON.parse(readFileSync(paths!.manifest, "utf8"));
  return { ...run, scenario, onDisk };
}

describe("the manifest", () => {
  it("keeps to its schema, on disk as in memory", async () => {
    const validate = new Ajv().compile(ManifestSchema);
    for (const options of [{}, { compat: "swarm-1.9" }] as const) {
      const { manifest, onDisk } = await recorded(temporary(), options);
      validate(onDisk);
      expect(validate.errors).toBeNull();
      expect(onDisk).toEqual(JSON.parse(JSON.stringify(manifest)));
    }
  });

  it("says what ran: tool, command, scenario with every default, seed", async () => {
    const { onDisk, scenario } = await recorded(temporary());
    const { name, version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(onDisk).toMatchObject({
      tool: { name, version },
      command: ["swarm", "run", "pond.yaml"],
      scenario: { file: "pond.yaml", id: "pond" },
      seed: 11,
      semantics: { name: "native", differences: {} },
    });
    expect(onDisk.scenario.parameters).toEqual(JSON.parse(JSON.stringify(scenario.spec)));
    expect(onDisk.scenario.parameters).toMatchObject({ payoff: { s_plus: 2 }, rate_limits: { posts_per_epoch: 10 } });
  });

  it("has a hash that anybody can make of the parameters, and that follows them alone", async () => {
    const [a, b, c] = await Promise.all([
      recorded(temporary()),
      recorded(temporary()),
      recorded(temporary(), { set: ["payoff.h=3"] }),
    ]);
    expect(a.onDisk.scenario.parameters_sha256).toBe(fingerprint(a.onDisk.scenario.parameters));
    expect(b.onDisk.scenario.parameters_sha256).toBe(a.onDisk.scenario.parameters_sha256);
    expect(c.onDisk.scenario.parameters_sha256).not.toBe(a.onDisk.scenario.parameters_sha256);
  });

  it("tells path, size and SHA-256 of the files beside it", async () => {
    const folder = temporary();
    const { onDisk } = await recorded(folder);
    expect(onDisk.files.map(({ role }) => role)).toEqual(["events", "metrics", "agents"]);
    for (const { path, bytes, sha256 } of onDisk.files) {
      expect(statSync(path).size).toBe(bytes);
      expect(createHash("sha256").update(readFileSync(path)).digest("hex")).toBe(sha256);
    }
    expect(filesBelow(folder)).toEqual([
      "pond_agents.csv",
      "pond_events.jsonl",
      "pond_manifest.json",
      "pond_metrics.csv",
    ]);
  });

  it("has the pooled figures beside the means over epochs with data, null where there are none", async () => {
    const { onDisk, result } = await recorded(temporary());
    const toxic = result.rows.map((row) => row.toxicity_rate).filter((value) => value !== undefined);
    expect(onDisk.metrics.pooled.toxicity_rate).toBe(result.pooled.toxicity_rate);
    expect(onDisk.metrics.epoch_means.toxicity_rate).toBe(toxic.reduce((a, b) => a + b, 0) / toxic.length);
    expect(onDisk.metrics.epoch_means.ecosystem_threat_level).toBeNull();
    expect(onDisk.metrics).not.toHaveProperty("epoch_means_with_zeros");
  });

  it("in a replay also has the means that count epochs without data as 0, and names every difference", async () => {
    // Epochs of two steps are so short that nothing is accepted in some of them.
    const { onDisk, result } = await recorded(temporary(), {
      compat: "swarm-1.9",
      set: ["simulation.steps_per_epoch=2"],
    });
    const toxic = result.rows.map((row) => row.toxicity_rate);
    expect(toxic.filter((value) => value === undefined).length).toBeGreaterThan(0);
    const sum = toxic.reduce<number>((total, value) => total + (value ?? 0), 0);
    expect(onDisk.metrics.epoch_means_with_zeros?.toxicity_rate).toBeCloseTo(sum / 4, 15);
    expect(onDisk.semantics).toEqual({ name: "swarm-1.9", differences: DIFFERENCES });
  });

  it("says of every lever that is on whether it ever acted, and what it did to whom", async () => {
    const { onDisk, result } = await recorded(temporary());
    expect(onDisk.levers).toEqual([
      { name: "transaction_tax", acted: true },
      { name: "staking", acted: false },
    ]);
    const [tax] = onDisk.activity;
    const accepted = result.rows.reduce((sum, row) => sum + (row.accepted_interactions ?? 0), 0);
    expect(tax).toMatchObject({ source: "transaction_tax", action: "cost", count: accepted });
    expect(Object.values(tax!.by_type).reduce((a, b) => a + b, 0)).toBe(accepted);
  });

  it("counts the turns that a lever refused", async () => {
    const { onDisk } = await recorded(temporary(), { set: ["governance.min_stake_to_participate=101"] });
    expect(onDisk.activity).toEqual([
      { source: "staking", action: "turn refused", count: 72, amount: 0, by_type: { honest: 48, opportunistic: 24 } },
    ]);
    expect(onDisk.counts).toMatchObject({ agent_steps: 0, empty_epochs: 4 });
  });

  it("has every criterion with its verdict, and every warning with its place", async () => {
    const { onDisk } = await recorded(temporary());
    expect(onDisk.criteria.map(({ key, verdict }) => [key, verdict])).toEqual([
      ["min_epochs", "FAIL"],
      ["max_toxicity", "PASS"],
      ["cache_corruption", "not checkable"],
    ]);
    expect(onDisk.warnings).toContainEqual({
      message: expect.stringContaining("governance.bandwidth_cap has no effect"),
      file: "pond.yaml",
      line: 9,
      column: 3,
    });
  });

  it("is the only file that depends on when it was made", async () => {
    const [a, b] = [temporary(), temporary()];
    await recorded(a);
    await recorded(b);
    for (const name of ["pond_agents.csv", "pond_events.jsonl", "pond_metrics.csv"]) {
      expect(readFileSync(join(a, name), "utf8")).toBe(readFileSync(join(b, name), "utf8"));
    }
  });

  it("names no event log when none was asked for, and counts no events then", async () => {
    const folder = temporary();
    const scenario = parseScenario(TEXT, "pond.yaml");
    const paths = runPaths(scenario.spec, { out: folder, events: "none", metrics: "none" });
    const { manifest } = await recordRun(scenario, checkOutputs([{ file: "pond.yaml", paths }])[0]!, { command: [] });
    expect(manifest.files.map(({ role }) => role)).toEqual(["agents"]);
    expect(manifest.counts.events).toBe(0);
    expect(filesBelow(folder)).toEqual(["pond_agents.csv", "pond_manifest.json"]);
  });
});

describe("a run that fails", () => {
  it("leaves no file behind and earlier ones as they were", async () => {
    const folder = temporary();
    const scenario = parseScenario(TEXT, "pond.yaml");
    const [paths] = checkOutputs([{ file: "pond.yaml", paths: runPaths(scenario.spec, { out: folder }) }]);
    writeFileSync(paths!.metrics!, "old");
    const watcher = () => {
      expect(filesBelow(folder)).toHaveLength(5);
      throw new Error("no more");
    };
    await expect(recordRun(scenario, paths!, { command: [], watcher })).rejects.toThrow("no more");
    expect(filesBelow(folder)).toEqual(["pond_metrics.csv"]);
    expect(readFileSync(paths!.metrics!, "utf8")).toBe("old");
  });

  it("leaves none when one of its files cannot be opened", async () => {
    const folder = temporary();
    const scenario = parseScenario(TEXT, "pond.yaml");
    const [paths] = checkOutputs([{ file: "pond.yaml", paths: runPaths(scenario.spec, { out: folder }) }]);
    // Comes into being after the check.
    mkdirSync(join(folder, `.pond_agents.csv.partial-${process.pid}`));
    await expect(recordRun(scenario, paths!, { command: [] })).rejects.toThrow("the file cannot be written (EISDIR)");
    expect(filesBelow(folder)).toEqual([]);
  });
});

describe("canonical JSON", () => {
  it("is one text for equal values, whatever the order of their keys", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "x" }], a: 0.1 })).toBe('{"a":0.1,"b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it("has the SHA-256 that other tools give it", () => {
    // printf '{"a":1}' | sha256sum
    expect(fingerprint({ a: 1 })).toBe("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
  });
});

describe("a shown path", () => {
  it.each([
    ["/people/ann/lab/logs/a.csv", "logs/a.csv"],
    ["/people/ann/other/a.csv", "/people/ann/other/a.csv"],
    ["/people/ann/lab", "/people/ann/lab"],
    ["/people/ann/lab/..a.csv", "..a.csv"],
  ])("of %s is %s, seen from the lab", (path, shown) => {
    expect(shownPath(path, "/people/ann/lab")).toBe(shown);
  });
});
