import { describe, expect, it } from "vitest";
import { deceptive } from "../../src/agents/deceptive.js";
import { Stage } from "../support/stage.js";

/** A draw above every chance. */
const NO = 0.99;

/** Accepted interactions with an agent. */
const winOver = (stage: Stage, agent: number, times: number): void => {
  for (let time = 0; time < times; time += 1) stage.learn(agent);
};

/** Proposals answered at the end of a step. */
const meet = (stage: Stage, agent: number, times: number): void => {
  for (let time = 0; time < times; time += 1) stage.answers(agent, ...(time < 5 ? [NO] : []));
};

describe("deceptive", () => {
  it("accepts readily while it builds trust, in its turn more than at the end of a step", () => {
    const stage = new Stage(deceptive, {}, ["honest"]);
    expect(stage.acceptsInTurn(1, 0.89)).toBe(true);
    expect(stage.acceptsInTurn(1, 0.9)).toBe(false);
    expect(stage.answers(1, 0.79)).toBe(true);
    expect(stage.answers(1, 0.8)).toBe(false);
  });

  it("counts contacts at the end of steps only; after five it wants trust above 0.6", () => {
    const stage = new Stage(deceptive, {}, ["honest"]);
    for (let times = 0; times < 9; times += 1) stage.acceptsInTurn(1, NO);
    meet(stage, 1, 5);
    expect(stage.acceptsInTurn(1, 0.6)).toBe(false);
    expect(stage.acceptsInTurn(1, 0.59)).toBe(true);
    expect(stage.answers(1)).toBe(false);
    winOver(stage, 1, 1); // 0.5 + 0.1 is 0.6, not above it
    expect(stage.answers(1)).toBe(false);
    winOver(stage, 1, 1);
    expect(stage.answers(1)).toBe(true);
  });

  it("keeps up its facade: posts, always upvotes, proposes collaboration to those it has not met often", () => {
    const stage = new Stage(deceptive, {}, ["honest", "honest", "honest"]);
    expect(stage.act(0.34, 0)).toMatchObject({ kind: "post" });
    expect(stage.act(NO, 0.5)).toEqual({ kind: "propose", to: 2, type: "collaboration" });
    stage.show(1, 1);
    expect(stage.act(NO, 0.5)).toEqual({ kind: "vote", post: 1, direction: 1 });
    stage.canVote = false;
    meet(stage, 2, 5);
    expect(stage.act(NO, 0.5)).toMatchObject({ to: 3 });
    meet(stage, 1, 5);
    meet(stage, 3, 5);
    expect(stage.act(NO)).toEqual({ kind: "noop" });
  });

  it("turns on those it has won over, once two of them trust it and it has had eleven contacts", () => {
    const stage = new Stage(deceptive, {}, ["honest", "honest", "honest"]);
    winOver(stage, 2, 3);
    winOver(stage, 3, 2); // 0.7 is not above 0.7
    meet(stage, 1, 11);
    expect(stage.act(NO, 0)).toMatchObject({ type: "collaboration" });
    winOver(stage, 3, 2); // 0.9, more than agent 2
    expect(stage.act()).toEqual({ kind: "propose", to: 3, type: "trade" });
    stage.cast[3].resources = 50;
    expect(stage.act()).toMatchObject({ to: 2, type: "trade" });
    stage.cast[2].frozen = true; // still counts as won over, but cannot be asked
    expect(stage.act(NO, 0)).toMatchObject({ type: "collaboration" });
  });

  it("waits for the eleventh contact", () => {
    const stage = new Stage(deceptive, {}, ["honest", "honest"]);
    winOver(stage, 1, 3);
    winOver(stage, 2, 3);
    meet(stage, 1, 10);
    expect(stage.act(NO, 0)).toMatchObject({ type: "collaboration" });
    stage.answers(1);
    expect(stage.act()).toMatchObject({ to: 1, type: "trade" });
  });
});
