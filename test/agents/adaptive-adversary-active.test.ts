import { describe, expect, it } from "vitest";
import { adaptiveAdversaryActive } from "../../src/agents/adaptive-adversary-active.js";
import { Stage } from "../support/stage.js";

/** A draw that does not explore, and one that does. */
const BEST = 0.5;
const EXPLORE = 0.1;

/** The draw by which an exploring agent takes the strategy at this place of twelve. */
const strategy = (place: number): number => (place + 0.5) / 12;

/** A stage in its third epoch: two quiet ones have passed, so the agent is free to act. */
function ready(...args: [Record<string, unknown>?, ("honest" | "adversarial")[]?]): Stage {
  const stage = new Stage(adaptiveAdversaryActive, ...args);
  for (const epoch of [0, 1]) {
    stage.epoch = epoch;
    stage.act(0.9);
  }
  stage.epoch = 2;
  return stage;
}

describe("adaptive_adversary_active", () => {
  it("lies low until two quiet epochs have passed, under its own name and within its budgets", () => {
    const stage = new Stage(adaptiveAdversaryActive, {}, ["honest"]);
    expect(stage.act(0.2)).toEqual({ kind: "post", content: expect.any(String) });
    stage.show(1);
    expect(stage.act(0.5)).toEqual({ kind: "vote", post: 0, direction: 1 });
    stage.canPost = false;
    stage.canVote = false;
    expect(stage.act(0.2)).toEqual({ kind: "noop" });
    expect(stage.act(0.5)).toEqual({ kind: "noop" });
  });

  it("then farms reputation, the first of strategies that all score alike", () => {
    const stage = ready({}, ["adversarial", "honest", "honest"]);
    expect(stage.act(BEST, 0.4, 0.6)).toEqual({ kind: "propose", to: 3, type: "collaboration" });
    expect(stage.act(BEST, 0.6)).toMatchObject({ kind: "post" });
  });

  it.each([
    ["collusion", 1, [0.5], { kind: "propose", to: 1, type: "collaboration" }],
    ["sybil", 2, [0.4, 0], { kind: "propose", to: 2, type: "trade" }],
    ["griefing", 3, [0.6], { kind: "post" }],
    ["low profile, quiet", 4, [0.69], { kind: "noop" }],
    ["low profile, posting", 4, [0.7], { kind: "post" }],
    ["mimicry", 6, [0.3, 0], { kind: "propose", to: 2, type: "collaboration" }],
    ["mimicry, posting", 6, [0.4], { kind: "post" }],
    ["threshold dancing", 7, [0.4, 0], { kind: "propose", to: 2, type: "trade" }],
    ["a blend: here collusion", 11, [1.5 / 11, 0.5], { kind: "propose", to: 1, type: "collaboration" }],
  ])("follows %s when it explores", (_name, place, draws, expected) => {
    const stage = ready({}, ["adversarial", "honest"]);
    expect(stage.act(EXPLORE, strategy(place), ...draws)).toMatchObject(expected);
  });

  it("times an attack on a reputable mark when it is reputable and long undetected, and rests for three turns", () => {
    const stage = ready({}, ["honest", "honest"]);
    const attack = [EXPLORE, strategy(10)];
    stage.cast[0].reputation = 4;
    stage.cast[2].reputation = 3.5;
    expect(stage.act(...attack, 0.4, 0)).toMatchObject({ to: 1, type: "collaboration" });
    for (const epoch of [3, 4]) {
      stage.epoch = epoch;
      stage.act(BEST, 0.9);
    }
    expect(stage.act(...attack, 0)).toEqual({ kind: "propose", to: 2, type: "trade" });
    for (let turn = 0; turn < 3; turn += 1) expect(stage.act(0.9)).toEqual({ kind: "noop" });
    expect(stage.act(BEST, 0.9)).toMatchObject({ kind: "post" });
  });

  it("keeps to a strategy that pays, and drops one under which it was frozen", () => {
    const stage = ready({ heat_threshold: 1 }, ["honest"]);
    for (let times = 0; times < 3; times += 1) {
      expect(stage.act(EXPLORE, strategy(3), 0.4, 0)).toMatchObject({ type: "trade" });
      stage.learn(1, { payoff: 1 });
    }
    expect(stage.act(BEST, 0.4, 0)).toMatchObject({ type: "trade" }); // griefing: 0.3 + 0.4 + 0.06
    stage.timesFrozen = 3;
    stage.epoch = 3;
    expect(stage.act(0.9)).toEqual({ kind: "noop" }); // detected: lies low for two epochs
    for (const epoch of [4, 5]) {
      stage.epoch = epoch;
      stage.timesFrozen += epoch === 4 ? 2 : 0;
      stage.act(0.9);
    }
    stage.epoch = 6;
    // Two detections in three attempts: 0.3 + 0.4 / 3 + 0.06 is below the 0.5 of untried strategies.
    expect(stage.act(BEST, 0.4, 0)).toMatchObject({ type: "collaboration" });
  });

  it("lies low while heat is above its threshold, when poor, and again after every freeze", () => {
    const stage = ready({ heat_threshold: 0.25 }, ["honest"]);
    stage.cast[0].resources = 19;
    expect(stage.act(0.9)).toEqual({ kind: "noop" });
    stage.cast[0].resources = 100;
    expect(stage.act(BEST, 0.9)).toMatchObject({ kind: "post" });
    stage.timesFrozen = 1;
    for (const epoch of [3, 4]) {
      stage.epoch = epoch;
      expect(stage.act(0.9)).toEqual({ kind: "noop" });
    }
    // Heat went 0.5 at the detection (with 0.2 for the resources lost), then 0.4 and 0.2.
    stage.epoch = 5;
    expect(stage.act(BEST, 0.9)).toMatchObject({ kind: "post" });
  });

  it("takes a loss of reputation that its interactions do not explain for a penalty, decay between epochs not", () => {
    /** After an accepted proposal with p = 0.2, at the given reputations in that epoch and at the start of the next. */
    function having(inEpoch: number, inNext: number): Stage {
      const stage = ready({ heat_threshold: 0.1 }, ["honest"]);
      stage.act(BEST, 0.9);
      stage.learn(1, { p: 0.2 });
      stage.cast[0].reputation = inEpoch;
      stage.act(BEST, 0.9);
      stage.epoch = 3;
      stage.cast[0].reputation = inNext;
      return stage;
    }
    const free = { kind: "post" };
    expect(having(-0.3, -0.3).act(BEST, 0.9)).toMatchObject(free);
    expect(having(-0.3, -0.9).act(BEST, 0.9)).toMatchObject(free);
    expect(having(-0.5, -0.5).act(0.9)).toEqual({ kind: "noop" });
  });

  it("accepts allies, reputable marks and, while it lies low, everybody; others with chance 0.6", () => {
    const stage = ready({}, ["adversarial", "honest", "honest"]);
    stage.cast[2].reputation = 3.1;
    stage.act(BEST, 0.9);
    expect(stage.answers(1)).toBe(true);
    expect(stage.answers(2)).toBe(true);
    expect(stage.answers(3, 0.59)).toBe(true);
    expect(stage.answers(3, 0.6)).toBe(false);
    stage.cast[0].resources = 0;
    expect(stage.answers(3)).toBe(true);
  });
});
