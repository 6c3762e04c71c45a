import { Type } from "@sinclair/typebox";
import { describe, expect, it } from "vitest";
import { type Controls, type Dynamic, defineDynamic } from "../../src/contract/dynamic.js";
import { amount, flag, keys } from "../../src/contract/keys.js";
import { defineLever } from "../../src/contract/lever.js";
import { withOwn } from "../../src/scenario/extensions.js";
import { runText } from "../support/run-text.js";

/** Runs a small scenario with a dynamic of the test's own. */
function withDynamic(hooks: (controls: Controls) => Dynamic, more = "", moved: readonly string[] = [], epochs = 4) {
  const probe = defineDynamic({
    name: "probe",
    summary: "a test",
    config: keys({}),
    leverKeys: () => moved,
    create: (_config, { controls }) => hooks(controls),
  });
  const shared = amount(1, "read by two levers");
  const own = {
    dynamics: [probe],
    levers: [
      defineLever({
        name: "first",
        summary: "charges each proposal",
        config: Type.Object({ probe_on: flag(false, "switch"), probe_rate: shared }),
        isOn: ({ probe_on }) => probe_on,
        create: (config) => ({
          interaction: (_x, effects) => effects.cost(config.probe_rate, 0, "first"),
        }),
      }),
      defineLever({
        name: "second",
        summary: "charges each answer",
        config: Type.Object({ other_on: flag(true, "switch"), probe_rate: shared }),
        isOn: ({ other_on }) => other_on,
        create: (config) => ({
          interaction: (_x, effects) => effects.cost(0, config.probe_rate, "second"),
        }),
      }),
    ],
  };
  const yaml = `
agents: [{type: honest, count: 4}, {type: opportunistic, count: 3}]
simulation: {seed: 7, n_epochs: ${epochs}, steps_per_epoch: 6}
probe: {}
${more}`;
  return runText(yaml, { extensions: withOwn(own) });
}

