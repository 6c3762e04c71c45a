import { describe, expect, it } from "vitest";
import { cautiousReciprocator } from "../../src/agents/cautious-reciprocator.js";
import { Stage } from "../support/stage.js";

const NO = 0.99;

describe("cautious_reciprocator", () => {
  it("refuses strangers until a refused proposal would have paid enough", () => {
    const stage = new Stage(cautiousReciprocator, {}, ["honest"]);
    expect(stage.acceptsInTurn(1)).toBe(false);
    stage.learn(1, { accepted: false, payoff: 0.6 });
    expect(stage.answers(1)).toBe(false); // ledger 0.6: the bar stays at 0.55
    stage.learn(1, { accepted: false, payoff: 0.6 });
    expect(stage.answers(1)).toBe(true); // ledger 1.2: the bar sinks to 0.40, trust is still 0.5
  });

  it("asks 0.2 more trust of a partner that cost it more than 0.5", () => {
    const stage = new Stage(cautiousReciprocator, { base_threshold: 0.5 }, ["honest"]);
    stage.learn(1, { p: 0.7, payoff: -0.5 });
    expect(stage.answers(1)).toBe(true); // trust 0.56, bar 0.50
    stage.learn(1, { p: 0.7, payoff: -0.01 });
    expect(stage.answers(1)).toBe(false); // trust 0.602, bar 0.70
  });

  it("blacklists for good whoever takes its ledger below the limit", () => {
    const stage = new Stage(cautiousReciprocator, { base_threshold: 0 }, ["honest", "honest"]);
    stage.learn(1, { payoff: -2 });
    expect(stage.answers(1)).toBe(true);
    stage.learn(1, { payoff: -0.1 });
    expect(stage.answers(1)).toBe(false);
    stage.learn(1, { payoff: 50 });
    expect(stage.answers(1)).toBe(false);
    expect(stage.act()).toMatchObject({ kind: "propose", to: 2 });
  });

  it("refuses a partner that costs it on average, once they have met often enough", () => {
    const stage = new Stage(cautiousReciprocator, { base_threshold: 0, max_per_partner: 2 }, ["honest"]);
    stage.learn(1, { payoff: -0.1 });
    expect(stage.answers(1)).toBe(true);
    stage.learn(1, { payoff: -0.1 });
    expect(stage.answers(1)).toBe(false);
    stage.learn(1, { payoff: 0.2 });
    expect(stage.answers(1)).toBe(true);
  });

  it("proposes to the best ledger, then the best trust, then the first registered", () => {
    const stage = new Stage(cautiousReciprocator, { base_threshold: 0.1 }, ["honest", "honest", "honest", "honest"]);
    expect(stage.act()).toEqual({ kind: "propose", to: 1, type: "collaboration" });
    stage.learn(3, { payoff: 0, p: 0.9 });
    expect(stage.act()).toMatchObject({ to: 3 });
    stage.learn(2, { payoff: 0, p: 0.9 });
    expect(stage.act()).toMatchObject({ to: 2 });
    stage.learn(4, { payoff: 0.1, p: 0.1 });
    expect(stage.act()).toMatchObject({ to: 4 });
    stage.cast[4].frozen = true;
    expect(stage.act()).toMatchObject({ to: 2 });
  });

  it("posts or upvotes when the best partner will not do", () => {
    const stage = new Stage(cautiousReciprocator, {}, ["honest"]);
    stage.show(1, 1);
    expect(stage.act(NO, 0.5)).toEqual({ kind: "vote", post: 1, direction: 1 });
    expect(stage.act(0.1)).toMatchObject({ kind: "post" });
  });
});
