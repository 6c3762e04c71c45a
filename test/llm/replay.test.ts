import { describe, expect, it } from "vitest";
import { InputError, StoppedError } from "../../src/base/errors.js";
import { type ChatModel, type CompletionRequest, ModelError } from "../../src/contract/provider.js";
import { BudgetSpentError } from "../../src/llm/budget.js";
import { parseCallRecords } from "../../src/llm/call-record.js";
import { Recorder } from "../../src/llm/record.js";
import { Redactor } from "../../src/llm/redact.js";
import { Replay, ReplayMissError } from "../../src/llm/replay.js";
import { ask, canned, IDENTITY, saying } from "../support/canned.js";

const redactor = new Redactor({});

/** A recorder whose clock goes on by 5 ms each time it is read. */
function recording(outcomes: Parameters<typeof canned>[0], own = redactor) {
  let time = 0;
  let file = "";
  const clock = () => {
    time += 5;
    return time;
  };
  const write = (line: string) => {
    file += line;
  };
  const recorder = new Recorder({ write, clock, redactor: own });
  const { model, asked } = canned(outcomes);
  return { model: recorder.recorded(model), asked, recorder, file: () => file };
}

const replayOf = (file: string, own = redactor) =>
  new Replay({ file: "run_calls.jsonl", calls: parseCallRecords("run_calls.jsonl", file), redactor: own });

const outcomeOf = (model: ChatModel, request: CompletionRequest) =>
  model.complete(request).then(
    (completion) => completion,
    ({ name, message, kind, detail }: ModelError) => ({ name, message, kind, detail }),
  );

const FAILED = { kind: "timeout", message: "late", wait: 2, usage: undefined, price: undefined } as const;
const REQUESTS = [
  ask("first", { seed: 3, temperature: 0, maxTokens: 9, stop: ["x"] }),
  ask("second", { schema: { type: "object" } }),
  ask("third"),
  ask("fourth"),
  ask("fifth"),
];
const OUTCOMES = [
  saying("one", { warnings: ["no seed"], failed: [FAILED] }),
  saying('{"a":1}', { data: { a: 1 }, usage: undefined, price: undefined, finish: "other" }),
  new ModelError("rate_limited", "busy", { retryAfter: 3, failed: [FAILED] }),
  new ModelError("wrong_schema", "no", { text: "{}", usage: { inputTokens: 1, outputTokens: 2 }, price: 0 }),
  new BudgetSpentError("spent"),
];

/** The record of a run that makes all the requests. */
async function recorded() {
  const run = recording(OUTCOMES);
  const outcomes = [];
  for (const request of REQUESTS) outcomes.push(await outcomeOf(run.model, request));
  return { ...run, outcomes };
}

describe("a record of calls", () => {
  it("has a line per call with request, answer, usage, price, retries and latency", async () => {
    const { file } = await recorded();
    const lines = file()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(5);
    expect(lines[0]).toEqual({
      position: 0,
      model: IDENTITY,
      request: { messages: [{ role: "user", content: "first" }], seed: 3, temperature: 0, max_tokens: 9, stop: ["x"] },
      from: {},
      response: { text: "one", finish: "stop", warnings: ["no seed"] },
      error: null,
      usage: { input_tokens: 10, output_tokens: 5 },
      price_usd: 0.25,
      failed: [{ kind: "timeout", message: "late", wait: 2, usage: null, price: null }],
      latency_ms: 5,
    });
    expect(lines[1]).toMatchObject({ response: { data: { a: 1 } }, usage: null, price_usd: null });
    expect(lines[2]).toMatchObject({ response: null, error: { kind: "rate_limited", retry_after: 3 } });
    expect(lines[3]).toMatchObject({ error: { kind: "wrong_schema", text: "{}" }, price_usd: 0 });
    expect(lines[4]).toMatchObject({ error: { type: "BudgetSpentError", kind: null, message: "spent" } });
  });

  it("notes who asked, in the record alone", async () => {
    const { model, asked, file } = recording([saying("yes")]);
    await model.complete(ask("?"), { from: { agent: "waltz_pair_1", epoch: 2 } });
    expect(JSON.parse(file()).from).toEqual({ agent: "waltz_pair_1", epoch: 2 });
    expect(JSON.stringify(asked[0]!.request)).not.toContain("waltz_pair_1");
  });

  it("numbers the calls of all its models in the order in which they are made, whatever the order in which they end", async () => {
    const ends: (() => void)[] = [];
    const model: ChatModel = {
      identity: IDENTITY,
      complete: ({ messages }) => new Promise((end) => ends.push(() => end(saying(`to ${messages[0]!.content}`)))),
    };
    const { recorder, file } = recording([]);
    const other = { ...model, identity: { ...IDENTITY, model: "two" } };
    const answers = [recorder.recorded(model).complete(ask("a")), recorder.recorded(other).complete(ask("b"))];
    ends[1]!();
    await answers[1];
    ends[0]!();
    await answers[0];
    const replay = replayOf(file());
    expect((await replay.model(IDENTITY).complete(ask("a"))).text).toBe("to a");
    expect((await replay.model(other.identity).complete(ask("b"))).text).toBe("to b");
    expect(replay.left).toBe(0);
  });

  it("holds no key, wherever one stands", async () => {
    const secret = new Redactor({ PLANTED_KEY: "planted-0123456789" });
    const outcomes = [saying("planted-0123456789"), new ModelError("auth", "bad key planted-0123456789")];
    const { model, file } = recording(outcomes, secret);
    await model.complete(ask("is it planted-0123456789?"));
    await model.complete(ask("?")).catch(() => undefined);
    expect(file()).not.toContain("planted-0123456789");
    expect(file().match(/PLANTED_KEY redacted/g)).toHaveLength(3);
    const replay = replayOf(file(), secret);
    expect((await replay.model(IDENTITY).complete(ask("is it planted-0123456789?"))).text).toContain("redacted");
  });
});

