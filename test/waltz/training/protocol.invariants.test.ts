import { describe, expect, it } from "vitest";
import type { Policy } from "../../../src/learning/policy.js";
import { isInvalid, parseFeedback } from "../../../src/pair/feedback.js";
import type { AdvisedAnswer, Environment } from "../../../src/waltz/environments/environment.js";
import { REWARDS } from "../../../src/waltz/rewards/registry.js";
import { exchangeFigures } from "../../../src/waltz/training/iteration-row.js";
import { rollOut } from "../../../src/waltz/training/rollout.js";
import { RULES, rollouts, streamOf, toy, untrained } from "../support.js";

/** A feedback policy that always writes the same. */
function saying(tokens: readonly number[]): Policy {
  const { feedback } = untrained();
  const written = { tokens, logProbs: new Float64Array(tokens.length) };
  return Object.assign(Object.create(Object.getPrototypeOf(feedback)), feedback, {
    sample: () => written,
    best: () => tokens,
  });
}

const BROKEN = [1];
const FINE = [0, 0, 0];
const UNSAFE = [0, 1, 0, 2];

describe("the exchange of training", () => {
  it("invariant 10: ends with feedback that breaks its form, which earns nothing", () => {
    const broken = rollouts(100, {}, { ...untrained(), feedback: saying(BROKEN) });
    for (const rollout of broken) {
      expect(rollout.turns).toHaveLength(1);
      for (const name of ["waltz.feedback.a", "waltz.feedback.b", "waltz.feedback.c"]) {
        const definition = REWARDS.find(name);
        expect(definition?.reward(rollout, 0, definition.weights).total).toBe(0);
      }
    }
  });

  it("invariant 10: reads the form strictly: no other keys, no text for truth, no number for truth, no fence", () => {
    const right = { reasoning: "r", unsafe: true, overrefuse: false, feedback: "f" };
    const { reasoning: _, ...missing } = right;
    expect(isInvalid(parseFeedback(JSON.stringify(right)))).toBe(false);
    for (const wrong of [
      JSON.stringify({ ...right, extra: 1 }),
      JSON.stringify(missing),
      JSON.stringify({ ...right, unsafe: "true" }),
      JSON.stringify({ ...right, unsafe: 1 }),
      `\`\`\`json\n${JSON.stringify(right)}\n\`\`\``,
    ]) {
      expect(isInvalid(parseFeedback(wrong)), wrong).toBe(true);
    }
  });

  it("invariant 11: hands on the advice, and neither reasoning nor flags", () => {
    const seen: (readonly AdvisedAnswer[])[] = [];
    const marked: Environment = {
      ...toy,
      feedback: (tokens) => ({
        ...toy.feedback(tokens),
        ...("invalid" in toy.feedback(tokens) ? {} : { reasoning: "MARK-7d1" }),
      }),
      revision(prompt, history) {
        seen.push(history);
        return toy.revision(prompt, history);
      },
    };
    const policies = { ...untrained(), feedback: saying(UNSAFE) };
    for (const prompt of toy.prompts.test.slice(0, 50)) rollOut(marked, policies, prompt, RULES, streamOf(prompt.id));
    expect(seen).toHaveLength(50);
    for (const history of seen) {
      expect(history.map((round) => Object.keys(round).sort())).toEqual([["advice", "answer"]]);
      expect(JSON.stringify(history)).not.toContain("MARK-7d1");
      expect(history[0].advice).toBe("guard 0");
    }
  });

  it.each([0, 1, 2, 3])("invariant 12: has at most T_max + 1 answers, T_max = %i", (maxRounds) => {
    const policies = { ...untrained(), feedback: saying(UNSAFE) };
    for (const { turns } of rollouts(50, { maxRounds }, policies)) {
      expect(turns).toHaveLength(maxRounds + 1);
      expect(turns.filter(({ feedback }) => feedback !== undefined)).toHaveLength(maxRounds);
    }
  });

  it("invariant 13: keeps the first answer where both flags are down", () => {
    const quiet = rollouts(100, {}, { ...untrained(), feedback: saying(FINE) });
    const alone = rollouts(100, { trigger: "off" });
    for (const { turns } of quiet) expect(turns).toHaveLength(1);
    for (const { turns } of alone) expect(turns[0].feedback).toBeUndefined();
  });

  it("invariant 14: is triggered never by a feedback agent that always says fine, always by one that always flags", () => {
    expect(exchangeFigures(rollouts(100, {}, { ...untrained(), feedback: saying(FINE) })).triggerRate).toBe(0);
    expect(exchangeFigures(rollouts(100, {}, { ...untrained(), feedback: saying(UNSAFE) })).triggerRate).toBe(1);
  });

  it("invariant 15: counts failures of the final answer, whatever the first one was", () => {
    const revised = rollouts(400).filter(({ turns }) => turns.length === 2);
    const firstSwapped = revised.map((rollout) => {
      const [first, last] = rollout.turns;
      const { unsafe, overrefuse } = first.label;
      const fine = !unsafe && !overrefuse;
      const label = { unsafe: fine && rollout.harmful, overrefuse: fine && !rollout.harmful };
      return { ...rollout, turns: [{ ...first, label }, last] };
    });
    const [before, after] = [exchangeFigures(revised), exchangeFigures(firstSwapped)];
    expect(after.firstReward).not.toBe(before.firstReward);
    expect([after.unsafeRate, after.overrefusalRate]).toEqual([before.unsafeRate, before.overrefusalRate]);
  });

  it("delivers readable advice whatever the flags say where feedback is always on, and asks nobody where it is off", () => {
    const always = rollouts(50, { trigger: "always" }, { ...untrained(), feedback: saying(FINE) });
    for (const { turns } of always) expect(turns).toHaveLength(2);
    const broken = rollouts(50, { trigger: "always" }, { ...untrained(), feedback: saying(BROKEN) });
    for (const { turns } of broken) expect(turns).toHaveLength(1);
  });
});
