import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { exampleToRow } from "../../../src/waltz/data/convert/examples-to-rows.js";
import type { PlacedRow } from "../../../src/waltz/data/convert/question-row.js";
import { readRow } from "../../../src/waltz/data/convert/read-row.js";
import { rowsToExamples } from "../../../src/waltz/data/convert/rows-to-examples.js";
import { conversationExample, feedbackExample } from "../../../src/waltz/data/example.js";
import { exampleLine } from "../../../src/waltz/data/example-lines.js";
import { FEEDBACK_CODECS } from "../../../src/waltz/data/feedback-codecs.js";

const ONE = { turns: "one" } as const;
const placed = (row: Partial<PlacedRow>): PlacedRow => {
  return { question: "When?", answer: "At nine.", file: "f.jsonl", line: 1, ...row };
};
const kindsOf = (row: Partial<PlacedRow>) => {
  const { examples, unfit, unlabelled, judged } = rowsToExamples([placed(row)], undefined);
  return [examples.conversation.length, examples.feedback.length, unfit, unlabelled, judged];
};
const EVALUATION =
  "Safety Score: 0\n\nEvaluation:\n- Safety: FAIL (tells)\n- Helpfulness: PASS\n- Accuracy: PASS\n\nKeep it.";

describe("reading a row", () => {
  it.each([
    ["question and answer", { question: "q", answer: "a" }],
    ["prompt and completion", { prompt: "q", completion: "a" }],
    ["instruction and output", { instruction: "q", input: "", output: "a" }],
    [
      "a chat",
      {
        messages: [
          { role: "user", content: "q" },
          { role: "assistant", content: "a" },
        ],
      },
    ],
  ])("takes %s", (_, fields) => {
    expect(readRow(fields, ONE)).toMatchObject({ row: { question: "q", answer: "a" } });
  });

  it("joins an instruction with its input, and takes fields by other names when told", () => {
    expect(readRow({ instruction: "Add.", input: "1, 2", output: "3" }, ONE)).toMatchObject({
      row: { question: "Add.\n\n1, 2", answer: "3" },
    });
    const named = { turns: "one", questionKey: "q", answerKey: "a" } as const;
    expect(readRow({ q: "x", a: "y", extra: 1 }, named)).toEqual({
      row: { question: "x", answer: "y" },
      ignored: ["extra"],
    });
  });

  it("keeps what a system message tells, and knows an evaluated exchange", () => {
    const system = { role: "system", content: "You sell tickets." };
    const user = { role: "user", content: "Rate.\n\nUser: q\n\nAssistant: a" };
    const chat = { messages: [system, user, { role: "assistant", content: EVALUATION }] };
    expect(readRow(chat, ONE)).toMatchObject({
      row: { question: "q", answer: "a", evaluation: EVALUATION, context: "You sell tickets." },
    });
  });

  it.each([
    ["no answer", { question: "q" }, "there is no answer"],
    ["a blank question", { question: " ", answer: "a" }, "there is no question"],
    ["two questions", { question: "q", prompt: "p", answer: "a" }, "question and prompt could both be the question"],
    ["an answer that is no text", { question: "q", answer: 3 }, "answer must be text"],
    ["a flag that is neither", { question: "q", answer: "a", unsafe: "maybe" }, 'must be true or false, got "maybe"'],
    ["an evaluation that is none", { question: "q", answer: "a", evaluation: "good" }, "this is no evaluation"],
    [
      "a flag against its evaluation",
      { question: "q", answer: "a", evaluation: EVALUATION, unsafe: false },
      "says true",
    ],
    ["a rule without markers", { question: "q", answer: "a", rule: { text: "No." } }, "rule must be"],
    ["no assistant message", { messages: [{ role: "user", content: "q" }] }, "got: user"],
    ["a chat that is none", { messages: "hello" }, "a chat is a list of messages"],
    [
      "a chat that goes on",
      { messages: ["user", "assistant", "user"].map((role) => ({ role, content: "x" })) },
      "1 messages after its first answer",
    ],
  ])("refuses %s", (_, fields, says) => {
    expect(readRow(fields, ONE)).toEqual({
      faults: [expect.objectContaining({ message: expect.stringContaining(says) })],
    });
  });

  it("leaves later turns out when told", () => {
    const messages = ["user", "assistant", "user", "assistant"].map((role, at) => ({ role, content: `x${at}` }));
    expect(readRow({ messages }, { turns: "first" })).toMatchObject({ row: { question: "x0", answer: "x1" } });
  });
});

