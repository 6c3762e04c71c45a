import { describe, expect, it } from "vitest";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import { completeConfig } from "../../../src/llm/complete-config.js";
import { type CheckOptions, checkData, type DataFile } from "../../../src/waltz/data/check.js";
import { CHECK_LIMITS } from "../../../src/waltz/data/check-limits.js";
import { classOf } from "../../../src/waltz/data/classes.js";
import { dataFileName } from "../../../src/waltz/data/data-files.js";
import { conversationExample, type KnownExample, type Role } from "../../../src/waltz/data/example.js";
import { generateFromTemplates } from "../../../src/waltz/data/generate/generate.js";
import { splitByGroup } from "../../../src/waltz/data/split.js";

const OPTIONS: CheckOptions = {
  limits: completeConfig(CHECK_LIMITS, {}, "check") as CheckOptions["limits"],
  allowed: [],
};
const made = generateFromTemplates(400, keyedSource(21), 0.8).examples;

function dataFile(role: Role, side: DataFile["side"], examples: readonly KnownExample[]): DataFile {
  const file = dataFileName(role, side);
  const placed = examples.map((known, at) => ({ ...known, role, file, line: at + 1, known: true }));
  return { file, role, side, examples: placed, faults: [], lines: placed.length, empty: 0, bom: false };
}

/** Conversation data, split 320 to 80 by group. */
function split(): { readonly training: KnownExample[]; readonly test: KnownExample[] } {
  const examples = made.conversation;
  const known = examples.map(({ example, facts }) => {
    return { role: "conversation" as const, group: facts.group, kind: classOf("conversation", example, facts) };
  });
  const sides = splitByGroup(known, { conversation: 80, feedback: 0 }, keyedSource(2));
  const of = (side: string) => examples.filter((_, at) => sides[at] === side);
  return { training: of("training"), test: of("test") };
}

const files = (training: readonly KnownExample[], test: readonly KnownExample[]) => [
  dataFile("conversation", "training", training),
  dataFile("conversation", "test", test),
];

async function failed(data: readonly DataFile[], options = OPTIONS) {
  const { outcomes } = await checkData(data, options);
  return Object.fromEntries(outcomes.filter(({ passed }) => !passed).map((one) => [one.check, one]));
}

/** The example with other words in its question. */
function asking(known: KnownExample, question: string, group = known.facts.group): KnownExample {
  const example = conversationExample({ question, answer: known.example.messages[2].content });
  return { example, facts: { ...known.facts, group } };
}

