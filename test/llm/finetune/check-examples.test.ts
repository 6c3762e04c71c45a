import { describe, expect, it } from "vitest";
import { describeFault } from "../../../src/base/errors.js";
import { TRAINERS } from "../../../src/llm/providers/finetune/registry.js";
import { exampleFile, exampleLines } from "../../support/examples.js";

const CONFIG = { openai: { method: "supervised" }, mistral: { training_steps: 5, learning_rate: 1e-4 } } as const;
const NINE = exampleLines(9);

function faultsOf(
  text: string | Buffer,
  {
    vendor = "openai",
    config,
    validation,
  }: { vendor?: "openai" | "mistral"; config?: object; validation?: string } = {},
) {
  const definition = TRAINERS.find(vendor)!;
  const file = { ...exampleFile(""), bytes: Buffer.from(text) };
  const held = validation === undefined ? undefined : exampleFile(validation, "valid.jsonl");
  return definition.validate(config ?? CONFIG[vendor], file, held).map(describeFault);
}

const line = (...messages: object[]) => `${NINE}${JSON.stringify({ messages })}\n`;
const user = { role: "user", content: "Hello?" };
const assistant = { role: "assistant", content: "Hello." };

describe.each(["openai", "mistral"] as const)("the rules of %s", (vendor) => {
  it("let good files pass", () => {
    expect(faultsOf(exampleLines(10), { vendor })).toEqual([]);
  });

  it.each([
    ["too few examples", NINE, "train.jsonl: 9 examples are fewer than the 10 that are needed"],
    ["an empty line", `${NINE}\n${exampleLines(1)}`, "train.jsonl:10: the line is empty"],
    ["no JSON", `${NINE}{"messages": [\n`, /^train\.jsonl:10: the line is no JSON: /],
    ["a list", `${NINE}[]\n`, "train.jsonl:10: the line is no JSON object"],
    ["no messages", `${NINE}{"messages": []}\n`, 'train.jsonl:10: "messages" must be a list of messages, one at least'],
    ["an unknown key", `${NINE}{"messages": [], "text": 1}\n`, /unknown key "text"/],
    [
      "an unknown role",
      line({ role: "robot", content: "x" }, user, assistant),
      'train.jsonl:10: message 0: the role must be one of system, user, assistant, tool, got "robot"',
    ],
    [
      "blank content",
      line({ ...user, content: " " }, assistant),
      /message 0: the content must be text that is not blank/,
    ],
    ["content that is no text", line({ ...user, content: 5 }, assistant), /message 0: the content must be text/],
    ["the user's last word", line(user), "train.jsonl:10: the last message must be the assistant's"],
    ["no user", line(assistant), "train.jsonl:10: there is no message of the user"],
    ["half a weight", line(user, { ...assistant, weight: 0.5 }), /the weight must be 0 or 1/],
  ])("refuse %s", (_, text, message) => {
    expect(faultsOf(text, { vendor })).toContainEqual(
      typeof message === "string" ? message : expect.stringMatching(message),
    );
  });

  it("refuse bytes that are not text", () => {
    expect(faultsOf(Buffer.from([0xff, 0xfe, 0x00]), { vendor })).toEqual(["train.jsonl: the file is not UTF-8 text"]);
  });

  it("tell of every line, and of many of one kind the first ten", () => {
    const faults = faultsOf(`${exampleLines(10)}${"{}\n".repeat(15)}`, { vendor });
    expect(faults[0]).toContain("train.jsonl:11: ");
    expect(faults).toHaveLength(11);
    expect(faults.at(-1)).toBe("train.jsonl: and 5 more like this");
  });
});

describe("what only one vendor asks for", () => {
  it("Mistral limits the validation file to a twentieth of the training file", () => {
    // By hand: 5 % of the bytes, rounded down.
    const training = exampleLines(10);
    const allowed = Math.floor(training.length * 0.05);
    const faults = faultsOf(training, { vendor: "mistral", validation: exampleLines(1) });
    expect(faults).toEqual([`valid.jsonl: ${exampleLines(1).length} bytes are more than the ${allowed} allowed`]);
    expect(faultsOf(training, { vendor: "openai", validation: exampleLines(1) })).toEqual([]);
  });

  it("Mistral wants ids of tool calls of nine letters or digits", () => {
    const called = { role: "assistant", tool_calls: [{ id: "call_1" }] };
    expect(faultsOf(line(user, called), { vendor: "mistral" })[0]).toContain("nine letters or digits");
    expect(faultsOf(line(user, called), { vendor: "openai" })).toEqual([]);
    expect(faultsOf(line(user, { ...called, tool_calls: [{ id: "abcDEF123" }] }), { vendor: "mistral" })).toEqual([]);
  });

  it("Mistral wants either steps or passes", () => {
    const both = { training_steps: 5, epochs: 1, learning_rate: 1e-4 };
    for (const config of [both, { learning_rate: 1e-4 }]) {
      expect(faultsOf(exampleLines(10), { vendor: "mistral", config })).toEqual([
        "mistral: set either training_steps or epochs",
      ]);
    }
  });

  it("OpenAI takes pairs of preference, each output one message of the assistant's, and the two not the same", () => {
    const pair = (chosen: object, rejected: object) =>
      JSON.stringify({ input: { messages: [user] }, preferred_output: [chosen], non_preferred_output: [rejected] });
    const good = pair(assistant, { ...assistant, content: "No." });
    const faults = (last: string) =>
      faultsOf(`${`${good}\n`.repeat(9)}${last}\n`, { config: { method: "dpo", beta: 0.1 } });
    expect(faults(good)).toEqual([]);
    expect(faults(pair(assistant, assistant))).toEqual(["train.jsonl:10: both outputs are the same"]);
    expect(faults(pair(user, assistant))[0]).toBe(
      'train.jsonl:10: "preferred_output" must hold one message, the assistant\'s',
    );
    expect(faults("{}")).toHaveLength(3);
    expect(faultsOf(exampleLines(10), { config: { method: "supervised", beta: 0.1 } })).toEqual([
      "openai: beta is a setting of method=dpo alone",
    ]);
  });
});
