import { describe, expect, it } from "vitest";
import { AGENTS } from "../../src/agents/registry.js";
import { LEVERS } from "../../src/governance/registry.js";
import { runText } from "../support/run-text.js";

/** Every agent type that does not ask a model, every lever that a switch turns on, a network, noise and dynamics. */
function everything(compat: boolean, seed: number): string {
  const types = [...AGENTS].filter(({ needs, refusedInCompat }) => needs === undefined && !(compat && refusedInCompat));
  const switches = [...LEVERS].flatMap(({ config }) =>
    Object.keys(config.properties).filter((key) => key.endsWith("_enabled")),
  );
  return JSON.stringify({
    agents: types.map(({ type }) => ({ type, count: 2 })),
    governance: {
      ...Object.fromEntries(switches.map((key) => [key, true])),
      transaction_tax_rate: 0.1,
      reputation_decay_rate: 0.9,
    },
    simulation: {
      seed,
      n_epochs: 6,
      steps_per_epoch: 8,
      max_actions_per_step: 50,
      schedule_mode: "random",
      observation_noise_probability: 0.3,
      observation_noise_std: 5,
    },
    network: { topology: "scale_free", m_edges: 3, dynamic: true, edge_decay_rate: 0.4 },
    perturbations: {
      seed: 5,
      agent_dropout: { enabled: true },
      network_partition: { enabled: true, at_epoch: 1, heal_after_epochs: 2 },
      resource_shock: { enabled: true, at_epoch: 2 },
      parameter_shocks: { enabled: true, shocks: [{ at_epoch: 3, params: { audit_probability: 1 } }] },
    },
    dynamic_toxicity: { enabled: ["proxy_drift", "trust_erosion", "quality_contagion"] },
  });
}

describe("a run of everything at once", () => {
  it.each([undefined, "swarm-1.9"] as const)(
    "under %s gives the same bytes twice, and others for another seed",
    async (compat) => {
      const options = compat === undefined ? {} : { compat };
      const run = (seed: number) => runText(everything(compat !== undefined, seed), options);
      const first = await run(1);
      expect(first.result.counts.interactions).toBeGreaterThan(20);
      expect((await run(1)).log).toBe(first.log);
      expect((await run(2)).log).not.toBe(first.log);
    },
  );
});

describe("observation noise in a run", () => {
  /** Honest agents look at nobody's numbers, so noise can reach them through shared draws only. */
  const log = async (noise: string, compat?: "swarm-1.9") => {
    const yaml = `agents: [{type: honest, count: 6}]\nsimulation: {seed: 8, n_epochs: 4${noise}}`;
    return (await runText(yaml, compat === undefined ? {} : { compat })).log;
  };
  const NOISE = ", observation_noise_probability: 0.5, observation_noise_std: 3";

  it("moves no other draw, save in a replay, where one stream serves it, the signals and the schedule", async () => {
    expect(await log(NOISE)).toBe(await log(""));
    expect(await log(NOISE, "swarm-1.9")).not.toBe(await log("", "swarm-1.9"));
  });

  it("needs a chance and a size", async () => {
    const without = await log("", "swarm-1.9");
    expect(await log(", observation_noise_probability: 0.5", "swarm-1.9")).toBe(without);
    expect(await log(", observation_noise_std: 3", "swarm-1.9")).toBe(without);
  });
});