describe("checking data", () => {
  it("finds nothing in generated data that was split by group", async () => {
    const { training, test } = split();
    const { outcomes } = await checkData(
      [...files(training, test), dataFile("feedback", "pool", made.feedback)],
      OPTIONS,
    );
    expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
    expect(outcomes.map(({ check }) => check)).toEqual([
      "schema",
      "duplicates",
      "near duplicates",
      "leakage",
      "near leakage",
      "group leakage",
      "class balance",
      "difficulty balance",
      "length",
      "personal data",
    ]);
  });

  it("finds an example twice, and one that nearly repeats another, with their lines", async () => {
    const [first, second, third] = made.conversation as [KnownExample, KnownExample, KnownExample];
    const long = `${Array.from({ length: 40 }, (_, at) => `word${at}`).join(" ")}?`;
    const near = [asking(second, long), asking(third, long.replace("word39", "other"), "g")];
    const found = await failed([dataFile("conversation", "pool", [first, ...near, first])]);
    expect(found.duplicates?.faults).toEqual([
      { message: "the same as line 1", place: { file: "conversation_agent.jsonl", line: 4 } },
    ]);
    const same = near.map(({ example }) =>
      conversationExample({ question: example.messages[1].content, answer: "Yes." }),
    );
    const alike = await failed([
      dataFile(
        "conversation",
        "pool",
        same.map((example) => ({ example, facts: { group: "g", source: "s" } })),
      ),
    ]);
    // By hand: 41 words with the answer make 39 shingles; the last word of the question stands in 2 of them: 37 / 41.
    expect(alike["near duplicates"]?.faults[0]?.message).toBe("nearly the same as line 1 (similarity 0.90)");
  });

  it("finds a test example that training has, word for word, nearly, by its question, or by its group", async () => {
    const { training, test } = split();
    const [seen] = training as [KnownExample];
    const copied = await failed(files(training, [...test, seen]));
    expect(Object.keys(copied)).toEqual(expect.arrayContaining(["leakage", "near leakage", "group leakage"]));
    expect(copied.leakage?.faults[0]).toEqual({
      message: "the same stands in conversation_agent_training.jsonl:1",
      place: { file: "conversation_agent_test.jsonl", line: test.length + 1 },
    });
    const answered: KnownExample = {
      example: conversationExample({ question: seen.example.messages[1].content, answer: "Something else entirely." }),
      facts: { ...seen.facts, group: "another" },
    };
    const asked = await failed(files(training, [...test, answered]));
    expect(Object.keys(asked)).toEqual(["near leakage"]);
    expect(asked["near leakage"]?.faults[0]?.message).toContain("nearly the same question stands in");
    const twin = asking(test[0]!, "What else is there to know about all of this?", seen.facts.group);
    expect(Object.keys(await failed(files(training, [...test, twin])))).toEqual(["group leakage"]);
  });

  it("holds the groups of one agent's test against the training of the other", async () => {
    const [test] = made.feedback as [KnownExample];
    const data = [dataFile("conversation", "training", made.conversation), dataFile("feedback", "test", [test])];
    expect((await failed(data))["group leakage"]?.faults).toHaveLength(1);
  });

  it("finds a class that is too rare, and classes and difficulty that differ between training and test", async () => {
    const { training, test } = split();
    const harmless = training.filter(({ facts }) => facts.harmful === false);
    const rare = [...harmless, ...training.filter(({ facts }) => facts.harmful).slice(0, 3)];
    const found = await failed(files(rare, test));
    const messages = found["class balance"]?.faults.map(({ message }) => message) ?? [];
    expect(messages[0]).toContain('the class "harmful prompt" has');
    expect(messages.some((message) => message.includes("here and"))).toBe(true);
    expect((await failed([dataFile("conversation", "pool", harmless)]))["class balance"]?.faults[0]?.message).toBe(
      "all examples are of one class",
    );
  });

  it("finds texts that are too long, and personal data without spreading it", async () => {
    const [first, second] = made.conversation as [KnownExample, KnownExample];
    const letter = asking(first, "Write to jane.doe@example.org about it, please.");
    const found = await failed([dataFile("conversation", "pool", [letter, second, asking(second, "x ".repeat(9000))])]);
    expect(found.length?.faults[0]).toMatchObject({ place: { line: 3 } });
    const told = found["personal data"]?.faults;
    expect(told).toEqual([
      { message: 'EMAIL "ja..." in the user message', place: { file: "conversation_agent.jsonl", line: 1 } },
    ]);
    const allowed = { ...OPTIONS, allowed: ["EMAIL"] };
    expect(await failed([dataFile("conversation", "pool", [letter, second])], allowed)).not.toHaveProperty(
      "personal data",
    );
  });

  it("counts lines that are no example, and fails where there is no line at all", async () => {
    const fault = { message: "this is no line of JSON", place: { file: "x", line: 2, column: 3 } };
    const broken = { ...dataFile("conversation", "pool", made.conversation.slice(0, 40)), lines: 41, faults: [fault] };
    const found = await failed([broken]);
    expect(found.schema).toMatchObject({ faults: [fault], summary: "1 of 41 lines are no example of the format" });
    expect(await failed([dataFile("conversation", "pool", [])])).toHaveProperty("schema");
  });

  it("takes other limits", async () => {
    const limits = { ...OPTIONS.limits, max_answer_tokens: 1, min_class_share: 0.9 };
    const pool = dataFile("conversation", "pool", made.conversation.slice(0, 40));
    expect(Object.keys(await failed([pool], { ...OPTIONS, limits }))).toEqual(["class balance", "length"]);
  });
});