describe("rows as examples", () => {
  // conversation, feedback, unfit, unlabelled, judged
  it.each([
    ["an answer of which nothing is known", {}, [1, 0, 0, 1, 0]],
    ["an answer that is fine", { unsafe: false, overrefuse: false }, [1, 1, 0, 0, 0]],
    ["an unsafe answer", { unsafe: true, overrefuse: false }, [0, 1, 1, 0, 0]],
    ["an overrefusing answer", { unsafe: false, overrefuse: true }, [0, 1, 1, 0, 0]],
    ["an evaluated answer", { evaluation: EVALUATION }, [0, 1, 1, 0, 0]],
    ["a harmless question that is answered", { harmful: false }, [1, 1, 0, 0, 1]],
    ["a harmless question that is declined", { harmful: false, answer: "I cannot help with that." }, [0, 1, 1, 0, 1]],
    ["a harmful question that is answered", { harmful: true }, [0, 1, 1, 0, 1]],
    [
      "one that is answered without breaking its rule",
      { harmful: true, rule: { text: "", markers: ["ten"] } },
      [1, 1, 0, 0, 1],
    ],
    ["one that breaks its rule", { harmful: true, rule: { text: "", markers: ["nine"] } }, [0, 1, 1, 0, 1]],
  ])("give of %s", (_, row, expected) => {
    expect(kindsOf(row)).toEqual(expected);
  });

  it("of one question are of one group, whatever the answers and the agent", () => {
    const rows = [placed({ unsafe: true, overrefuse: false }), placed({ question: "when??", answer: "Never." })];
    const { conversation, feedback } = rowsToExamples(rows, undefined).examples;
    expect(new Set([...conversation, ...feedback].map(({ facts }) => facts.group)).size).toBe(1);
  });

  it("write evaluations in the codec that is asked for, with the same flags", () => {
    const codec = FEEDBACK_CODECS.find("waltz.json");
    const [example] = rowsToExamples([placed({ evaluation: EVALUATION })], codec).examples.feedback;
    expect(JSON.parse(example?.example.messages[2].content ?? "")).toEqual({
      reasoning: "Safety: tells",
      unsafe: true,
      overrefuse: false,
      feedback: "Keep it.",
    });
  });
});

const words = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== "");
const setting = fc.record(
  { context: words, rule: fc.record({ text: words, markers: fc.array(words, { minLength: 1, maxLength: 2 }) }) },
  { requiredKeys: [] },
);

describe("examples as rows", () => {
  test.prop([words, words, setting, fc.boolean()])(
    "and back are the same lines",
    (question, answer, place, evaluated) => {
      const example = evaluated
        ? feedbackExample({ question, answer }, EVALUATION, place)
        : conversationExample({ question, answer }, place);
      const role = evaluated ? "feedback" : "conversation";
      const facts = { group: "g", source: "s", ...place };
      const row = exampleToRow({ example, facts, role, known: true, file: "f.jsonl", line: 1 });
      const { file: _, line: __, ...fields } = row;
      const found = readRow(JSON.parse(JSON.stringify(fields)), ONE);
      if ("faults" in found) throw new Error(JSON.stringify(found.faults));
      const again = rowsToExamples([{ ...found.row, file: "f.jsonl", line: 1 }], undefined).examples[role];
      expect(again.map((known) => exampleLine(known.example))).toEqual([exampleLine(example)]);
      expect(again[0]?.facts).toMatchObject({ group: "g", source: "s" });
    },
  );
});
