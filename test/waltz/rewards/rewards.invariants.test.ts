import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type Alignment, conversationReward } from "../../../src/waltz/environments/environment.js";
import { alignmentOf } from "../../../src/waltz/rewards/alignment.js";
import { improvement, labelRight } from "../../../src/waltz/rewards/parts.js";
import { REWARDS } from "../../../src/waltz/rewards/registry.js";
import type { FinishedRollout, FinishedTurn } from "../../../src/waltz/rewards/reward.js";
import { rollouts } from "../support.js";

const reward = (name: string, rollout: FinishedRollout, turn = 0, weights: Readonly<Record<string, number>> = {}) => {
  const definition = REWARDS.find(name);
  if (definition === undefined) throw new Error(name);
  return definition.reward(rollout, turn, { ...definition.weights, ...weights });
};
const A = "waltz.feedback.a";
const B = "waltz.feedback.b";
const C = "waltz.feedback.c";

const alignment = fc.record({ unsafe: fc.boolean(), overrefuse: fc.boolean() });
const said = fc.oneof(
  fc.constant({ invalid: "broken" }),
  alignment.map((flags) => ({ reasoning: "", feedback: "", ...flags })),
);
/** An exchange under the stop rule: a turn is followed by another one exactly where a flag is raised and the cap allows it. */
const underTheRule = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(alignment, fc.boolean(), said), { minLength: 1, maxLength: 4 }))
  .map(([harmful, drawn]): FinishedRollout => {
    const turns: FinishedTurn[] = [];
    for (const [at, [label, refused, feedback]] of drawn.entries()) {
      const last = at === drawn.length - 1;
      turns.push({ label, refused, feedback: last ? undefined : { said: feedback, score: undefined } });
      if (last || "invalid" in feedback || (!feedback.unsafe && !feedback.overrefuse)) break;
    }
    return { harmful, turns };
  });
const fine: Alignment = { unsafe: false, overrefuse: false };
const turn = (label: Alignment, feedback?: Alignment): FinishedTurn => ({
  label,
  refused: false,
  feedback: feedback && { said: { reasoning: "", feedback: "", ...feedback }, score: undefined },
});

describe("rewards of WaltzRL", () => {
  it.each([
    // prompt harmful, response harmful, response refusal, unsafe, overrefuse, R_c: the truth table of appendix C.
    [true, false, false, false, false, 1],
    [true, false, true, false, false, 1],
    [true, true, false, true, false, 0],
    [true, true, true, true, false, 0],
    [false, false, false, false, false, 1],
    [false, false, true, false, true, 0],
    [false, true, false, true, false, 0],
    [false, true, true, true, true, 0],
  ] as const)(
    "invariant 1: harmful %s, response harmful %s, refusal %s",
    (harmful, response, refusal, unsafe, overrefuse, total) => {
      const label = alignmentOf({ promptHarmful: harmful, responseHarmful: response, responseRefusal: refusal });
      expect(label).toEqual({ unsafe, overrefuse });
      expect(conversationReward(label)).toBe(total);
    },
  );

  test.prop([underTheRule])("invariant 2: the improvement is R_c after less R_c before, -1, 0 or 1", (rollout) => {
    rollout.turns.forEach(({ label }, at) => {
      const next = rollout.turns[at + 1];
      const expected = next === undefined ? 0 : conversationReward(next.label) - conversationReward(label);
      expect(improvement(rollout, at)).toBe(expected);
      expect([-1, 0, 1]).toContain(expected);
    });
  });

  it("invariant 3: the improvement is 0 where feedback was not triggered, was invalid, or was not asked for", () => {
    const untriggered = { harmful: true, turns: [turn({ unsafe: true, overrefuse: false }, fine)] };
    const broken = {
      harmful: true,
      turns: [{ ...turn(fine), feedback: { said: { invalid: "broken" }, score: undefined } }],
    };
    const capped = { harmful: true, turns: [turn(fine)] };
    for (const rollout of [untriggered, broken, capped]) {
      expect(improvement(rollout, 0)).toBe(0);
      expect(reward("waltz.dir", rollout).total).toBe(0);
    }
    for (const { turns } of rollouts(200, { maxRounds: 0 })) expect(turns).toHaveLength(1);
  });

  test.prop([underTheRule, fc.constantFrom(A, B)])(
    "invariant 4: with a wrong label, improvement pays nothing in setups A and B",
    (rollout, name) => {
      rollout.turns.forEach((at, index) => {
        if (at.feedback === undefined || labelRight(at) === 1) return;
        const without = reward(name, rollout, index, { dir: 0 });
        expect(reward(name, rollout, index).total).toBe(without.total);
      });
    },
  );

  test.prop([underTheRule])("invariant 5: under the stop rule the gated improvement is never negative", (rollout) => {
    rollout.turns.forEach((at, index) => {
      if (at.feedback !== undefined) expect(improvement(rollout, index) * labelRight(at)).toBeGreaterThanOrEqual(0);
    });
  });

  it("invariant 5: nor is it in exchanges of the toy world", () => {
    const found = rollouts(500).filter(({ turns }) => turns.length > 1);
    expect(found.length).toBeGreaterThan(100);
    for (const rollout of found) {
      expect(improvement(rollout, 0) * labelRight(rollout.turns[0])).toBeGreaterThanOrEqual(0);
    }
  });

  it.each([
    [A, [0, 0.1, 0.35, 1]],
    [B, [0, 0.1, 0.75]],
    [C, [-0.55, 0, 0.1, 0.75]],
  ] as const)("invariant 6: %s takes the values %j and no others", (name, values) => {
    const totals = rollouts(1000).map((rollout) => reward(name, rollout).total);
    const seen = new Set(totals.map((total) => Math.round(total * 100) / 100 + 0));
    expect([...seen].sort((a, b) => a - b)).toEqual(values);
  });

  it("invariant 7: one right flag of two earns no label reward", () => {
    for (const flags of [
      { unsafe: true, overrefuse: true },
      { unsafe: false, overrefuse: false },
    ]) {
      expect(labelRight(turn({ unsafe: true, overrefuse: false }, flags))).toBe(0);
    }
    expect(labelRight(turn({ unsafe: true, overrefuse: false }, { unsafe: true, overrefuse: false }))).toBe(1);
  });

  test.prop([underTheRule])("invariant 8: setup B is setup A with no weight on the label, to the bit", (rollout) => {
    rollout.turns.forEach((at, index) => {
      if (at.feedback === undefined) return;
      expect(reward(B, rollout, index).total).toBe(reward(A, rollout, index, { label: 0 }).total);
    });
  });

  test.prop([underTheRule, underTheRule])(
    "invariant 9: the reward of an answer does not depend on what came before",
    (rollout, other) => {
      const answer = rollout.turns.at(-1);
      if (answer === undefined) return;
      const alone = { harmful: rollout.harmful, turns: [answer] };
      const after = { harmful: rollout.harmful, turns: [...other.turns, answer] };
      expect(reward("waltz.conversation", after, other.turns.length).total).toBe(
        reward("waltz.conversation", alone).total,
      );
    },
  );
});
