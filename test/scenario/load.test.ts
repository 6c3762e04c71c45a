import { describe, expect, it } from "vitest";
import { describeFault } from "../../src/base/errors.js";
import { type LoadOptions, parseScenario } from "../../src/scenario/load.js";

const GOOD = "agents:\n  - type: honest\n    count: 2\nsimulation: { seed: 1 }\n";

const load = (text: string, options: LoadOptions = {}) => parseScenario(text, "s.yaml", options);
const warnings = (text: string, options: LoadOptions = {}) => load(text, options).warnings.map(describeFault);

describe("a loaded scenario", () => {
  it("has every default filled in", () => {
    const { spec } = load(GOOD);
    expect(spec.scenario_id).toBe("unnamed");
    expect(spec.simulation).toEqual({
      n_epochs: 10,
      steps_per_epoch: 10,
      seed: 1,
      schedule_mode: "round_robin",
      max_actions_per_step: 20,
      observation_noise_probability: 0,
      observation_noise_std: 0,
    });
    expect(spec.payoff).toEqual({ s_plus: 2, s_minus: 1, h: 2, theta: 0.5, rho_a: 0, rho_b: 0, w_rep: 1 });
    expect(spec.governance).toMatchObject({ audit_enabled: false, audit_probability: 0.1, freeze_duration_epochs: 2 });
    expect(spec.agents[0].config).toMatchObject({ acceptance_threshold: 0.4, trust_weight: 0.3 });
  });

  it("takes an empty block for an absent one", () => {
    expect(load(`${GOOD}governance:\npayoff: null\n`).spec).toEqual(load(GOOD).spec);
  });

  it("takes a missing type for honest", () => {
    expect(load("agents: [{ count: 2 }]\nsimulation: { seed: 1 }\n").spec).toEqual(load(GOOD).spec);
  });

  it("knows keys of levers by their other names", () => {
    const { spec } = load(`${GOOD}governance: { transaction_tax: 0.2, reputation_decay: 0.9 }\n`);
    expect(spec.governance).toMatchObject({ transaction_tax_rate: 0.2, reputation_decay_rate: 0.9 });
    expect(spec.governance).not.toHaveProperty("transaction_tax");
  });

  it("does not share state with another one", () => {
    const [a, b] = [load(GOOD), load(GOOD)];
    expect(a.spec.governance).not.toBe(b.spec.governance);
    expect(a.spec.agents[0].config).not.toBe(b.spec.agents[0].config);
  });
});

describe("a scenario that can be run is said to have", () => {
  it("nothing wrong when nothing is", () => {
    expect(warnings(GOOD)).toEqual([]);
  });

  it("keys without effect", () => {
    const text = `${GOOD}governance:\n  bandwidth_cap: 3\n  vote_normalization_enabled: false\npayoff: { w_rep: 2 }\n`;
    expect(warnings(text)).toEqual([
      "s.yaml:6:3: governance.bandwidth_cap has no effect: nothing enforces it, in the reference system neither",
      "s.yaml:8:11: payoff.w_rep has no effect: proposals carry no reputation term, in the reference system neither",
    ]);
  });

  it("keys of a lever that is off", () => {
    expect(warnings(`${GOOD}governance: { audit_probability: 0.5 }\n`)).toEqual([
      "s.yaml:5:15: governance.audit_probability has no effect: the lever random_audit is off",
    ]);
    expect(warnings(`${GOOD}governance: { audit_enabled: true, audit_probability: 0.5 }\n`)).toEqual([]);
  });

  it("no seed", () => {
    expect(warnings("agents: [{}]\n")).toEqual([
      "s.yaml:1:1: simulation.seed is not given: 42 is used, so that the run can be repeated",
    ]);
  });

  it("agents beyond the cap of actions, who never act", () => {
    expect(warnings("agents: [{ count: 23 }]\nsimulation: { seed: 1 }\n")).toEqual([
      "s.yaml:2:13: 3 of 23 agents never act: simulation.max_actions_per_step is 20 and turns go in registration order",
    ]);
  });

  it("a decay that takes nearly everything", () => {
    expect(warnings(`${GOOD}governance: { reputation_decay: 0.1 }\n`)).toEqual([
      "s.yaml:5:33: governance.reputation_decay is the share that is kept: 0.1 takes away 90 % of every reputation per epoch",
    ]);
  });
});

describe("under --compat swarm-1.9", () => {
  const compat = { compat: "swarm-1.9" } as const;

  it("keys that the reference system does not read are warnings with their place, once each", () => {
    const text = `${GOOD}domain: market\nsimulation_mode: x\ngovernance: { moderator_enabled: true, made_up: 1 }\n`;
    expect(warnings(text, compat)).toEqual([
      "s.yaml:5:1: domain is passed over: the reference system does not read it",
      "s.yaml:6:1: simulation_mode is passed over: the reference system does not read it",
      "s.yaml:7:15: governance.moderator_enabled is passed over: the moderator lever does nothing in such a run",
      "s.yaml:7:40: governance.made_up is passed over: the reference system does not read it",
    ]);
    expect(load(text, compat).spec).toEqual(load(GOOD, compat).spec);
  });

  it("the same keys are faults without it", () => {
    expect(() => load(`${GOOD}governance: { moderator_enabled: true }\n`)).toThrow(
      "governance.moderator_enabled: the moderator lever is not built yet",
    );
    expect(() => load(`${GOOD}domain: market\n`)).toThrow('unknown key "domain"');
  });

  it("a block that would act there and is not built here is refused, unless it is switched off", () => {
    expect(() => load(`${GOOD}marketplace: { escrow_fee_rate: 0.1 }\n`, compat)).toThrow(
      "marketplace: the marketplace is not built yet",
    );
    expect(warnings(`${GOOD}marketplace: { enabled: false }\n`, compat)).toEqual([
      "s.yaml:5:1: marketplace is passed over: the marketplace does nothing in such a run",
    ]);
  });

  it("YAML 1.1 is read, and numbers and booleans written as text", () => {
    const text = `${GOOD}governance: { audit_enabled: yes, audit_probability: "0.25" }\n`;
    expect(load(text, compat).spec.governance).toMatchObject({ audit_enabled: true, audit_probability: 0.25 });
    expect(() => load(text)).toThrow("governance.audit_enabled must be true or false");
  });
});
