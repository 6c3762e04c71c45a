import { describe, expect, it } from "vitest";
import { defineAgent } from "../../src/contract/agent.js";
import { keys } from "../../src/contract/keys.js";
import { type Action, NOOP } from "../../src/model/action.js";
import { withOwn } from "../../src/scenario/extensions.js";
import { runText } from "../support/run-text.js";

const PROPOSAL: Action = { kind: "propose", to: 1, type: "collaboration" };

/** Answers a turn's questions one after the other from a list; the others take their turns idly. */
function population(answers: readonly Action[]) {
  let asked = 0;
  const talker = defineAgent({
    type: "talker",
    summary: "answers from a list, as often as it is asked",
    archetype: "deceptive",
    config: keys({}),
    create: () => ({ act: () => answers[asked++] ?? NOOP, answer: () => true }),
  });
  const idler = defineAgent({
    type: "idler",
    summary: "does nothing and accepts everybody",
    archetype: "honest",
    config: keys({}),
    create: () => ({ act: () => NOOP, answer: () => true }),
  });
  return { extensions: withOwn({ agents: [talker, idler] }), asked: () => asked };
}

const scenario = (governance: object) =>
  JSON.stringify({
    agents: [{ type: "talker" }, { type: "idler" }],
    simulation: { seed: 1, n_epochs: 1, steps_per_epoch: 1 },
    governance,
  });

describe("levers that choose among answers", () => {
  it("take turns: resampling starts from what the ensemble chose", async () => {
    // The ensemble's five answers favour to do nothing; the three further ones all propose.
    const answers = [PROPOSAL, NOOP, NOOP, PROPOSAL, NOOP, PROPOSAL, PROPOSAL, PROPOSAL];
    const { extensions, asked } = population(answers);
    const governance = { self_ensemble_enabled: true, resample_enabled: true, resample_suspicion_threshold: 0.5 };
    const run = await runText(scenario(governance), { extensions });
    expect(asked()).toBe(8);
    const [{ figures, lever }] = run.of("lever_acted");
    expect(lever).toBe("resample");
    // A reputation of 0 gives a quality of 0.5, and 0.8 for answers that differ: none of them is suspicious.
    expect(figures).toEqual({ suspicious: 0, replaced: 1 });
    expect(run.of("reputation_updated").map(({ reason }) => reason)).toEqual([
      "answer replaced",
      "interaction_outcome",
    ]);
    const costs = run.of("governance_cost_applied").map((event) => [event.lever, event.cost_a, event.cost_b]);
    expect(costs).toEqual([
      ["self_ensemble", 0.02, 0.02],
      ["resample", 0.03, 0],
    ]);
  });

  it("leave no mark on a turn that ends without a proposal", async () => {
    const { extensions, asked } = population([PROPOSAL, NOOP, NOOP, NOOP]);
    const run = await runText(scenario({ resample_enabled: true, resample_suspicion_threshold: 0.5 }), { extensions });
    expect(asked()).toBe(4);
    expect(run.of("interaction_completed")).toEqual([]);
    expect(run.result.activity).toEqual([]);
  });

  it("ask as often where answers have to be waited for", async () => {
    let asked = 0;
    const slow = defineAgent({
      type: "talker",
      summary: "answers late, as a model does",
      archetype: "deceptive",
      config: keys({}),
      create: () => ({ act: async () => (asked++ < 1 ? NOOP : PROPOSAL), answer: () => true }),
    });
    const { extensions } = population([]);
    const agents = [slow, extensions.agents.find("idler")].filter((agent) => agent !== undefined);
    const run = await runText(scenario({ self_ensemble_enabled: true, self_ensemble_samples: 3 }), {
      extensions: withOwn({ agents }),
    });
    expect(asked).toBe(3);
    expect(run.of("interaction_completed")).toHaveLength(1);
  });
});
