import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Completion, ModelError } from "../../src/contract/provider.js";
import { Budget, BudgetSpentError } from "../../src/llm/budget.js";
import { parseCallRecords } from "../../src/llm/call-record.js";
import { decorated } from "../../src/llm/decorate.js";
import { openModel } from "../../src/llm/open-model.js";
import { Pacer } from "../../src/llm/pace.js";
import { Recorder } from "../../src/llm/record.js";
import { Redactor } from "../../src/llm/redact.js";
import { PROVIDERS } from "../../src/llm/registry.js";
import { Replay } from "../../src/llm/replay.js";
import { type ModelReply, ModelServer } from "../support/model-server.js";
import { ENV, endpointConfig, PLANTED } from "../support/providers.js";

let server: ModelServer;
beforeAll(async () => {
  server = await ModelServer.start();
});
afterAll(() => server.stop());

const definition = PROVIDERS.find("openai-compatible")!;
const SCHEMA = { type: "object", properties: { n: { type: "integer" } }, required: ["n"], additionalProperties: false };
const ask = (content: string) => ({ messages: [{ role: "user" as const, content }], schema: SCHEMA, seed: 1 });

/** A run with all decorators against the loopback server. */
async function run({
  max_calls = 100,
  budgets = [] as Budget[],
  pacer = new Pacer({ concurrency: 4 }),
  timeout = 20,
} = {}) {
  const config = endpointConfig(definition, server.origin, { timeout });
  const redactor = new Redactor(ENV);
  let file = "";
  const write = (line: string) => {
    file += line;
  };
  const recorder = new Recorder({ write, clock: () => 0, redactor });
  const model = decorated(await openModel(definition, config, { env: ENV }), {
    pacer,
    retry: { max_retries: 2, backoff: 0, max_wait: 1 },
    budgets: [new Budget("run", { max_calls }), ...budgets],
    recorder,
  });
  const replay = () =>
    new Replay({ file: "calls", calls: parseCallRecords("calls", file), redactor }).model(definition.identity(config));
  return { model, file: () => file, replay };
}

const good: ModelReply = { text: '{"n":1}' };

describe("a model with all its decorators", () => {
  it.each<[string, ModelReply, string, number]>([
    ["429 with Retry-After", { status: 429, headers: { "retry-after": "0" } }, "rate_limited", 20],
    ["500", { status: 500 }, "overloaded", 20],
    ["a hang", { fault: "hang" }, "timeout", 0.3],
    ["half a body", { fault: "half a body" }, "bad_reply", 20],
    ["half a structured answer", { text: '{"n":' }, "invalid_json", 20],
    ["an answer cut at its length", { text: '{"n":', finish: "length" }, "truncated", 20],
    ["an answer of another shape", { text: '{"m":1}' }, "wrong_schema", 20],
    ["a connection reset", { fault: "reset" }, "connection", 20],
  ])("gets over %s, and says so in the record", async (_what, fault, kind, timeout) => {
    server.willSay(fault, good);
    const { model, file, replay } = await run({ timeout });
    const completion = await model.complete(ask("?"));
    expect(completion).toMatchObject({ data: { n: 1 }, failed: [{ kind }] });
    expect(server.arrived).toHaveLength(2);
    expect(JSON.parse(file())).toMatchObject({ failed: [{ kind }], error: null });
    server.willSay();
    expect(await replay().complete(ask("?"))).toEqual(completion);
    expect(server.arrived).toHaveLength(0);
  });

  it("ends in the fault when it does not pass, after a bounded number of tries, and replays that end", async () => {
    server.willSay({ status: 500 }, { status: 502 }, { status: 503 }, good);
    const { model, replay } = await run();
    const ends = async (answer: Promise<Completion>) => {
      const error = (await answer.catch((thrown: unknown) => thrown)) as ModelError;
      expect(error).toBeInstanceOf(ModelError);
      return { kind: error.kind, message: error.message, failed: error.detail.failed?.length };
    };
    const end = await ends(model.complete(ask("?")));
    expect(end).toMatchObject({ kind: "overloaded", failed: 2 });
    expect(server.arrived).toHaveLength(3);
    expect(await ends(replay().complete(ask("?")))).toEqual(end);
    expect(server.arrived).toHaveLength(3);
  });

  it("keeps the record of all calls before a spent budget, and replays to the same stop", async () => {
    server.willSay(good, good, good);
    const { model, file, replay } = await run({ max_calls: 2 });
    const stopped = async (asked: typeof model) => {
      await asked.complete(ask("a"));
      await asked.complete(ask("b"));
      return asked.complete(ask("c")).catch((thrown: unknown) => thrown);
    };
    const stop = await stopped(model);
    expect(stop).toBeInstanceOf(BudgetSpentError);
    expect(server.arrived).toHaveLength(2);
    expect(file().trimEnd().split("\n")).toHaveLength(3);
    expect(await stopped(replay())).toEqual(stop);
  });

  it("gives a run the same answers and the same record in whatever order calls of other runs end", async () => {
    // The server answers by content after a delay that turns the order of the runs around.
    const play = async (delays: readonly [number, number]) => {
      const pacer = new Pacer({ concurrency: 2 });
      const runs = await Promise.all([run({ pacer }), run({ pacer })]);
      const texts = await Promise.all(
        runs.map(async ({ model }, at) => {
          const answers: unknown[] = [];
          for (const word of ["x", "y", "z"]) {
            await new Promise((resolve) => setTimeout(resolve, delays[at]));
            answers.push((await model.complete(ask(word))).data);
          }
          return answers;
        }),
      );
      return { texts, files: runs.map(({ file }) => file()) };
    };
    server.willSay(...Array(12).fill(good));
    const first = await play([0, 15]);
    expect(await play([15, 0])).toEqual(first);
  });

  it("writes no key into the record, even if the endpoint repeats it", async () => {
    server.willSay(
      { status: 400, says: `you sent ${PLANTED}` },
      { text: `{"n":"${PLANTED}"}` },
      { text: PLANTED },
      good,
    );
    const { model, file } = await run();
    await model.complete(ask("first")).catch(() => undefined);
    await model.complete(ask("second")).catch(() => undefined);
    expect(file()).toContain("redacted");
    expect(file()).not.toContain(PLANTED);
  });
});
