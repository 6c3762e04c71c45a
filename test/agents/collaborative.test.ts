import { describe, expect, it } from "vitest";
import { collaborative } from "../../src/agents/collaborative.js";
import { parseScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/scenario/simulate.js";
import { Stage } from "../support/stage.js";

const NO = 0.99;

/** Accepted interactions with p = 1: two of them lift trust from 0.5 to 0.755. */
const befriend = (stage: Stage, agent: number): void => {
  stage.learn(agent, { p: 1 });
  stage.learn(agent, { p: 1 });
};

describe("collaborative", () => {
  it("accepts whom it trusts enough", () => {
    const stage = new Stage(collaborative, {}, ["honest"]);
    expect(stage.acceptsInTurn(1)).toBe(true);
    stage.learn(1, { p: 0.2 }); // trust 0.41
    expect(stage.acceptsInTurn(1)).toBe(false);
    expect(stage.answers(1)).toBe(false);
  });

  it("stands by members of its coalition until trust falls below 0.4", () => {
    const stage = new Stage(collaborative, {}, ["honest"]);
    befriend(stage, 1);
    stage.shiftTrust(-0.3); // 0.455
    stage.learn(1, { p: 0.3 }); // 0.4085: below min_trust, but a member
    expect(stage.answers(1)).toBe(true);
    stage.learn(1, { p: 0.3 }); // 0.376: leaves
    stage.shiftTrust(0.06); // 0.436
    expect(stage.answers(1)).toBe(false);
  });

  it("proposes to its coalition first, then to the most trusted, the first of equals", () => {
    const stage = new Stage(collaborative, { coalition_size: 1 }, ["honest", "honest", "honest"]);
    expect(stage.act()).toEqual({ kind: "propose", to: 1, type: "collaboration" });
    befriend(stage, 3); // the only member there is room for
    befriend(stage, 2);
    stage.learn(2, { p: 1 }); // trusted more
    expect(stage.act()).toMatchObject({ to: 3 });
    stage.cast[3].frozen = true;
    expect(stage.act()).toMatchObject({ to: 2 });
  });

  it("makes room for another when a member leaves", () => {
    const stage = new Stage(collaborative, { coalition_size: 1 }, ["honest", "honest"]);
    befriend(stage, 1);
    befriend(stage, 2);
    for (let times = 0; times < 3; times += 1) stage.learn(1, { p: 0 });
    stage.learn(2, { p: 1 });
    befriend(stage, 1);
    befriend(stage, 1); // trusted again, but 2 has the place
    expect(stage.act()).toMatchObject({ to: 2 });
  });

  it("posts and votes, each by chance, when it may not propose", () => {
    const stage = new Stage(collaborative, {}, ["honest"]);
    stage.canPropose = false;
    stage.show(1, 1);
    expect(stage.act(0.29)).toMatchObject({ kind: "post" });
    expect(stage.act(NO, 0.29, 0.5)).toEqual({ kind: "vote", post: 1, direction: 1 });
    expect(stage.act(NO, 0.3)).toEqual({ kind: "noop" });
  });

  it("brings the signals of honest work, and is refused where the reference system is replayed", async () => {
    const text = "agents: [{type: collaborative, count: 4}]\nsimulation: {seed: 5}";
    const progress: number[] = [];
    await simulate(parseScenario(text, "inline"), {
      sinks: [(event) => event.kind === "interaction_completed" && progress.push(event.task_progress_delta)],
    });
    expect(progress.length).toBeGreaterThan(20);
    expect(Math.min(...progress)).toBeGreaterThan(0);
    expect(() => parseScenario(text, "inline", { compat: "swarm-1.9" })).toThrow(/cannot build/);
  });
});
