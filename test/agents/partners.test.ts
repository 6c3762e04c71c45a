import { describe, expect, it } from "vitest";
import { PASSED_OVER, Partners } from "../../src/agents/partners.js";
import { defineAgent } from "../../src/contract/agent.js";
import { keys } from "../../src/contract/keys.js";
import { NOOP } from "../../src/model/action.js";
import { Stage } from "../support/stage.js";

interface Kept {
  worth: number;
  second: number;
}

/** Proposes to its best partner and is taught what each is worth. */
function stageWith(worths: Readonly<Record<number, [number, number]>>, strangers = 0) {
  const looked: number[] = [];
  const chooser = defineAgent({
    type: "chooser",
    summary: "",
    archetype: "honest",
    config: keys({}),
    create() {
      const partners = new Partners<Kept>(1, () => ({ worth: 0, second: 0 }));
      for (const [agent, [worth, second]] of Object.entries(worths)) {
        Object.assign(partners.obtain(0, Number(agent)), { worth, second });
      }
      return {
        act(view) {
          const to = partners.best(
            view,
            (partner, agent) => {
              looked.push(agent);
              return partner?.worth ?? strangers;
            },
            (partner) => partner?.second ?? 0,
          );
          return to === -1 ? NOOP : { kind: "propose", to, type: "trade" };
        },
        answer: () => true,
      };
    },
  });
  const stage = new Stage(
    chooser,
    {},
    Array.from({ length: 50 }, () => "honest" as const),
  );
  return { stage, looked };
}

const best = (worths: Readonly<Record<number, [number, number]>>, strangers = 0) => {
  const action = stageWith(worths, strangers).stage.act();
  return action.kind === "propose" ? action.to : undefined;
};

describe("the best partner", () => {
  it("is the first stranger when nobody is known, and is looked for without looking at everybody", () => {
    const { stage, looked } = stageWith({ 1: [-1, 0], 2: [-1, 0] });
    expect(stage.act()).toMatchObject({ to: 3 });
    expect(looked.sort()).toEqual([1, 2, 3]);
  });

  it("has the highest score, then the higher second score, then the lower number", () => {
    expect(best({ 9: [2, 0], 8: [3, 0], 7: [1, 0] })).toBe(8);
    expect(best({ 9: [2, 1], 8: [2, 3], 7: [2, 2] })).toBe(8);
    expect(best({ 9: [2, 1], 7: [2, 1], 8: [2, 1] })).toBe(7);
    expect(best({ 9: [0, 0], 1: [0, 0] })).toBe(1);
    expect(best({ 1: [-1, 0], 9: [0, 0] })).toBe(2);
    expect(best({ 1: [-1, 0], 9: [0, 0.1] })).toBe(9);
  });

  it("is nobody who is passed over", () => {
    expect(best({ 1: [PASSED_OVER, 0] }, PASSED_OVER)).toBeUndefined();
    expect(best({ 4: [-5, 0] }, PASSED_OVER)).toBe(4);
    expect(best({ 1: [PASSED_OVER, 9] }, -7)).toBe(2);
  });
});

describe("partners", () => {
  it("are listed newest first, and saved as copies that come back in the same order", () => {
    const partners = new Partners<Kept>(2, () => ({ worth: 0, second: 0 }));
    partners.obtain(1, 5).worth = 1;
    partners.obtain(0, 5).worth = 2;
    partners.obtain(1, 3).worth = 3;
    const saved = partners.save();
    partners.obtain(1, 3).worth = 4;
    const again = new Partners<Kept>(2, () => ({ worth: 0, second: 0 }));
    again.restore(saved);
    const list = (of: Partners<Kept>) => [...of.of(1)].map(([agent, { worth }]) => [agent, worth]);
    expect(list(partners)).toEqual([
      [3, 4],
      [5, 1],
    ]);
    expect(list(again)).toEqual([
      [3, 3],
      [5, 1],
    ]);
    expect(again.find(0, 3)).toBeUndefined();
  });
});
