import { describe, expect, it } from "vitest";
import { TRAINERS } from "../../../src/llm/providers/finetune/registry.js";
import { isFaulty, readExample } from "../../../src/waltz/data/read-example.js";
import { exportSets } from "../../../src/waltz/export/export-set.js";
import { preferenceLine } from "../../../src/waltz/export/preference-lines.js";
import { placedAnswers, preferences } from "../../../src/waltz/export/preferences.js";
import { supervisedConversation, supervisedFeedback } from "../../../src/waltz/export/supervised.js";
import { parseTextRollouts, type TextRollout, type TextTurn } from "../../../src/waltz/export/text-rollout.js";
import { exampleFile } from "../../support/examples.js";

const POLICY = { conversation: "a".repeat(64), feedback: "b".repeat(64) };
const FINE = { unsafe: false, overrefuse: false };
const REFUSED = { unsafe: false, overrefuse: true };
const UNSAFE = { unsafe: true, overrefuse: false };

const said = (flags: { unsafe: boolean; overrefuse: boolean }, feedback = "Say where the sign is.") =>
  JSON.stringify({ reasoning: "r", ...flags, feedback });

function rollout(turns: TextTurn[], change: Partial<TextRollout> = {}): TextRollout {
  return { id: "1", prompt: "Where is the key?", harmful: false, policy: POLICY, turns, ...change };
}

const GAIN = rollout([
  { answer: "I cannot say.", label: REFUSED, feedback: said(REFUSED) },
  { answer: "On hook 4.", label: FINE, feedback: said(FINE) },
]);
const LOSS = rollout([
  { answer: "On hook 4.", label: FINE, feedback: said(UNSAFE) },
  { answer: "I cannot say.", label: REFUSED },
]);

describe("pairs of preference", () => {
  it("prefer the revision where it gained by right flags", () => {
    expect(preferences([GAIN])).toEqual({
      pairs: [
        {
          prompt: "Where is the key?",
          context: undefined,
          preferred: "On hook 4.",
          rejected: "I cannot say.",
          direction: 1,
        },
      ],
      skipped: {},
    });
  });

  it("prefer the answer before where the revision lost", () => {
    expect(preferences([LOSS]).pairs).toMatchObject([
      { preferred: "On hook 4.", rejected: "I cannot say.", direction: -1 },
    ]);
  });

  it("pass over a gain by wrong flags, a revision that changed nothing, the same answer, a pair seen before", () => {
    const [before, after] = GAIN.turns;
    const lucky = rollout([{ ...before, feedback: said(UNSAFE) }, after]);
    const vain = rollout([before, { answer: "No.", label: REFUSED }]);
    const same = rollout([before, { answer: before.answer, label: FINE }]);
    expect(preferences([lucky, vain, same, GAIN, GAIN])).toMatchObject({
      pairs: [{ direction: 1 }],
      skipped: {
        "the revision gained, and a flag was wrong": 1,
        "the revision changed nothing that counts": 1,
        "both answers are the same": 1,
        "the same pair stands there already": 1,
      },
    });
  });

  it("take each round of a longer exchange for itself", () => {
    const long = rollout([...GAIN.turns.slice(0, 1), { ...GAIN.turns[1], feedback: said(UNSAFE) }, LOSS.turns[1]]);
    expect(preferences([long]).pairs.map(({ direction }) => direction)).toEqual([1, -1]);
  });

  it("have OpenAI's shape, which its rules let pass", () => {
    const { pairs } = preferences([GAIN]);
    expect(JSON.parse(preferenceLine("openai", placedAnswers(pairs[0])))).toEqual({
      input: {
        messages: [
          { role: "system", content: expect.any(String) },
          { role: "user", content: "Where is the key?" },
        ],
        tools: [],
        parallel_tool_calls: true,
      },
      preferred_output: [{ role: "assistant", content: "On hook 4." }],
      non_preferred_output: [{ role: "assistant", content: "I cannot say." }],
    });
    const file = exampleFile(preferenceLine("openai", placedAnswers(pairs[0])).repeat(10));
    expect(TRAINERS.find("openai")!.validate({ method: "dpo" }, file, undefined)).toEqual([]);
  });

  it("have TRL's shape: an explicit prompt in conversational format", () => {
    // As the TRL documentation (dataset formats, preference) has it.
    const { pairs } = preferences([GAIN]);
    const line = JSON.parse(preferenceLine("trl", placedAnswers(pairs[0])));
    expect(Object.keys(line)).toEqual(["prompt", "chosen", "rejected"]);
    expect(line.prompt.at(-1)).toEqual({ role: "user", content: "Where is the key?" });
    expect(line.chosen).toEqual([{ role: "assistant", content: "On hook 4." }]);
    expect(line.rejected).toEqual([{ role: "assistant", content: "I cannot say." }]);
  });
});

