import { describe, expect, it } from "vitest";
import { adversarial } from "../../src/agents/adversarial.js";
import { Stage } from "../support/stage.js";

/** A draw above every chance. */
const NO = 0.99;

describe("adversarial", () => {
  it("wastes one turn in five on a bounty, even when a proposal waits, unless it is poor", () => {
    const stage = new Stage(adversarial, {}, ["honest"]);
    expect(stage.acceptsInTurn(1, 0.19, 0.5)).toBeUndefined();
    expect(stage.act(0.19, 0.5)).toEqual({ kind: "bounty", reward: 3 });
    stage.cast[0].resources = 10;
    expect(stage.acceptsInTurn(1)).toBe(true);
  });

  it("accepts targets and allies it has ever seen, others with chance 0.4", () => {
    const stage = new Stage(adversarial, {}, ["honest", "adversarial", "deceptive"]);
    expect(stage.answers(1, NO)).toBe(false);
    expect(stage.acceptsInTurn(1, NO)).toBe(true);
    stage.cast[1].frozen = true;
    stage.cast[1].resources = 0;
    expect(stage.answers(1)).toBe(true);
    expect(stage.acceptsInTurn(2, NO)).toBe(true);
    expect(stage.acceptsInTurn(3, NO, 0.39)).toBe(true);
    expect(stage.acceptsInTurn(3, NO, 0.4)).toBe(false);
    expect(stage.answers(3, 0.29)).toBe(true);
    expect(stage.answers(3, 0.3)).toBe(false);
  });

  it("takes honest agents for targets from 50 resources or a reputation on, and only if it means to", () => {
    const stage = new Stage(adversarial, {}, ["honest", "honest"]);
    stage.cast[1].resources = 50;
    stage.cast[2].resources = 51;
    expect(stage.act(NO, 0.59, 0)).toEqual({ kind: "propose", to: 2, type: "trade" });
    stage.cast[1].reputation = 0.1;
    stage.act(NO, NO, 0);
    expect(stage.act(NO, 0.59, 0)).toMatchObject({ to: 1 });
    const peaceful = new Stage(adversarial, { target_honest: false }, ["honest"]);
    expect(peaceful.acceptsInTurn(1, NO, NO)).toBe(false);
  });

  it("rests one turn between attacks, and attacks in the feed when there is no target", () => {
    const stage = new Stage(adversarial, { post_probability: 0 }, ["honest"]);
    expect(stage.act(NO, 0.59, 0)).toMatchObject({ kind: "propose" });
    expect(stage.act(NO, NO, 0)).toMatchObject({ kind: "propose" }); // resting: posts not, then asks a target
    expect(stage.act(NO, 0.59, 0)).toMatchObject({ kind: "propose" });
    const alone = new Stage(adversarial, {}, []);
    expect(alone.act(NO, 0.59, 0)).toMatchObject({ kind: "post" });
  });

  it("downvotes the first post of a target, else the first post", () => {
    const stage = new Stage(adversarial, { post_probability: 0 }, ["honest", "deceptive"]);
    stage.canPropose = false;
    stage.show(2, 1, 1);
    expect(stage.act(NO, NO, NO)).toEqual({ kind: "vote", post: 1, direction: -1 });
    stage.show(2, 2);
    expect(stage.act(NO, NO, NO)).toEqual({ kind: "vote", post: 0, direction: -1 });
    stage.show(3); // nobody's
    expect(stage.act(NO, NO, NO)).toEqual({ kind: "vote", post: 0, direction: -1 });
  });

  it("proposes to anybody when it knows no target", () => {
    const stage = new Stage(adversarial, {}, ["deceptive", "opportunistic"]);
    expect(stage.act(NO, NO, NO, 0.5)).toEqual({ kind: "propose", to: 2, type: "trade" });
  });
});
