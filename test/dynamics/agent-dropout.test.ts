import { describe, expect, it } from "vitest";
import { AgentDropout } from "../../src/dynamics/perturbations/agent-dropout.js";
import type { Archetype } from "../../src/model/archetype.js";
import { FakeControls } from "../support/fake-controls.js";
import { ListedStreams } from "../support/listed-streams.js";
import { runText } from "../support/run-text.js";

const CONFIG = {
  enabled: true,
  probability_per_step: 0.5,
  min_duration_steps: 1,
  max_duration_steps: 3,
  exempt_types: [] as Archetype[],
};

function dropout(draws: number[], config = CONFIG) {
  const streams = new ListedStreams(...draws);
  const controls = new FakeControls(["honest", "deceptive", "honest"]);
  const part = new AgentDropout(config, controls, streams);
  const out = () => {
    part.stepStart();
    return [0, 1, 2].filter((agent) => part.isOut(agent));
  };
  return { out, streams, part };
}

describe("dropout", () => {
  it("counts down first, then lets everybody who is in draw, and a hit draw how long", () => {
    // Worked by hand; a hit is a draw below 0.5, its length 1 + floor(3 draw).
    const { out, streams } = dropout([
      ...[0.4, 0.7, 0.9, 0.5], // step 0: agent 0 out for 3 steps; 1 and 2 stay (0.5 itself is no hit)
      ...[0.2, 0, 0.9], // step 1: agent 1 out for one step
      ...[0.9, 0.9], // step 2: agent 1 is back and draws again
      ...[0.9, 0.9, 0.9], // step 3: all are back
    ]);
    expect(out()).toEqual([0]);
    expect(out()).toEqual([0, 1]);
    expect(out()).toEqual([0]);
    expect(out()).toEqual([]);
    expect(streams.left).toBe(0);
    expect(streams.asked).toEqual([0, 1, 2, 1, 2, 1, 2, 0, 1, 2]);
  });

  it("passes over exempt archetypes, who draw nothing", () => {
    const { out, streams } = dropout([0, 0], { ...CONFIG, exempt_types: ["honest"] });
    expect(out()).toEqual([1]);
    expect(streams.asked).toEqual([1]);
  });

  it("keeps agents from turns and not from answers, and says who is out for how long", async () => {
    const run = await runText(`
agents: [{type: opportunistic, count: 4}, {type: honest, count: 3}]
simulation: {seed: 2, n_epochs: 5}
perturbations: {agent_dropout: {enabled: true, probability_per_step: 1, exempt_types: [opportunistic]}}
`);
    const honest = run.result.agents.filter(({ agent_type }) => agent_type === "honest");
    for (const { turns, interactions_received } of honest) {
      expect(Object.values(turns).every((times) => times === 0)).toBe(true);
      expect(interactions_received).toBeGreaterThan(0);
    }
    const dropped = run.of("dynamic_acted");
    expect(new Set(dropped.map(({ agent_id }) => agent_id))).toEqual(new Set(honest.map(({ agent_id }) => agent_id)));
    expect(new Set(dropped.map(({ figures }) => figures.steps))).toEqual(new Set([1, 2, 3]));
  });

  it("of one agent does not move the draws of another when agents are added", async () => {
    const drops = async (count: number) => {
      const run = await runText(`
agents: [{type: honest, count: 5}, {type: opportunistic, count: ${count}}]
perturbations: {agent_dropout: {enabled: true}}
`);
      return run
        .of("dynamic_acted")
        .filter(({ agent_id }) => agent_id?.startsWith("honest"))
        .map(({ epoch, step, agent_id, figures }) => [epoch, step, agent_id, figures.steps]);
    };
    const few = await drops(1);
    expect(few.length).toBeGreaterThan(10);
    expect(await drops(4)).toEqual(few);
  });

  it("follows the block's own seed where it has one, and the run's seed otherwise", async () => {
    const drops = async (seed: number, own: string) => {
      const run = await runText(`
agents: [{type: honest, count: 5}]
simulation: {seed: ${seed}}
perturbations: {${own} agent_dropout: {enabled: true}}
`);
      return run.of("dynamic_acted").map(({ epoch, step, agent_id }) => `${epoch}.${step} ${agent_id}`);
    };
    expect(await drops(1, "seed: 9,")).toEqual(await drops(2, "seed: 9,"));
    expect(await drops(1, "")).not.toEqual(await drops(2, ""));
    expect(await drops(1, "")).toEqual(await drops(1, "seed: 1,"));
  });
});
