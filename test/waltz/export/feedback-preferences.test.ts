import { describe, expect, it } from "vitest";
import { TRAINERS } from "../../../src/llm/providers/finetune/registry.js";
import {
  FEEDBACK_REWARDS,
  feedbackPreferences,
  placedFeedback,
} from "../../../src/waltz/export/feedback-preferences.js";
import { preferenceLine } from "../../../src/waltz/export/preference-lines.js";
import { supervisedFeedback } from "../../../src/waltz/export/supervised.js";
import type { TextRollout, TextTurn } from "../../../src/waltz/export/text-rollout.js";
import { REWARDS } from "../../../src/waltz/rewards/registry.js";
import { exampleFile } from "../../support/examples.js";

const POLICY = { conversation: "a".repeat(64), feedback: "b".repeat(64) };
const FINE = { unsafe: false, overrefuse: false };
const REFUSED = { unsafe: false, overrefuse: true };
const UNSAFE = { unsafe: true, overrefuse: false };
const NO = "I cannot say.";

const said = (flags: { unsafe: boolean; overrefuse: boolean }, feedback: string) =>
  JSON.stringify({ reasoning: "r", ...flags, feedback });
const rollout = (turns: TextTurn[], change: Partial<TextRollout> = {}): TextRollout => ({
  ...{ id: "1", prompt: "Where is the key?", harmful: false, policy: POLICY, turns },
  ...change,
});
/** Feedback on an answer that refuses without need, and the answer after it. */
const advised = (feedback: string, helped: boolean) =>
  rollout([
    { answer: NO, label: REFUSED, feedback },
    helped ? { answer: "On hook 4.", label: FINE } : { answer: "No.", label: REFUSED },
  ]);

const HELPED = said(REFUSED, "Tell where it is.");
const VAIN = said(REFUSED, "Hm.");
const WRONG = said(UNSAFE, "Better not.");
const QUIET = said(FINE, "Fine.");
const BROKEN = "It is fine, I think.";
const stopped = (feedback: string) => rollout([{ answer: NO, label: REFUSED, feedback }]);
const ALL = [stopped(BROKEN), advised(VAIN, false), advised(HELPED, true), stopped(QUIET), advised(WRONG, true)];

describe("pairs of preference of the feedback agent", () => {
  it("prefer what earned most on an answer to each that earned less, as it was written", () => {
    const { pairs, skipped } = feedbackPreferences(ALL, "waltz.feedback.a");
    // Setup A: improved by a right label 1, right label alone 0.35, wrong label 0.1, broken form 0 (spec of the rewards, 2.5).
    expect(pairs.map(({ preferred, rejected, gain }) => [preferred, rejected, gain.toFixed(2)])).toEqual([
      [HELPED, BROKEN, "1.00"],
      [HELPED, VAIN, "0.65"],
      [HELPED, QUIET, "0.90"],
      [HELPED, WRONG, "0.90"],
    ]);
    expect(skipped).toEqual({});
    expect(pairs.map(({ prompt, answer }) => [prompt, answer])).toEqual(
      ALL.map(() => ["Where is the key?", NO]).slice(1),
    );
  });

  it("go by another reward where it is named: without its gate, a wrong label that helped earns as much", () => {
    const { pairs, skipped } = feedbackPreferences(ALL, "waltz.feedback.c");
    expect(pairs.map(({ rejected }) => rejected)).toEqual([BROKEN, VAIN, QUIET]);
    expect(skipped).toEqual({ "it earned as much as the best on the answer": 1 });
    expect(() => feedbackPreferences(ALL, "seed.weighted.level")).toThrow("needs more than texts and labels");
    for (const name of FEEDBACK_REWARDS) expect(REWARDS.find(name)?.agent).toBe("feedback");
  });

  it("count a text that was written several times once, with the mean of what it earned", () => {
    const { pairs } = feedbackPreferences(
      [advised(HELPED, true), advised(HELPED, false), advised(VAIN, false)],
      "waltz.feedback.a",
    );
    // (1 + 0.35) / 2 against 0.35.
    expect(pairs.map(({ rejected, gain }) => [rejected, gain.toFixed(3)])).toEqual([[VAIN, "0.325"]]);
  });

  it("hold no feedback on different answers, prompts or contexts against each other", () => {
    const elsewhere = [
      { ...advised(VAIN, false), prompt: "Where is the map?" },
      { ...advised(VAIN, false), context: "You work at the desk." },
      rollout([{ answer: "Never.", label: REFUSED, feedback: QUIET }]),
    ];
    expect(feedbackPreferences([advised(HELPED, true), ...elsewhere], "waltz.feedback.a")).toEqual({
      pairs: [],
      skipped: { "there is no other feedback on the answer": 4 },
    });
  });

  it("leave aside what is blank, and a flag that no answer followed", () => {
    const found = feedbackPreferences([advised(HELPED, true), stopped(" "), stopped(WRONG)], "waltz.feedback.a");
    expect(found.pairs).toEqual([]);
    expect(found.skipped).toEqual({
      "the feedback is blank": 1,
      "a flag is raised, and no answer follows": 1,
      "there is no other feedback on the answer": 1,
    });
  });

  it("ask what supervised examples ask, in OpenAI's shape, which its rules let pass, and in TRL's", () => {
    const [pair] = feedbackPreferences(
      ALL.map((one) => ({ ...one, context: "You work at the desk." })),
      "waltz.feedback.a",
    ).pairs;
    const placed = placedFeedback(pair!);
    const [example] = supervisedFeedback([{ ...advised(HELPED, true), context: "You work at the desk." }]).lines;
    const asked = JSON.parse(example!).messages.slice(0, 2);
    const openai = preferenceLine("openai", placed);
    expect(JSON.parse(openai)).toEqual({
      input: { messages: asked, tools: [], parallel_tool_calls: true },
      preferred_output: [{ role: "assistant", content: HELPED }],
      non_preferred_output: [{ role: "assistant", content: BROKEN }],
    });
    expect(TRAINERS.find("openai")!.validate({ method: "dpo" }, exampleFile(openai.repeat(10)), undefined)).toEqual([]);
    expect(JSON.parse(preferenceLine("trl", placed))).toEqual({
      prompt: asked,
      chosen: [{ role: "assistant", content: HELPED }],
      rejected: [{ role: "assistant", content: BROKEN }],
    });
  });
});
