import { describe, expect, it } from "vitest";
import { ScenarioError } from "../../src/base/errors.js";
import { parseScenario } from "../../src/scenario/load.js";

type Compat = "swarm-1.9" | undefined;

const text = (blocks: string) => `agents: [{type: honest, count: 2}]\nsimulation: {seed: 1}\n${blocks}\n`;

function faultsOf(blocks: string, compat?: Compat): string[] {
  try {
    parseScenario(text(blocks), "test.yaml", compat === undefined ? {} : { compat });
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.faults.map(({ message, place }) => `${place?.line}:${place?.column} ${message}`);
  }
  return [];
}

const warningsOf = (blocks: string, compat?: Compat) =>
  parseScenario(text(blocks), "test.yaml", compat === undefined ? {} : { compat }).warnings.map(
    ({ message }) => message,
  );

const shock = (fields: string) => `perturbations: {parameter_shocks: {enabled: true, shocks: [{${fields}}]}}`;
const SHOCK = "perturbations.parameter_shocks.shocks[0]";

describe("a perturbation that can do nothing", () => {
  it.each([
    [
      shock("at_epoch: 1, params: {audit_probabilty: 1}"),
      `${SHOCK}.params.audit_probabilty is no key of the governance block (did you mean "audit_probability"?)`,
    ],
    [
      shock("at_epoch: 1, params: {governance.audit_enabled: true}"),
      `${SHOCK}.params.governance.audit_enabled leads nowhere`,
    ],
    [
      shock("at_epoch: 1, params: {transaction_tax: 0.1}"),
      `${SHOCK}.params.transaction_tax is no key of the governance block (did you mean "transaction_tax_rate"?)`,
    ],
    [shock("at_epoch: 1, params: {bandwidth_cap: 1}"), `${SHOCK}.params.bandwidth_cap has no effect`],
    [shock("at_epoch: 1"), `${SHOCK}.params changes nothing`],
    [shock("params: {audit_enabled: true}"), `${SHOCK}.at_epoch never acts`],
    [shock("trigger: condition, params: {audit_enabled: true}"), `${SHOCK}.when is no condition`],
    [shock('trigger: condition, when: "toxicity > 1", params: {audit_enabled: true}'), `${SHOCK}.when is no condition`],
    ["perturbations: {resource_shock: {enabled: true}}", "perturbations.resource_shock.at_epoch never acts"],
    [
      "perturbations: {resource_shock: {enabled: true, trigger: condition, at_epoch: 1}}",
      "perturbations.resource_shock.trigger never acts",
    ],
    [
      "perturbations: {resource_shock: {enabled: true, at_epoch: 1, magnitude: 1.5}}",
      "perturbations.resource_shock.magnitude must be at most 1 for drain_all, got 1.5",
    ],
    [
      "perturbations: {network_partition: {enabled: true, at_epoch: 1}}",
      "perturbations.network_partition.enabled cuts nothing: the scenario has no network",
    ],
    [
      "network: {topology: ring}\nperturbations: {network_partition: {enabled: true, at_epoch: 1, mode: isolate_type}}",
      "perturbations.network_partition.isolate_type is missing",
    ],
  ])("is refused, and only remarked on in a replay: %s", (blocks, message) => {
    const faults = faultsOf(blocks);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
    expect(faultsOf(blocks, "swarm-1.9")).toEqual([]);
    expect(warningsOf(blocks, "swarm-1.9").join()).toContain(message);
  });

  it.each([
    [
      shock("at_epoch: 1, params: {audit_probability: 1.5}"),
      "audit_probability",
      `${SHOCK}.params.audit_probability must be at most 1, got 1.5`,
    ],
    [
      shock("at_epoch: 1, params: {audit_enabled: maybe}"),
      "audit_enabled",
      `${SHOCK}.params.audit_enabled must be true or false, got "maybe"`,
    ],
    [
      "perturbations: {agent_dropout: {enabled: true, max_duration_steps: 2, min_duration_steps: 5}}",
      "max_duration_steps",
      "perturbations.agent_dropout.max_duration_steps must be at least min_duration_steps (5), got 2",
    ],
  ])("or that would break the run is refused in a replay too: %s", (blocks, key, message) => {
    const fault = `3:${blocks.indexOf(key) + 1} ${message}`;
    expect(faultsOf(blocks)).toEqual([fault]);
    expect(faultsOf(blocks, "swarm-1.9")).toEqual([fault]);
  });

  it("is left alone while it is not enabled", () => {
    const blocks = "perturbations: {resource_shock: {magnitude: 4}, network_partition: {mode: isolate_type}}";
    expect(faultsOf(blocks)).toEqual([]);
    expect(warningsOf(blocks)).toEqual([]);
  });

  it("is remarked on where a list of mechanisms is empty: that may be the control of a comparison", () => {
    expect(warningsOf("dynamic_toxicity: {enabled: []}")).toEqual([
      "dynamic_toxicity.enabled names no mechanism: nothing acts",
    ]);
  });
});
