import { describe, expect, it } from "vitest";
import { adaptive } from "../../src/agents/adaptive.js";
import { parseScenario } from "../../src/scenario/load.js";
import { Stage } from "../support/stage.js";

/** Below every chance, and above. */
const YES = 0;
const NO = 0.99;

describe("adaptive", () => {
  it("accepts from its threshold on, and now and then whoever asks", () => {
    const stage = new Stage(adaptive, {}, ["honest"]);
    expect(stage.acceptsInTurn(1, NO)).toBe(true); // trust 0.5, threshold 0.5
    stage.learn(1, { p: 0.5, payoff: 0 });
    expect(stage.acceptsInTurn(1, NO)).toBe(false); // the threshold rose to 0.55
    expect(stage.answers(1, NO)).toBe(false);
    expect(stage.answers(1, 0.09)).toBe(true);
  });

  it("lowers its threshold while the mean of recent payoffs is above 0.5, down to the floor", () => {
    const stage = new Stage(adaptive, { initial_threshold: 0.61, adapt_rate: 0.1 }, ["honest"]);
    stage.learn(1, { p: 0.5, payoff: 0.6 }); // 0.51
    expect(stage.answers(1, NO)).toBe(false);
    stage.learn(1, { p: 0.5, payoff: 0.6 }); // 0.41
    expect(stage.answers(1, NO)).toBe(true);
    for (let times = 0; times < 5; times += 1) stage.learn(1, { p: 0.5, payoff: 9 });
    stage.shiftTrust(-0.21); // 0.29, the floor is 0.3
    expect(stage.answers(1, NO)).toBe(false);
    stage.shiftTrust(0.02);
    expect(stage.answers(1, NO)).toBe(true);
  });

  it("raises it otherwise, up to the ceiling, and looks at the last payoffs only", () => {
    const stage = new Stage(adaptive, { window_size: 2, adapt_rate: 0.4, max_threshold: 0.8 }, ["honest"]);
    stage.learn(1, { p: 1, payoff: 0.5 }); // a mean of 0.5 is not above it: ceiling 0.8, trust 0.65
    expect(stage.answers(1, NO)).toBe(false);
    stage.learn(1, { p: 1, payoff: 10 }); // mean 5.25: 0.4
    expect(stage.answers(1, NO)).toBe(true);
    stage.learn(1, { p: 0.5, payoff: 0 }); // mean 5: 0.3
    stage.learn(1, { p: 0.5, payoff: 0 }); // mean 0: the 10 is forgotten, 0.7
    expect(stage.answers(1, NO)).toBe(false);
  });

  it("proposes to the most trusted, else explores, else posts, else votes", () => {
    const stage = new Stage(adaptive, {}, ["honest", "honest"]);
    expect(stage.act()).toEqual({ kind: "propose", to: 1, type: "collaboration" });
    stage.learn(1, { p: 0.5, payoff: 0 });
    expect(stage.act(0.09, 0.5)).toEqual({ kind: "propose", to: 2, type: "collaboration" });
    expect(stage.act(NO, YES)).toMatchObject({ kind: "post" });
    stage.show(1, 1);
    expect(stage.act(NO, NO, 0.29, 0.5)).toEqual({ kind: "vote", post: 1, direction: 1 });
    expect(stage.act(NO, NO, 0.3)).toEqual({ kind: "noop" });
  });

  it("is refused where the reference system is replayed", () => {
    const text = "agents: [{type: adaptive}]\nsimulation: {seed: 5}";
    expect(parseScenario(text, "inline").spec.agents[0].type).toBe("adaptive");
    expect(() => parseScenario(text, "inline", { compat: "swarm-1.9" })).toThrow(/cannot build/);
  });
});
