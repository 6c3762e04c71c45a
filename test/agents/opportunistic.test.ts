import { describe, expect, it } from "vitest";
import { opportunistic } from "../../src/agents/opportunistic.js";
import { Stage } from "../support/stage.js";

/** A draw above every chance. */
const NO = 0.99;

describe("opportunistic", () => {
  it("accepts the reputable in its turn, others with chance 0.4", () => {
    const stage = new Stage(opportunistic, {}, ["honest"]);
    expect(stage.acceptsInTurn(1, 0.39)).toBe(true);
    expect(stage.acceptsInTurn(1, 0.4)).toBe(false);
    stage.cast[1].reputation = 0.1;
    expect(stage.acceptsInTurn(1)).toBe(true);
    stage.cast[1].frozen = true;
    expect(stage.acceptsInTurn(1, 0.4)).toBe(false);
  });

  it("accepts at the end of a step whoever was good for it on average, and strangers by chance", () => {
    const stage = new Stage(opportunistic, {}, ["honest", "honest"]);
    expect(stage.answers(1, 0.59)).toBe(true);
    expect(stage.answers(1, 0.6)).toBe(false);
    stage.learn(1, { p: 0.51 });
    expect(stage.answers(1)).toBe(true);
    stage.learn(1, { p: 0.49, accepted: false });
    expect(stage.answers(1)).toBe(false);
    expect(stage.answers(2, 0.59)).toBe(true);
  });

  it("posts, upvotes what leads, then trades with the rich or reputable", () => {
    const stage = new Stage(opportunistic, {}, ["honest", "honest", "honest"]);
    stage.show(1, 2);
    expect(stage.act(0.39, 0)).toMatchObject({ kind: "post" });
    expect(stage.act(NO, 0.59)).toEqual({ kind: "vote", post: 0, direction: 1 });
    expect(stage.act(NO, NO, 0.5)).toEqual({ kind: "propose", to: 2, type: "trade" });
    for (const actor of stage.cast) actor.resources = 80;
    stage.cast[3].reputation = 0.51;
    expect(stage.act(NO, NO, 0)).toMatchObject({ to: 3 });
    stage.cast[3].frozen = true;
    expect(stage.act(NO, NO)).toEqual({ kind: "noop" });
  });
});
