import { describe, expect, it } from "vitest";
import { ParameterShocks } from "../../src/dynamics/perturbations/parameter-shocks.js";
import { FakeControls } from "../support/fake-controls.js";
import { runText } from "../support/run-text.js";

type Shock = ConstructorParameters<typeof ParameterShocks>[0]["shocks"][number];

function stage(shocks: readonly Partial<Shock>[], unknownKeyEndsHook = false) {
  const controls = new FakeControls(["honest"]);
  Object.assign(controls.keys, { rate: 0.1, limit: 3, on: false });
  const config = {
    enabled: true,
    shocks: shocks.map((shock) => ({ trigger: "epoch" as const, params: {}, ...shock })),
  };
  const fresh = () => new ParameterShocks(config, controls, unknownKeyEndsHook);
  return { controls, part: fresh(), fresh };
}

const figures = (epoch: number, toxicityRate = 0) => ({ epoch, interactions: 5, toxicityRate, qualityGap: 0 });

describe("a parameter shock", () => {
  it("acts once, at its epoch, and stays", () => {
    const { controls, part } = stage([{ at_epoch: 2, params: { rate: 0.5, on: true } }]);
    for (let epoch = 0; epoch < 5; epoch += 1) {
      part.epochStart(epoch);
      expect(controls.keys).toMatchObject(epoch < 2 ? { rate: 0.1, on: false } : { rate: 0.5, on: true });
    }
    expect(controls.done).toEqual(["rate = 0.5", "on = true"]);
  });

  it("is reverted once it has been in force for its epochs, before new ones act", () => {
    const { controls, part } = stage([
      { at_epoch: 1, params: { rate: 0.5 }, revert_after_epochs: 2 },
      { at_epoch: 3, params: { rate: 0.9 } },
    ]);
    const rates = [0, 1, 2, 3, 4].map((epoch) => {
      part.epochStart(epoch);
      return controls.keys.rate;
    });
    expect(rates).toEqual([0.1, 0.5, 0.5, 0.9, 0.9]);
    expect(controls.done).toEqual(["rate = 0.5", "rate = 0.1", "rate = 0.9"]);
  });

  it("on a condition acts when the epoch ends in which it first holds, and counts its epochs from the next", () => {
    const { controls, part } = stage([
      { trigger: "condition", when: "toxicity_rate > 0.3", params: { rate: 0.7 }, revert_after_epochs: 1 },
    ]);
    const rates = [0.1, 0.4, 0.5, 0.1].map((toxicity, epoch) => {
      part.epochStart(epoch);
      const during = controls.keys.rate;
      part.epochEnd(figures(epoch, toxicity));
      return during;
    });
    expect(rates).toEqual([0.1, 0.1, 0.7, 0.1]);
  });

  it("on a condition that is none never acts", () => {
    const { controls, part } = stage([{ trigger: "condition", when: "toxic", params: { rate: 0.7 } }]);
    part.epochEnd(figures(0, 1));
    expect(controls.done).toEqual([]);
  });

  it("passes over dotted names and sets the others", () => {
    const { controls, part } = stage([{ at_epoch: 0, params: { "governance.rate": 0.9, limit: 8 } }]);
    expect(part.epochStart(0)).toBe(true);
    expect(controls.done).toEqual(["limit = 8"]);
  });

  it("that names an unknown key ends the hook in a replay, keeping what it has set and leaving the rest", () => {
    const { controls, part } = stage(
      [
        { at_epoch: 0, params: { rate: 0.9, nobody: 1, limit: 8 }, revert_after_epochs: 1 },
        { at_epoch: 0, params: { limit: 9 } },
        { at_epoch: 1, params: { limit: 10 } },
      ],
      true,
    );
    expect(part.epochStart(0)).toBe(false);
    expect(part.epochStart(1)).toBe(true);
    expect(controls.done).toEqual(["rate = 0.9", "limit = 10"]);
  });

  it("that names an unknown key is a mistake of the program otherwise: the loader refuses it", () => {
    const { part } = stage([{ at_epoch: 0, params: { nobody: 1 } }]);
    expect(() => part.epochStart(0)).toThrow('no lever has the key "nobody"');
  });

  it("comes back from a checkpoint with what it has moved", () => {
    const { controls, part, fresh } = stage([{ at_epoch: 1, params: { rate: 0.5 }, revert_after_epochs: 2 }]);
    part.epochStart(1);
    const saved = JSON.parse(JSON.stringify(part.save()));
    controls.keys.rate = 0.1; // a run that starts anew
    const restored = fresh();
    restored.restore(saved);
    expect(controls.keys.rate).toBe(0.5);
    restored.epochStart(1);
    restored.epochStart(3);
    expect(controls.done).toEqual(["rate = 0.5", "rate = 0.5", "rate = 0.1"]);
  });
});

