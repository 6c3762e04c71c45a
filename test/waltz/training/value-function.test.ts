import { describe, expect, it } from "vitest";
import { AGENTS, type AgentName } from "../../../src/waltz/environments/environment.js";
import type { Sample } from "../../../src/waltz/training/samples.js";
import { ValueFunction } from "../../../src/waltz/training/value-function.js";
import { rollouts, streamOf, toy } from "../support.js";

const ROLLOUTS = rollouts(150).filter(({ turns }) => turns[0]!.feedback?.written !== undefined);

/** First outputs of an agent, as samples. */
function samplesOf(agent: AgentName): readonly Sample[] {
  return ROLLOUTS.map((rollout) => {
    const [{ written, feedback }] = rollout.turns as [(typeof rollout.turns)[number]];
    return { rollout, turn: 0, written: agent === "conversation" ? written : feedback!.written!, total: 0, parts: {} };
  });
}
/** A return that the prompt tells, by slot: what is harmful returns -1, else 1, and one more for each token. */
const returnsOf = (samples: readonly Sample[]) =>
  samples.map(({ rollout, written }) => Float64Array.from(written.tokens, (_, at) => (rollout.harmful ? -1 : 1) + at));
const meanSquare = (errors: readonly Float64Array[]) => {
  const all = errors.flatMap((sample) => [...sample]);
  return all.reduce((sum, error) => sum + error * error, 0) / all.length;
};
const create = (agents: readonly AgentName[]) => new ValueFunction(toy, agents, 0.05, streamOf("value"));

describe("a value function", () => {
  it("knows nothing at first: the advantage is the return", () => {
    const samples = samplesOf("feedback");
    const advantages = create(["feedback"]).advantages("feedback", samples, returnsOf(samples));
    expect(advantages).toEqual(returnsOf(samples));
  });

  it.each([
    ["of one agent", ["feedback"]],
    ["of both", ["conversation", "feedback"]],
  ] as const)("%s comes to know what the prompt tells of the return", (_, agents) => {
    const value = create(agents);
    for (const agent of agents) {
      const samples = samplesOf(agent);
      const returns = returnsOf(samples);
      const before = meanSquare(value.advantages(agent, samples, returns));
      for (let step = 0; step < 300; step += 1) value.advantages(agent, samples, returns);
      // The toy world's hints are right four times in five, so that not all of it can be known.
      expect(meanSquare(value.advantages(agent, samples, returns))).toBeLessThan(before / 2);
    }
  });

  it("of both has an estimate of its own for each slot of each", () => {
    const heads = AGENTS.reduce((sum, agent) => sum + toy.agents[agent].grammar.slots.length, 0);
    const [one, both] = [create(["conversation"]), create(AGENTS)];
    const slots = toy.agents.conversation.grammar.slots.length;
    // 16 hidden units and a bias for each estimate.
    expect(both.parameters.length - one.parameters.length).toBe((heads - slots) * 17);
  });

  it("has none for an agent that it was not made for", () => {
    const samples = samplesOf("feedback");
    expect(() => create(["conversation"]).advantages("feedback", samples, returnsOf(samples))).toThrow(
      "no estimate for the feedback agent there",
    );
  });

  it("goes on from what it saved to the bit", () => {
    const samples = samplesOf("feedback");
    const returns = returnsOf(samples);
    const [whole, first, later] = [create(["feedback"]), create(["feedback"]), create(["feedback"])];
    const course = Array.from({ length: 6 }, () => whole.advantages("feedback", samples, returns));
    for (let step = 0; step < 3; step += 1) first.advantages("feedback", samples, returns);
    later.parameters.set(first.parameters);
    later.restore(first.save());
    expect(Array.from({ length: 3 }, () => later.advantages("feedback", samples, returns))).toEqual(course.slice(3));
  });
});
