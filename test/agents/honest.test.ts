import { describe, expect, it } from "vitest";
import { honest } from "../../src/agents/honest.js";
import { SWARM_1_9 } from "../../src/model/semantics.js";
import { Stage } from "../support/stage.js";

/** A draw above every chance. */
const NO = 0.99;

describe("honest", () => {
  it("accepts in its turn from a trust of 0.3 on", () => {
    const stage = new Stage(honest, {}, ["adversarial"]);
    expect(stage.acceptsInTurn(1)).toBe(true);
    stage.learn(1, { p: 0 });
    expect(stage.acceptsInTurn(1)).toBe(true); // 0.35
    stage.learn(1, { p: 0 });
    expect(stage.acceptsInTurn(1)).toBe(false); // 0.245
    expect(stage.answers(1)).toBe(true); // 0.3 x 0.245 + 0.35 is above 0.3
  });

  it("loses its turn to a bounty while it has more than 20", () => {
    const stage = new Stage(honest, {}, ["honest"]);
    expect(stage.act(0.14, 0.5)).toEqual({ kind: "bounty", reward: 10 });
    stage.cast[0].resources = 20;
    expect(stage.act(NO, NO)).toEqual({ kind: "noop" });
  });

  it("posts, upvotes what it has not voted on, and proposes to the most trusted, each by chance", () => {
    const stage = new Stage(honest, {}, ["honest", "honest"]);
    stage.show(1, 1, 1);
    stage.posts[1].voted = true;
    expect(stage.act(NO, 0.29, 0)).toMatchObject({ kind: "post" });
    expect(stage.act(NO, NO, 0.49, 0.5)).toEqual({ kind: "vote", post: 2, direction: 1 });
    expect(stage.act(NO, NO, NO, 0.39)).toEqual({ kind: "propose", to: 1, type: "collaboration" });
    stage.learn(2, { p: 0.9 });
    expect(stage.act(NO, NO, NO, 0.39)).toMatchObject({ to: 2 });
    stage.shiftTrust(-1);
    stage.learn(1, { p: 0 });
    stage.cast[1].frozen = true;
    expect(stage.act(NO, NO, NO, 0.39)).toEqual({ kind: "noop" });
  });

  it("votes again on what it has forgotten, in a replayed run", () => {
    const stage = new Stage(honest, {}, ["honest"], { semantics: SWARM_1_9 });
    stage.show(1);
    const vote = (...draws: number[]) => stage.act(NO, NO, 0.1, ...draws);
    expect(vote(0)).toMatchObject({ kind: "vote" });
    for (let outcomes = 0; outcomes < 999; outcomes += 1) stage.learn(1);
    expect(vote()).toEqual({ kind: "noop" });
    stage.learn(1);
    expect(vote(0)).toMatchObject({ kind: "vote" });
  });
});
