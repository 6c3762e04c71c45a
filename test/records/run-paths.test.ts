import { describe, expect, it } from "vitest";
import { runPaths } from "../../src/records/run-paths.js";
import { parseScenario } from "../../src/scenario/load.js";

const plain = parseScenario("scenario_id: pond\nagents: [{}]\nsimulation: { seed: 1 }", "pond.yaml").spec;
const named = parseScenario(
  "scenario_id: pond\nagents: [{}]\nsimulation: { seed: 1 }\noutputs: { event_log: a/log.jsonl, metrics_csv: b/table.csv }",
  "pond.yaml",
).spec;

describe("the paths of a run", () => {
  it("are in logs/, named after the scenario", () => {
    expect(runPaths(plain, {})).toEqual({
      events: "logs/pond_events.jsonl",
      metrics: "logs/pond_metrics.csv",
      agents: "logs/pond_agents.csv",
      manifest: "logs/pond_manifest.json",
    });
  });

  it("are those of the scenario's outputs, where it names them", () => {
    expect(runPaths(named, {})).toEqual({
      events: "a/log.jsonl",
      metrics: "b/table.csv",
      agents: "logs/pond_agents.csv",
      manifest: "logs/pond_manifest.json",
    });
  });

  it("are all in the folder of --out, whatever the scenario names", () => {
    expect(runPaths(named, { out: "here" })).toEqual({
      events: "here/pond_events.jsonl",
      metrics: "here/pond_metrics.csv",
      agents: "here/pond_agents.csv",
      manifest: "here/pond_manifest.json",
    });
  });

  it("follow --events and --metrics before anything else, each for its own file", () => {
    expect(runPaths(named, { out: "here", events: "e", metrics: "m" })).toEqual({
      events: "e",
      metrics: "m",
      agents: "here/pond_agents.csv",
      manifest: "here/pond_manifest.json",
    });
  });

  it("leave out what is to be none", () => {
    const paths = runPaths(named, { events: "none", metrics: "none" });
    expect([paths.events, paths.metrics]).toEqual([undefined, undefined]);
    expect(paths.agents).toBe("logs/pond_agents.csv");
  });
});
