import { describe, expect, it } from "vitest";
import type { Choice, Effects, Lever } from "../../src/contract/lever.js";
import { gated } from "../../src/engine/gated-lever.js";
import type { Interaction } from "../../src/model/interaction.js";

const effects = {} as Effects;
const interaction = {} as Interaction;
const choice: Choice = {
  agent: 0,
  epoch: 0,
  step: 0,
  first: { kind: "noop" },
  again: () => ({ kind: "noop" }),
};

/** A lever with every hook, which writes down who was called, and a switch. */
function stage() {
  const calls: string[] = [];
  const lever: Required<Lever> = {
    epochStart: () => void calls.push("epochStart"),
    stepStart: () => void calls.push("stepStart"),
    mayAct: () => calls.push("mayAct") < 0,
    choose: () => {
      calls.push("choose");
      return { action: { kind: "bounty", reward: 1 }, mark: 5 };
    },
    interaction: () => void calls.push("interaction"),
    settled: () => void calls.push("settled"),
    save: () => "state",
    restore: () => void calls.push("restore"),
  };
  const state = { on: false };
  return { calls, state, gate: gated(lever, () => state.on) };
}

describe("a lever behind a gate", () => {
  it("that is off does nothing, sees nothing and refuses nobody", () => {
    const { calls, gate } = stage();
    gate.epochStart?.(0, effects);
    gate.stepStart?.(0, 0, effects);
    gate.interaction?.(interaction, effects);
    gate.settled?.(interaction);
    expect(gate.mayAct?.(0, 0)).toBe(true);
    expect(gate.choose?.(choice)).toEqual({ action: choice.first });
    expect(calls).toEqual([]);
  });

  it("acts from the moment it is switched on until it is switched off", () => {
    const { calls, state, gate } = stage();
    state.on = true;
    gate.epochStart?.(0, effects);
    gate.stepStart?.(0, 0, effects);
    gate.interaction?.(interaction, effects);
    gate.settled?.(interaction);
    expect(gate.mayAct?.(0, 0)).toBe(false);
    expect(gate.choose?.(choice)).toEqual({ action: { kind: "bounty", reward: 1 }, mark: 5 });
    expect(calls).toEqual(["epochStart", "stepStart", "interaction", "settled", "mayAct", "choose"]);
    state.on = false;
    gate.epochStart?.(1, effects);
    expect(calls).toHaveLength(6);
  });

  it("is saved and restored whether it is on or off", () => {
    const { calls, gate } = stage();
    expect(gate.save?.()).toBe("state");
    gate.restore?.("state");
    expect(calls).toEqual(["restore"]);
  });

  it("has only the hooks that the lever has", () => {
    expect(Object.entries(gated({}, () => true)).filter(([, hook]) => hook !== undefined)).toEqual([]);
  });
});