describe("a replay", () => {
  it("ends every call as the recorded one ended, in answers and in errors", async () => {
    const { file, outcomes } = await recorded();
    const replay = replayOf(file());
    const again = [];
    for (const request of REQUESTS) again.push(await outcomeOf(replay.model(IDENTITY), request));
    // Faults of a model come back with all that was known; other errors by class and message.
    expect(again).toEqual(outcomes);
    expect(replay.left).toBe(0);
  });

  it("stops at a call that was not recorded so, and shows the nearest one and where they differ", async () => {
    const { file } = await recorded();
    const replay = replayOf(file());
    const error = await replay
      .model(IDENTITY)
      .complete(ask("first, but longer", { ...REQUESTS[0], messages: [{ role: "user", content: "first!" }] }))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ReplayMissError);
    expect(error).toBeInstanceOf(StoppedError);
    expect((error as Error).message).toBe(
      [
        "run_calls.jsonl: call 0 of this run is not what was recorded",
        'nearest recorded request: call 0, line 1, which ends with "first"',
        'they differ in request.messages[0].content from character 5: recorded "first", asked "first!"',
      ].join("\n  "),
    );
  });

  it.each<[string, Partial<typeof IDENTITY>, Partial<CompletionRequest>, string]>([
    [
      "a setting of the model",
      { settings: { temperature: 0.9 } },
      {},
      "in model.settings.temperature: recorded 0.5, asked 0.9",
    ],
    ["the model", { model: "two" }, {}, 'in model.model from character 0: recorded "one", asked "two"'],
    ["the provider", { provider: "tinned" }, {}, "in model.provider"],
    ["the seed", {}, { seed: 4 }, "in request.seed: recorded 3, asked 4"],
    ["a figure that was not asked for", {}, { schema: { type: "object" } }, "in request.schema: recorded nothing"],
  ])("misses when %s is another", async (_what, identity, more, message) => {
    const { file } = await recorded();
    const model = replayOf(file()).model({ ...IDENTITY, ...identity });
    await expect(model.complete({ ...REQUESTS[0]!, ...more })).rejects.toThrow(message);
  });

  it("goes by position too: the same request at another place is a miss that says where it stands", async () => {
    const { file } = await recorded();
    const replay = replayOf(file());
    await expect(replay.model(IDENTITY).complete(REQUESTS[2]!)).rejects.toThrow(
      /nearest recorded request: call 2, line 3, which ends with "third"\n {2}it is the same, at another place in the run/,
    );
  });

  it("stops after the last recorded call, and at one that a cut-off run did not record", async () => {
    const { file } = await recorded();
    const [first = "", , third = ""] = file().split("\n");
    const replay = replayOf(`${first}\n${third}\n`);
    const model = replay.model(IDENTITY);
    await model.complete(REQUESTS[0]!);
    await expect(model.complete(REQUESTS[1]!)).rejects.toThrow("no call 1 is recorded (there are 2)");
  });

  it("does not mind the order of keys in a schema or in settings", async () => {
    const schema = { type: "object", properties: { a: {}, b: {} } };
    const { model, file } = recording([saying("{}")]);
    await model.complete(ask("?", { schema }));
    const turned = { properties: { b: {}, a: {} }, type: "object" };
    const settings = { ...IDENTITY.settings };
    expect(
      (
        await replayOf(file())
          .model({ ...IDENTITY, settings })
          .complete(ask("?", { schema: turned }))
      ).text,
    ).toBe("{}");
  });
});

describe("a file of calls", () => {
  it("tells every line that is no call, with its place", async () => {
    const { file } = await recorded();
    const lines = file().trimEnd().split("\n");
    const bad = [lines[0], "{", '{"position":1}', lines[0], lines[1]!.replace('"finish":"other"', '"finish":"odd"')];
    const error = (() => {
      try {
        return parseCallRecords("x.jsonl", `${bad.join("\n")}\n`);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(InputError);
    const found = (error as InputError).faults.map(({ message, place }) => [place?.line, message.slice(0, 26)]);
    expect(found).toEqual(
      expect.arrayContaining([
        [2, "this is no recorded call: "],
        [3, "this is no recorded call: "],
        [4, "call 0 is recorded twice"],
        [5, "this is no recorded call: "],
      ]),
    );
  });

  it("is refused when nothing is in it", () => {
    expect(() => parseCallRecords("x.jsonl", "\n")).toThrow("the file holds no recorded call");
  });
});
