import { describe, expect, it } from "vitest";
import { thresholdDancer } from "../../src/agents/threshold-dancer.js";
import { Stage } from "../support/stage.js";

const NO = 0.99;

/** Teaches payoffs of interactions with partner 1. */
const earn = (stage: Stage, ...payoffs: number[]): void => {
  for (const payoff of payoffs) stage.learn(1, { payoff });
};

describe("threshold_dancer", () => {
  it("cooperates through the warm-up, then exploits a partner it thinks is content", () => {
    const stage = new Stage(thresholdDancer, {}, ["honest"]);
    earn(stage, 1, 1);
    expect(stage.answers(1)).toBe(true);
    earn(stage, 1); // estimate 2.4 > 0.2 after three interactions
    expect(stage.answers(1)).toBe(false);
    expect(stage.acceptsInTurn(1)).toBe(false);
  });

  it("stays cooperative while the estimate is not above the comfort floor + 0.5", () => {
    const stage = new Stage(thresholdDancer, {}, ["honest"]);
    earn(stage, 0.05, 0.05, 0.05, -0.1); // 0.12 + 0.05
    expect(stage.answers(1)).toBe(true);
    earn(stage, -0.1); // a loss of its own counts for the partner: 0.22
    expect(stage.answers(1)).toBe(false);
  });

  it("makes up for it after two exploits, and starts again one step at a time", () => {
    const stage = new Stage(thresholdDancer, {}, ["honest"]);
    earn(stage, 1, 1, 1);
    expect(stage.answers(1)).toBe(false);
    earn(stage, 0.1, 0.1); // two exploits: recovery, estimate 2.26
    expect(stage.answers(1)).toBe(true); // this look leads from recovery to cooperation
    expect(stage.answers(1)).toBe(false); // and this one from cooperation to exploitation
    earn(stage, 0.1); // the count of exploits started anew
    expect(stage.answers(1)).toBe(false);
  });

  it("makes up for it at once when the estimate comes near the floor", () => {
    const stage = new Stage(thresholdDancer, { max_consecutive_exploits: 9 }, ["honest"]);
    earn(stage, 1, 1, 1); // 2.4
    earn(stage, 4.8); // 2.4 - 3.36 = -0.96, room 0.54 < 0.6
    expect(stage.answers(1)).toBe(true);
    earn(stage, 1.1); // in recovery own gains count for the partner again: -0.08
    expect(stage.answers(1)).toBe(true);
  });

  it("proposes to the partner with most room, a stranger counting 1 more, the first of equals", () => {
    const stage = new Stage(thresholdDancer, {}, ["honest", "honest", "honest"]);
    expect(stage.act(NO)).toEqual({ kind: "propose", to: 1, type: "collaboration" });
    stage.learn(1, { payoff: 1 }); // 0.8 < 1
    expect(stage.act(NO)).toMatchObject({ to: 2 });
    stage.learn(3, { payoff: 2 }); // 1.6
    expect(stage.act(NO)).toMatchObject({ to: 3 });
    stage.learn(2, { payoff: 2 });
    expect(stage.act(NO)).toMatchObject({ to: 2 });
  });

  it("posts before it proposes, and does not vote", () => {
    const stage = new Stage(thresholdDancer, {}, ["honest"]);
    stage.show(1);
    expect(stage.act(0.19)).toMatchObject({ kind: "post" });
    stage.canPropose = false;
    expect(stage.act(NO)).toEqual({ kind: "noop" });
  });
});