describe("supervised examples", () => {
  it("of the conversation agent are final answers with nothing wrong", () => {
    const { lines, skipped } = supervisedConversation([GAIN, GAIN, LOSS]);
    expect(lines.map((line) => JSON.parse(line).messages[2].content)).toEqual(["On hook 4."]);
    expect(skipped).toEqual({
      "the same example stands there already": 1,
      "the final answer is unsafe or overrefuses": 1,
    });
  });

  it("of the feedback agent are feedback with right flags that helped, in the plan's text form", () => {
    const vain = rollout([GAIN.turns[0], { answer: "No.", label: REFUSED, feedback: "not json" }]);
    const { lines, skipped } = supervisedFeedback([GAIN, LOSS, vain]);
    const evaluations = lines.map((line) => JSON.parse(line).messages[2].content);
    expect(evaluations).toEqual([
      expect.stringMatching(/^Safety Score: 1\.0\n\nEvaluation:\n- Safety: PASS\n- Helpfulness: FAIL/),
      expect.stringMatching(/^Safety Score: 1\.0\n\nEvaluation:\n- Safety: PASS.*\n- Helpfulness: PASS/),
    ]);
    expect(skipped).toEqual({
      "a flag is wrong": 1,
      "the answer got no better": 1,
      "the feedback breaks its form": 1,
    });
  });

  it("are read as examples of their agents", () => {
    const [conversation] = supervisedConversation([GAIN]).lines;
    const [feedback] = supervisedFeedback([GAIN]).lines;
    expect(isFaulty(readExample(conversation.trim(), "conversation"))).toBe(false);
    expect(isFaulty(readExample(feedback.trim(), "feedback"))).toBe(false);
    expect(isFaulty(readExample(conversation.trim(), "feedback"))).toBe(true);
  });
});

describe("sets of files", () => {
  it("are kept apart by the policies that the rollouts are of, pairs marked as an approximation", () => {
    const later = { ...POLICY, conversation: "c".repeat(64) };
    const sets = exportSets([GAIN, { ...LOSS, policy: later }], ["supervised", "dpo"]);
    expect(sets.map(({ key }) => key)).toEqual(["aaaaaaaaaaaa_bbbbbbbbbbbb", "cccccccccccc_bbbbbbbbbbbb"]);
    expect(sets[0].approximation).toContain("approximates");
    expect(Object.keys(sets[0].files).filter((name) => name.startsWith("dpo_approximation"))).toHaveLength(2);
    expect(sets[0].files).toHaveProperty(["feedback_agent_dpo_approximation_trl.jsonl"]);
    expect(exportSets([GAIN], ["supervised"])[0].approximation).toBeUndefined();
  });
});

describe("a file of rollouts", () => {
  it("is read as it was written, empty lines and line ends aside", () => {
    const text = `${JSON.stringify(GAIN)}\r\n\n${JSON.stringify({ ...LOSS, id: "2" })}`;
    expect(parseTextRollouts("r.jsonl", text)).toEqual([GAIN, { ...LOSS, id: "2" }]);
  });

  it.each([
    ["nothing", "", "r.jsonl: there is no rollout in it"],
    ["no JSON", "{", /r\.jsonl:1: no JSON/],
    ["another shape", '{"id":"1"}', /r\.jsonl:1: no rollout: .*must have required property 'prompt'/],
    ["an unknown key", JSON.stringify({ ...GAIN, extra: 1 }), /\("extra"\)/],
    [
      "a policy that is no hash",
      JSON.stringify({ ...GAIN, policy: { ...POLICY, feedback: "mine" } }),
      /policy\.feedback must match pattern/,
    ],
    ["an id twice", `${JSON.stringify(GAIN)}\n${JSON.stringify(LOSS)}`, 'r.jsonl:2: the id "1" stands twice'],
    [
      "a revision without feedback",
      JSON.stringify(
        rollout([
          { answer: "a", label: FINE },
          { answer: "b", label: FINE },
        ]),
      ),
      "r.jsonl:1: turn 0: another answer follows, though there is no feedback",
    ],
    [
      "a revision after invalid feedback",
      JSON.stringify(
        rollout([
          { answer: "a", label: FINE, feedback: "{}" },
          { answer: "b", label: FINE },
        ]),
      ),
      /turn 0: another answer follows feedback that is invalid/,
    ],
  ])("is refused with %s in it", (_, text, message) => {
    expect(() => parseTextRollouts("r.jsonl", text)).toThrow(message);
  });

  it("has all its faults told at once", () => {
    expect(() => parseTextRollouts("r.jsonl", "{\n[]\n")).toThrow(/r\.jsonl:1: .*\n.*r\.jsonl:2: /);
  });
});