const scenario = (governance: string, shocks: string) => `
agents: [{type: honest, count: 4}, {type: opportunistic, count: 3}]
simulation: {seed: 11, n_epochs: 7}
governance: ${governance}
perturbations: {parameter_shocks: {enabled: true, shocks: [${shocks}]}}
`;

describe("a shocked run", () => {
  it("pays a tax that was off exactly while the shock is in force", async () => {
    const run = await runText(
      scenario("{}", "{at_epoch: 2, params: {transaction_tax_rate: 0.2}, revert_after_epochs: 3}"),
    );
    const taxed = new Set(run.of("governance_cost_applied").map(({ epoch }) => epoch));
    expect(taxed).toEqual(new Set([2, 3, 4]));
    expect(run.of("dynamic_acted").map(({ epoch, action, figures }) => [epoch, action, figures])).toEqual([
      [2, "set transaction_tax_rate", { from: 0, to: 0.2 }],
      [5, "set transaction_tax_rate", { from: 0.2, to: 0 }],
    ]);
  });

  it("switches a lever off and on again", async () => {
    const run = await runText(
      scenario(
        "{audit_enabled: true, audit_probability: 1}",
        "{at_epoch: 1, params: {audit_enabled: false}, revert_after_epochs: 2}",
      ),
    );
    const audited = new Set(run.of("lever_acted").map(({ epoch }) => epoch));
    expect(audited).toEqual(new Set([0, 3, 4, 5, 6]));
  });

  it("moves the levers' own start of an epoch only in the epoch after", async () => {
    const run = await runText(scenario("{}", "{at_epoch: 3, params: {reputation_decay_rate: 0.5}}"));
    const decayed = run.of("reputation_updated").filter(({ lever }) => lever === "reputation_decay");
    expect(new Set(decayed.map(({ epoch }) => epoch))).toEqual(new Set([4, 5, 6]));
  });

  it("on a condition is in force from the next epoch's start on, the levers' hooks included", async () => {
    const run = await runText(
      scenario("{}", '{trigger: condition, when: "epoch >= 2", params: {reputation_decay_rate: 0.5}}'),
    );
    const decayed = run.of("reputation_updated").filter(({ lever }) => lever === "reputation_decay");
    expect(new Set(decayed.map(({ epoch }) => epoch))).toEqual(new Set([3, 4, 5, 6]));
  });

  it("that replays the reference system skips the rest of the epoch's perturbations at an unknown key", async () => {
    const yaml = (key: string) => `
agents: [{type: honest, count: 3}]
simulation: {seed: 1, n_epochs: 3}
perturbations:
  parameter_shocks: {enabled: true, shocks: [{at_epoch: 1, params: {${key}: 1}}]}
  resource_shock: {enabled: true, at_epoch: 1}
`;
    const ended = await runText(yaml("no_such_key"), { compat: "swarm-1.9" });
    expect(ended.result.agents[0].resources).toBe(100);
    expect(ended.warnings.join()).toContain("no_such_key is no key of the governance block");
    // A key of a part that is not built is known there: setting it changes nothing.
    for (const key of ["governance.audit_enabled", "moderator_penalty_multiplier", "bandwidth_cap"]) {
      const gone = await runText(yaml(key), { compat: "swarm-1.9" });
      expect(gone.result.agents[0].resources).toBe(50);
    }
  });

  it("can switch on the levers that the reference system fixes at the start, except in a replay", async () => {
    const yaml = scenario("{}", "{at_epoch: 1, params: {rbac_enabled: true}}");
    const native = await runText(yaml);
    expect(new Set(native.of("governance_cost_applied").map(({ lever }) => lever))).toEqual(new Set(["rbac"]));
    const replayed = await runText(yaml, { compat: "swarm-1.9" });
    expect(replayed.of("governance_cost_applied")).toEqual([]);
    expect(replayed.of("dynamic_acted").map(({ action }) => action)).toEqual(["set rbac_enabled"]);
  });

  it("does not warn that the keys of a lever that a shock switches on are idle", async () => {
    const shock = "{at_epoch: 1, params: {audit_enabled: true}}";
    expect((await runText(scenario("{audit_probability: 0.9}", shock))).warnings).toEqual([]);
  });
});
