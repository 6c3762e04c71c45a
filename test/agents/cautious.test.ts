import { describe, expect, it } from "vitest";
import { cautious } from "../../src/agents/cautious.js";
import { Stage } from "../support/stage.js";

const YES = 0;
const NO = 0.99;

describe("cautious", () => {
  it("by default refuses strangers and proposes to nobody, because trust starts at 0.5", () => {
    const stage = new Stage(cautious, {}, ["honest", "honest"]);
    expect(stage.acceptsInTurn(1)).toBe(false);
    expect(stage.answers(1)).toBe(false);
    expect(stage.act(NO)).toEqual({ kind: "noop" });
  });

  it("accepts and proposes from its threshold on, to the most trusted, the first of equals", () => {
    const stage = new Stage(cautious, { threshold: 0.5 }, ["honest", "honest", "honest"]);
    expect(stage.acceptsInTurn(1)).toBe(true);
    expect(stage.act()).toEqual({ kind: "propose", to: 1, type: "collaboration" });
    stage.learn(3, { p: 0.8 });
    expect(stage.act()).toEqual({ kind: "propose", to: 3, type: "collaboration" });
    stage.learn(2, { p: 0.8 });
    expect(stage.act()).toEqual({ kind: "propose", to: 2, type: "collaboration" });
    stage.cast[2].frozen = true;
    expect(stage.act()).toEqual({ kind: "propose", to: 3, type: "collaboration" });
  });

  it("loses trust in a partner that does it harm", () => {
    const stage = new Stage(cautious, { threshold: 0.45 }, ["adversarial"]);
    expect(stage.answers(1)).toBe(true);
    stage.learn(1, { p: 0.2 });
    expect(stage.answers(1)).toBe(false); // 0.7 x 0.5 + 0.3 x 0.2 = 0.41
    stage.shiftTrust(0.1);
    expect(stage.answers(1)).toBe(true);
  });

  it("posts, then upvotes any visible post, when it has nobody to ask", () => {
    const stage = new Stage(cautious, {}, ["honest"]);
    stage.show(1, 1, 1, 1);
    expect(stage.act(YES)).toMatchObject({ kind: "post" });
    expect(stage.act(NO, 0.6)).toEqual({ kind: "vote", post: 2, direction: 1 });
    stage.canPost = false;
    expect(stage.act(0.6)).toEqual({ kind: "vote", post: 2, direction: 1 });
    stage.canVote = false;
    expect(stage.act()).toEqual({ kind: "noop" });
  });
});