describe("what a dynamic may move", () => {
  it("freezing and resources are logged and counted under its name", async () => {
    const run = await withDynamic((controls) => ({
      epochStart(epoch) {
        if (epoch !== 1) return;
        controls.freeze(2, "gone");
        controls.freeze(2, "gone");
        controls.setResources(0, 12.3, "poor");
      },
    }));
    expect(run.of("agent_frozen")).toMatchObject([
      { agent_id: "honest_3", source: "probe", reason: "gone", changed: true, epoch: 1, step: 0 },
      { agent_id: "honest_3", source: "probe", reason: "gone", changed: false },
    ]);
    expect(run.of("resources_updated")).toMatchObject([
      { agent_id: "honest_1", old_resources: 100, new_resources: 12.3, source: "probe", reason: "poor" },
    ]);
    expect(run.result.agents[0].resources).toBe(12.3);
    expect(run.result.activity.filter(({ source }) => source === "probe").map(({ action }) => action)).toEqual([
      "freeze",
      "freeze again",
      "resources",
    ]);
  });

  it("notes say what was done, to whom, with figures", async () => {
    const run = await withDynamic((controls) => ({
      epochStart(epoch) {
        if (epoch === 0) controls.note("looked", { eyes: 2 }, 1);
        if (epoch === 1) controls.note("looked", { eyes: 3 });
      },
    }));
    const noted = run.of("dynamic_acted");
    expect(noted).toMatchObject([
      { dynamic: "probe", action: "looked", agent_id: "honest_2", figures: { eyes: 2 } },
      { dynamic: "probe", action: "looked", figures: { eyes: 3 } },
    ]);
    expect(noted[1]).not.toHaveProperty("agent_id");
    expect(run.result.activity).toContainEqual({
      source: "probe",
      action: "looked",
      count: 2,
      amount: 0,
      byType: { honest: 1 },
    });
  });

  it("the sigmoid's sharpness changes every later p, and must stay above 0", async () => {
    const sharp = await withDynamic((controls) => ({
      epochStart(epoch) {
        if (epoch === 2) controls.sigmoidK /= 2;
      },
    }));
    for (const { epoch, p, v_hat } of sharp.of("interaction_completed")) {
      expect(p).toBeCloseTo(1 / (1 + Math.exp(-(epoch < 2 ? 2 : 1) * v_hat)), 12);
    }
    await expect(
      withDynamic((controls) => ({
        epochStart() {
          controls.sigmoidK = 0;
        },
      })),
    ).rejects.toThrow('dynamic "probe", hook epochStart, epoch 0, step 0: the sharpness');
  });

  it("a key of governance is set for every lever that reads it, and an off lever acts once it is switched on", async () => {
    const run = await withDynamic(
      (controls) => ({
        epochStart(epoch) {
          if (epoch !== 2) return;
          expect([controls.leverKey("probe_rate"), controls.leverKey("probe_on")]).toEqual([1, false]);
          controls.setLeverKey("probe_rate", 3);
          controls.setLeverKey("probe_on", true);
        },
      }),
      "",
      ["probe_rate", "probe_on"],
    );
    const costs = run.of("interaction_completed").map(({ epoch, c_a, c_b }) => [epoch < 2, c_a, c_b]);
    expect(new Set(costs.map(String))).toEqual(new Set(["true,0,1", "false,3,3"]));
  });

  it("a key that no lever has reads as undefined and cannot be set", async () => {
    const seen: unknown[] = [];
    const attempt = withDynamic((controls) => ({
      epochStart() {
        seen.push(controls.leverKey("nobody_reads"));
        controls.setLeverKey("nobody_reads", 1);
      },
    }));
    await expect(attempt).rejects.toThrow('no lever has the key "nobody_reads"');
    expect(seen).toEqual([undefined]);
  });

  it("trust moves in both directions, and with it who is turned down", async () => {
    const distrust = (delta: number) =>
      withDynamic(
        (controls) => ({
          epochStart() {
            for (let agent = 0; agent < controls.agents.size; agent += 1) controls.shiftTrust(agent, delta);
          },
        }),
        "",
        [],
        15,
      );
    // An honest agent turns down trades of those it trusts less than a stranger.
    const rejected = async (delta: number) =>
      (await distrust(delta))
        .of("interaction_completed")
        .filter(
          ({ epoch, accepted, counterparty_id }) => epoch > 0 && !accepted && counterparty_id.startsWith("honest"),
        ).length;
    const usual = await rejected(0);
    expect(usual).toBeGreaterThan(0);
    expect(await rejected(-5)).toBeGreaterThan(usual);
    expect(await rejected(5)).toBe(0);
  });

  it("there is a network exactly where the scenario has one", async () => {
    const seen: (number | undefined)[] = [];
    const look = (controls: Controls): Dynamic => ({
      epochStart(epoch) {
        if (epoch === 0) seen.push(controls.network?.edges().length);
      },
    });
    await withDynamic(look);
    await withDynamic(look, "network: {topology: ring}");
    await withDynamic(look, "network: {topology: ring, enabled: false}");
    expect(seen).toEqual([undefined, 7, undefined]);
  });
});

describe("the hooks of dynamics", () => {
  it("come after those of the levers, and the epoch's figures are those of the metrics table", async () => {
    const seen: string[] = [];
    const figures: { interactions: number; toxicityRate: number; qualityGap: number }[] = [];
    const run = await withDynamic(() => ({
      epochStart: (epoch) => void seen.push(`epoch ${epoch}`),
      stepStart: (epoch, step) => void seen.push(`step ${epoch}.${step}`),
      epochEnd: (given) => void figures.push({ ...given }),
    }));
    expect(seen.slice(0, 8)).toEqual(["epoch 0", ...[0, 1, 2, 3, 4, 5].map((step) => `step 0.${step}`), "epoch 1"]);
    expect(figures).toMatchObject(
      run.result.rows.map((row, epoch) => ({
        epoch,
        interactions: row.total_interactions,
        toxicityRate: row.toxicity_rate ?? 0,
        qualityGap: row.quality_gap ?? 0,
      })),
    );
  });

  it("can keep agents from their turns, who answer all the same", async () => {
    const run = await withDynamic(() => ({ mayAct: (agent) => agent !== 0 }));
    const [first] = run.result.agents;
    expect(Object.values(first.turns).every((times) => times === 0)).toBe(true);
    expect(first.interactions_received).toBeGreaterThan(0);
  });
});
