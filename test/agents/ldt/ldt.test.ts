import { describe, expect, it } from "vitest";
import { ldt } from "../../../src/agents/ldt/ldt.js";
import type { LoggedEvent } from "../../../src/model/event.js";
import { SWARM_1_9 } from "../../../src/model/semantics.js";
import { parseScenario } from "../../../src/scenario/load.js";
import { simulate } from "../../../src/scenario/simulate.js";
import { Stage } from "../../support/stage.js";

/** A draw above every chance. */
const NO = 0.99;
const AT_START = { drawsAtStart: [0.5] };

/** Refuses a partner after a single rebuff, because likeness looks at one interaction only. */
const TOUCHY = { counterfactual_horizon: 1 };

describe("ldt", () => {
  it("draws once when it is made, whatever its depth", () => {
    for (const acausality_depth of [1, 5]) {
      expect(() => new Stage(ldt, { acausality_depth }, ["honest"], AT_START)).not.toThrow();
      expect(() => new Stage(ldt, { acausality_depth }, ["honest"])).toThrow("an unexpected draw");
    }
  });

  it("answers in its turn and at the end of a step by the same decision", () => {
    const stage = new Stage(ldt, TOUCHY, ["honest", "honest"], AT_START);
    expect(stage.acceptsInTurn(1)).toBe(true);
    stage.learn(1, { accepted: false, p: 0.3 });
    stage.learn(2, { p: 0.7 });
    expect(stage.acceptsInTurn(1)).toBe(false);
    expect(stage.answers(1)).toBe(false);
    expect(stage.acceptsInTurn(2)).toBe(true);
  });

  it("posts, votes and proposes, each by chance, in this order", () => {
    const stage = new Stage(ldt, {}, ["honest", "honest"], AT_START);
    stage.show(1, 1);
    expect(stage.act(0.24, 0.5)).toMatchObject({ kind: "post" });
    expect(stage.act(NO, 0.39, 0.5)).toEqual({ kind: "vote", post: 1, direction: 1 });
    expect(stage.act(NO, NO, 0.49)).toEqual({ kind: "propose", to: 1, type: "collaboration" });
    expect(stage.act(NO, NO, 0.5)).toEqual({ kind: "noop" });
    stage.cast[1].frozen = true;
    stage.cast[2].frozen = true;
    expect(stage.act(NO, NO)).toEqual({ kind: "noop" }); // nobody to ask: no draw
  });

  it("loses its turn when it has voted on all that is shown, and votes again on what it forgot in a replayed run", () => {
    const native = new Stage(ldt, {}, ["honest"], AT_START);
    native.show(1);
    native.posts[0].voted = true;
    expect(native.act(NO, 0.1)).toEqual({ kind: "noop" });

    const replayed = new Stage(ldt, {}, ["honest"], { ...AT_START, semantics: SWARM_1_9 });
    replayed.show(1);
    expect(replayed.act(NO, 0.1, 0)).toMatchObject({ kind: "vote" });
    expect(replayed.act(NO, 0.1)).toEqual({ kind: "noop" });
    for (let outcomes = 0; outcomes < 1000; outcomes += 1) replayed.learn(1);
    expect(replayed.act(NO, 0.1, 0)).toMatchObject({ kind: "vote" });
  });

  it("proposes to the best of 0.6 likeness and 0.4 trust, the first of equals", () => {
    const propose = (stage: Stage) => stage.act(NO, 0.1);
    const config = { counterfactual_horizon: 2, decision_theory: "tdt" };
    const stage = new Stage(ldt, config, ["honest", "honest", "honest"], AT_START);
    expect(propose(stage)).toMatchObject({ to: 1 });
    stage.learn(2, { p: 1 });
    stage.learn(2, { p: 1 }); // alike, and trusted 0.755
    expect(propose(stage)).toMatchObject({ to: 2 });
    stage.learn(3, { accepted: false, p: 0 }); // own conduct is now (1, -1): nobody is like that
    // Strangers (0.5, 0.5) and 2 (1, 1) score 0 for likeness; 3, (-1, 0.5), too. Trust decides.
    expect(propose(stage)).toMatchObject({ to: 2 });
    stage.shiftTrust(-0.7);
    expect(propose(stage)).toMatchObject({ to: 1 });
  });

  it("proposes to nobody when it would refuse the best there is", () => {
    const stage = new Stage(ldt, TOUCHY, ["honest", "honest"], AT_START);
    stage.learn(1, { accepted: false, p: 0.3 });
    stage.learn(2, { p: 0.7 });
    stage.cast[2].frozen = true;
    expect(stage.act(NO, 0.1)).toEqual({ kind: "noop" });
  });

  it("plays the same run at every depth and by every theory, with its default keys among honest agents", async () => {
    const play = async (config: string) => {
      const events: LoggedEvent[] = [];
      const text = `
agents: [{type: ldt, count: 3, config: {${config}}}, {type: honest, count: 2}]
simulation: {n_epochs: 4, steps_per_epoch: 8, seed: 9}`;
      await simulate(parseScenario(text, "inline", { compat: "swarm-1.9" }), {
        sinks: [(event) => void events.push({ ...event })],
      });
      return events;
    };
    const plain = await play("");
    expect(plain.filter(({ kind }) => kind === "interaction_completed").length).toBeGreaterThan(20);
    for (const depth of [2, 3, 4, 5]) expect(await play(`acausality_depth: ${depth}`)).toEqual(plain);
    for (const theory of ["tdt", "udt"]) expect(await play(`decision_theory: ${theory}`)).toEqual(plain);
  });
});
