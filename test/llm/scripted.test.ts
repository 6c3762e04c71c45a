import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { completeConfig } from "../../src/llm/complete-config.js";
import { scripted, scriptedModel } from "../../src/llm/providers/scripted.js";
import { ask } from "../support/canned.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const open = (config: Readonly<Record<string, unknown>>) =>
  scripted.create(completeConfig(scripted.config, config, "llm"), { env: {} });
const texts = async (config: Readonly<Record<string, unknown>>, asked: readonly string[]) => {
  const model = await open(config);
  const said: string[] = [];
  for (const content of asked) said.push((await model.complete(ask(content))).text);
  return said;
};

describe("a script", () => {
  it("gives its answers in order, objects as JSON", async () => {
    expect(await texts({ answers: ["one", { answer: { a: 1 } }, { answer: "three" }] }, ["?", "?", "?"])).toEqual([
      "one",
      '{"a":1}',
      "three",
    ]);
  });

  it("stops after its last answer unless it is told to repeat or to begin again", async () => {
    const answers = ["one", "two"];
    const five = ["?", "?", "?", "?", "?"];
    await expect(texts({ answers }, five)).rejects.toMatchObject({ kind: "no_answer" });
    expect(await texts({ answers, at_end: "repeat" }, five)).toEqual(["one", "two", "two", "two", "two"]);
    expect(await texts({ answers, at_end: "cycle" }, five)).toEqual(["one", "two", "one", "two", "one"]);
  });

  it("answers by content, the first that fits, whatever the order of calls", async () => {
    const answers = [
      { when: ["book", "late"], answer: "pay a coin" },
      { when: "book", answer: "upstairs" },
      { answer: "good day" },
    ];
    const config = { match: "content", answers };
    expect(await texts(config, ["a book?", "hello", "my book is late"])).toEqual([
      "upstairs",
      "good day",
      "pay a coin",
    ]);
    await expect(texts({ match: "content", answers: answers.slice(0, 2) }, ["hello"])).rejects.toThrow(
      'no answer of the script is for this request, which ends with "hello"',
    );
  });

  it("checks structured answers like any model, and fails where it is told to", async () => {
    const schema = { type: "object", required: ["n"] };
    const answers = [{ answer: { n: 1 } }, { answer: { m: 1 } }, "no JSON", { fault: "rate_limited", retry_after: 4 }];
    const model = await open({ answers });
    expect((await model.complete(ask("?", { schema }))).data).toEqual({ n: 1 });
    await expect(model.complete(ask("?", { schema }))).rejects.toMatchObject({ kind: "wrong_schema" });
    await expect(model.complete(ask("?", { schema }))).rejects.toMatchObject({ kind: "invalid_json" });
    await expect(model.complete(ask("?"))).rejects.toMatchObject({ kind: "rate_limited", detail: { retryAfter: 4 } });
  });

  it("tells usage and price where they are given, and does not know them otherwise", async () => {
    const model = await open({ answers: ["a", { answer: "b", input_tokens: 3, output_tokens: 4, price: 0.5 }] });
    expect(await model.complete(ask("?"))).toMatchObject({ usage: undefined, price: undefined });
    expect(await model.complete(ask("?"))).toMatchObject({ usage: { inputTokens: 3, outputTokens: 4 }, price: 0.5 });
  });

  it("reads a file of answers, and tells every line that is none with its place", async () => {
    const file = join(temporary(), "answers.jsonl");
    writeFileSync(file, '{"answer":"one"}\n{"answer":{"n":2}}\n');
    expect(await texts({ file }, ["?", "?"])).toEqual(["one", '{"n":2}']);
    writeFileSync(file, '{"answer":"one"}\n{"anser":"two"}\n{"when":"x"}\nnot JSON\n');
    const error = (await open({ file }).catch((thrown: unknown) => thrown)) as InputError;
    expect(error).toBeInstanceOf(InputError);
    expect(error.faults.map(({ place }) => place?.line)).toEqual([2, 4]);
    expect(error.message).toContain('(did you mean "answer"?)');
    writeFileSync(file, '{"answer":"one"}\n{"when":"x"}\n');
    await expect(open({ file })).rejects.toThrow(/:2: .*needs either an answer or a fault/);
  });

  it.each([
    [{}, "give either answers or a file"],
    [{ answers: ["a"], file: "b.jsonl" }, "give either answers or a file"],
    [{ file: "nowhere/answers.jsonl" }, "no such file"],
    [{ answers: [{ answer: "a", fault: "timeout" }] }, "needs either an answer or a fault"],
    [{ answers: [{ answer: "a", when: "b" }] }, "which only match: content reads"],
  ])("%j is refused as wrong input", async (config, message) => {
    await expect(open(config)).rejects.toThrow(message);
    await expect(open(config)).rejects.toBeInstanceOf(InputError);
  });

  it("can be a function of the request and the number of the call", async () => {
    const model = scriptedModel(({ messages }, call) => `${call}: ${messages[0]!.content}`);
    expect([(await model.complete(ask("a"))).text, (await model.complete(ask("b"))).text]).toEqual(["0: a", "1: b"]);
  });
});
