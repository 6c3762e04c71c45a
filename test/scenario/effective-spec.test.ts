import { describe, expect, it } from "vitest";
import { effectiveSpec } from "../../src/scenario/effective-spec.js";
import { parseScenario } from "../../src/scenario/load.js";

const BASE = "agents: [{ type: honest, count: 2 }, { type: deceptive, count: 1 }]\nsimulation: { seed: 1 }\n";

const effect = (more = "", set: readonly string[] = []) =>
  effectiveSpec(parseScenario(`${BASE}${more}`, "s.yaml", { set }).spec);

const audited = (probability: number) => `governance: { audit_enabled: true, audit_probability: ${probability} }`;

describe("the effective part of a scenario", () => {
  it.each([
    [
      "names and what is for people",
      "scenario_id: other\nmotif: m\ndescription: d\nsuccess_criteria: { min_epochs: 1 }",
    ],
    ["where results go", "outputs: { event_log: a.jsonl }"],
    ["keys of a lever that is off", "governance: { audit_probability: 0.7 }"],
    ["keys without effect", "payoff: { w_rep: 9 }"],
    ["a network that is off", "network: { enabled: false, topology: ring }"],
    ["values that are the default anyway", "payoff: { theta: 0.5 }"],
  ])("leaves out %s", (_, more) => {
    expect(effect(more)).toEqual(effect());
  });

  it("leaves out agents of which there are none, and names of agents", () => {
    expect(effect("", ["agents.1.count=0", "agents.0.name=bob"])).toEqual(
      effectiveSpec(parseScenario("agents: [{ type: honest, count: 2 }]\nsimulation: { seed: 1 }", "s.yaml").spec),
    );
  });

  it.each([
    ["a count", "", ["agents.0.count=3"]],
    ["the seed", "", ["simulation.seed=2"]],
    ["a network", "network: { topology: ring }", []],
    ["a lever that is on", audited(0.1), []],
    ["a payoff", "", ["payoff.h=3"]],
  ])("tells %s", (_, more, set) => {
    expect(effect(more, set)).not.toEqual(effect());
  });

  it("tells the keys of a lever that is on", () => {
    expect(effect(audited(0.7))).not.toEqual(effect(audited(0.1)));
  });
});
