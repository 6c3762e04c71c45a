import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { METRICS } from "../../src/metrics/registry.js";
import { checkOutputs } from "../../src/records/check-outputs.js";
import { metricsTable } from "../../src/records/metrics-table.js";
import { rebuildRun } from "../../src/records/rebuild.js";
import { recordRun } from "../../src/records/record-run.js";
import { runPaths } from "../../src/records/run-paths.js";
import { loadScenario } from "../../src/scenario/load.js";
import { replays } from "../support/replays.js";
import { standIns } from "../support/stand-ins.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const SCENARIOS = fileURLToPath(new URL("../../scenarios", import.meta.url));
const names = readdirSync(SCENARIOS).filter((name) => name.endsWith(".yaml"));

/** Runs a scenario of the project into `folder`. */
async function recorded(name: string, folder: string, compat?: "swarm-1.9") {
  const scenario = loadScenario(join(SCENARIOS, name), { compat, set: standIns(name) });
  const paths = runPaths(scenario.spec, { out: folder });
  const [checked] = checkOutputs([{ file: scenario.file, paths }]);
  const run = await recordRun(scenario, checked!, { command: ["test"] });
  return { ...run, events: paths.events!, metrics: paths.metrics! };
}

describe("the metrics of a run, worked out again from its event log alone,", () => {
  it("can be compared for the scenarios of the project", () => {
    expect(names.length).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ...names.map((name) => [name, undefined] as const),
    ...names.filter(replays).map((name) => [name, "swarm-1.9"] as const),
  ])("are those of its table to the last digit: %s, compat %s", async (name, compat) => {
    const { events, metrics, result } = await recorded(name, temporary(), compat);
    const rebuilt = await rebuildRun(events);
    expect(metricsTable(METRICS, rebuilt.rows)).toBe(readFileSync(metrics, "utf8"));
    expect(metricsTable(METRICS, [rebuilt.pooled])).toBe(metricsTable(METRICS, [result.pooled]));
  });

  it("do not come from the rows that the log carries", async () => {
    const { events, result } = await recorded("baseline.yaml", temporary());
    const lines = readFileSync(events, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const emptied = lines.map((event) => (event.kind === "epoch_completed" ? { ...event, metrics: {} } : event));
    writeFileSync(events, emptied.map((event) => `${JSON.stringify(event)}\n`).join(""));
    expect((await rebuildRun(events)).rows).toEqual(result.rows);
  });

  it("show what was changed in the log", async () => {
    const { events, result } = await recorded("baseline.yaml", temporary());
    const text = readFileSync(events, "utf8");
    writeFileSync(events, text.replace('"accepted":true', '"accepted":false'));
    const [first] = (await rebuildRun(events)).rows;
    expect(first?.accepted_interactions).toBe((result.rows[0]?.accepted_interactions ?? 0) - 1);
  });
});

describe("a log that is none", () => {
  const lines = async () => {
    const { events } = await recorded("baseline.yaml", temporary());
    return { file: events, text: readFileSync(events, "utf8").trimEnd().split("\n") };
  };

  it("is told with its line when it is no JSON", async () => {
    const { file, text } = await lines();
    writeFileSync(file, [...text.slice(0, 9), text[9]?.slice(0, 20)].join("\n"));
    await expect(rebuildRun(file)).rejects.toThrow(`${file}:10: this is no event`);
  });

  it("is told with its line when events are missing", async () => {
    const { file, text } = await lines();
    writeFileSync(file, [...text.slice(0, 20), ...text.slice(21)].join("\n"));
    await expect(rebuildRun(file)).rejects.toThrow(`${file}:21: this is event 21, where event 20 belongs`);
  });

  it("is told when it does not reach the end of the run", async () => {
    const { file, text } = await lines();
    writeFileSync(file, text.slice(0, -1).join("\n"));
    await expect(rebuildRun(file)).rejects.toThrow(`${file}: the log does not reach the end of the run`);
  });

  it("is told when an agent in it was never created", async () => {
    const { file, text } = await lines();
    const index = text.findIndex((line) => line.includes('"kind":"interaction_completed"'));
    const changed = text.with(index, text[index]!.replace(/"initiator_id":"[^"]+"/, '"initiator_id":"ghost_1"'));
    writeFileSync(file, changed.join("\n"));
    await expect(rebuildRun(file)).rejects.toThrow(`${file}: the agent "ghost_1" was never created`);
  });

  it.each([
    ["absent.jsonl", "no such file"],
    [".", "this is a folder, not an event log"],
  ])("is told when there is none: %s", async (name, message) => {
    const file = join(temporary(), name);
    await expect(rebuildRun(file)).rejects.toThrow(`${file}: ${message}`);
  });
});
