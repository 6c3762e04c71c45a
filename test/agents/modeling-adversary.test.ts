import { describe, expect, it } from "vitest";
import { newConduct, noteConduct } from "../../src/agents/conduct.js";
import { modelingAdversary, partnerKind } from "../../src/agents/modeling-adversary.js";
import { Stage } from "../support/stage.js";

const NO = 0.99;

/** Conduct from interactions: p of an accepted one, "no" of a rejected one. */
function conductOf(...interactions: (number | "no")[]) {
  const conduct = newConduct();
  for (const p of interactions) noteConduct(conduct, p !== "no", p === "no" ? 0.5 : p);
  return conduct;
}

describe("the model of a partner", () => {
  it.each([
    ["unknown", []],
    // 0.4 x 0.5 + 0.3 x 0.5 + 0.3 x 1 = 0.65 < 0.7
    ["cooperative", [0.6]],
    // 0.4 x (1 - 0) + 0.15 + 0.3 = 0.85
    ["ldt_like", [0.6, 0.6]],
    // selectivity 0.5, stability 1 - |1/2 - 1/2| = 1, rate 1/2 with one accepted early, one late: sd 0 -> ldt
    ["ldt_like", [0.6, "no", 0.6, "no"]],
    // four rejections: 0.2 + 0.3 + 0 = 0.5; rate 0
    ["adversarial", ["no", "no", "no", "no"]],
    // late 0, early 1: stability 0; 0.4 x 1 + 0 + 0.15 = 0.55; selectivity 1 > 0.7
    ["selective", [0.6, 0.6, "no", "no"]],
    // one of two accepted: 0.2 + 0.15 + 0.15 = 0.5
    ["mixed", [0.6, "no"]],
  ] as const)("makes it %s", (kind, interactions) => {
    expect(partnerKind(conductOf(...interactions), 0.7)).toBe(kind);
  });
});

describe("modeling_adversary", () => {
  it("cooperates with everybody whose phase was settled before they had met", () => {
    const stage = new Stage(modelingAdversary, { exploitation_threshold: 1 }, ["honest"]);
    expect(stage.acceptsInTurn(1)).toBe(true);
    for (let times = 0; times < 9; times += 1) stage.learn(1, { accepted: false });
    expect(stage.answers(1)).toBe(true);
  });

  it("exploits whoever it has met often enough before it first looks, mimicking with chance 0.2", () => {
    const stage = new Stage(modelingAdversary, { exploitation_threshold: 1 }, ["honest"]);
    stage.learn(1, { accepted: false });
    expect(stage.answers(1, 0.19)).toBe(true);
    expect(stage.answers(1, 0.2, 0.39)).toBe(true); // 1 - aggression
    expect(stage.answers(1, 0.2, 0.41)).toBe(false);
  });

  it("mimics an LDT-like mark more often", () => {
    const stage = new Stage(modelingAdversary, { exploitation_threshold: 2 }, ["honest"]);
    stage.learn(1, { p: 0.6 });
    stage.learn(1, { p: 0.6 });
    expect(stage.acceptsInTurn(1, 0.59)).toBe(true);
    expect(stage.acceptsInTurn(1, 0.6, 0.39)).toBe(true);
    expect(stage.acceptsInTurn(1, 0.6, 0.4)).toBe(false);
  });

  it("never turns down an agent it has seen to be adversarial", () => {
    const stage = new Stage(modelingAdversary, { exploitation_threshold: 0 }, ["adversarial"]);
    expect(stage.answers(1, 0.9, 0.9)).toBe(false);
    stage.canPropose = false;
    stage.act(NO);
    stage.cast[1].frozen = true;
    expect(stage.answers(1)).toBe(true);
  });

  it("upvotes an ally's post, downvotes an LDT-like mark's, else downvotes the best, scanning from the top", () => {
    const stage = new Stage(modelingAdversary, { exploitation_threshold: 2 }, ["honest", "honest", "adversarial"]);
    stage.show(1, 2);
    expect(stage.act(NO)).toEqual({ kind: "vote", post: 0, direction: -1 });
    stage.learn(2, { p: 0.6 });
    stage.learn(2, { p: 0.6 });
    expect(stage.act(NO)).toEqual({ kind: "vote", post: 1, direction: -1 });
    stage.show(1, 3, 2);
    expect(stage.act(NO)).toEqual({ kind: "vote", post: 1, direction: 1 });
    stage.show(4, 4);
    expect(stage.act(NO)).toEqual({ kind: "vote", post: 0, direction: -1 });
  });

  it("proposes to the kind it likes best, the first of equals: collaboration if LDT-like, else a trade", () => {
    const stage = new Stage(modelingAdversary, {}, ["honest", "honest", "honest", "honest"]);
    expect(stage.act(NO)).toEqual({ kind: "propose", to: 1, type: "trade" });
    stage.learn(3, { p: 0.6 });
    expect(stage.act(NO)).toEqual({ kind: "propose", to: 3, type: "trade" });
    stage.learn(4, { p: 0.6 });
    stage.learn(4, { p: 0.6 });
    expect(stage.act(NO)).toEqual({ kind: "propose", to: 4, type: "collaboration" });
    stage.learn(2, { p: 0.6 });
    stage.learn(2, { p: 0.6 });
    expect(stage.act(NO)).toEqual({ kind: "propose", to: 2, type: "collaboration" });
  });

  it("draws once more for a post", () => {
    expect(new Stage(modelingAdversary, {}, ["honest"]).act(0.29, 0.5)).toMatchObject({ kind: "post" });
  });
});
