import type { TSchema } from "@sinclair/typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import {
  type ChatModel,
  type CompletionRequest,
  type JsonSchema,
  ModelError,
  type ProviderDefinition,
} from "../../src/contract/provider.js";
import { completeConfig } from "../../src/llm/complete-config.js";
import { openModel } from "../../src/llm/open-model.js";
import { NotInstalledError } from "../../src/llm/providers/llama-library.js";
import { PROVIDERS } from "../../src/llm/registry.js";
import { type ModelReply, ModelServer, USAGE } from "../support/model-server.js";
import { ENDPOINTS, ENV, endpointConfig, PLANTED } from "../support/providers.js";

let server: ModelServer;
beforeAll(async () => {
  server = await ModelServer.start();
});
afterAll(() => server.stop());

const HELLO: CompletionRequest = { messages: [{ role: "user", content: "Where is the reading room?" }] };
const FLAGS: JsonSchema = {
  type: "object",
  properties: { reasoning: { type: "string" }, flagged: { type: "boolean" } },
  required: ["reasoning", "flagged"],
  additionalProperties: false,
};
const FITTING = '{"reasoning":"fine","flagged":false}';

/** The fault that a promise ends in. */
async function faultOf(answer: Promise<unknown>): Promise<ModelError> {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
}

describe.each([...PROVIDERS].map((definition) => [definition.name, definition] as const))(
  "the provider %s",
  (_, definition) => {
    it("documents every key of its config, and has one for everything that a scenario may set", () => {
      const { properties, additionalProperties } = definition.config;
      expect(additionalProperties).toBe(false);
      for (const [key, schema] of Object.entries(properties) as [string, TSchema][]) {
        expect(schema.description?.length ?? 0, key).toBeGreaterThan(3);
      }
      expect(definition.summary.length).toBeLessThan(100);
    });

    it("takes keys from the environment only", () => {
      const named = Object.keys(definition.config.properties).filter((key) => /key|token$|secret/i.test(key));
      expect(named.filter((key) => key !== "api_key_env")).toEqual([]);
    });

    it("refuses a key that it does not know", () => {
      expect(() => completeConfig(definition.config, { modle: "x" }, "llm")).toThrow(/unknown key "modle"/);
    });

    it("is either an endpoint with a config for the loopback server, or one of those that have none", () => {
      expect([...Object.keys(ENDPOINTS), "llama-cpp", "trained", "scripted"]).toContain(definition.name);
    });
  },
);

const endpoints = [...PROVIDERS].filter(({ name }) => name in ENDPOINTS);

describe.each(endpoints.map((definition) => [definition.name, definition] as const))(
  "the endpoint of %s",
  (_, definition) => {
    const open = (more: Readonly<Record<string, unknown>> = {}): Promise<ChatModel> =>
      openModel(definition, endpointConfig(definition, server.origin, more), { env: ENV });

    async function asked(reply: ModelReply, request: CompletionRequest = HELLO, more = {}) {
      server.willSay(reply);
      return (await open(more)).complete(request);
    }

    it("gives the text, why it ended and the tokens that the endpoint reports", async () => {
      const completion = await asked({ text: "Upstairs." });
      expect(completion).toMatchObject({ text: "Upstairs.", finish: "stop", usage: USAGE, failed: [] });
      expect((await asked({ text: "Up", finish: "length" })).finish).toBe("length");
    });

    it("sends the messages in their order with the config's figures, and the key as a header", async () => {
      const messages = [
        { role: "system", content: "You keep a library." },
        { role: "user", content: "First?" },
        { role: "assistant", content: "Yes." },
        { role: "user", content: "Second?" },
      ] as const;
      await asked({ text: "ok" }, { messages }, { temperature: 0.25, max_tokens: 33 });
      const [{ body, headers }] = server.arrived as [(typeof server.arrived)[0]];
      const sent = JSON.stringify(body);
      const places = ["You keep a library.", "First?", "Yes.", "Second?"].map((text) => sent.indexOf(text));
      expect(places.every((place) => place > 0)).toBe(true);
      // Anthropic's protocol has the system message in a field of its own, which may stand after the others.
      expect([...places.slice(1)].sort((a, b) => a - b)).toEqual(places.slice(1));
      expect(body).toMatchObject({ temperature: 0.25, max_tokens: 33 });
      expect(JSON.stringify(headers)).toContain(PLANTED);
      expect(sent).not.toContain(PLANTED);
    });

    it("lets the request's figures go before the config's", async () => {
      await asked({ text: "ok" }, { ...HELLO, temperature: 0, maxTokens: 5, stop: ["END"] });
      expect(server.arrived[0]!.body).toMatchObject({ temperature: 0, max_tokens: 5 });
      expect(JSON.stringify(server.arrived[0]!.body)).toContain('["END"]');
    });

    it("passes a seed on exactly where it says so", async () => {
      await asked({ text: "ok" }, { ...HELLO, seed: 4711 });
      expect(JSON.stringify(server.arrived[0]!.body).includes("4711")).toBe(definition.seeded);
    });

    it("hands the schema to the endpoint and gives the parsed answer", async () => {
      const completion = await asked({ text: FITTING }, { ...HELLO, schema: FLAGS });
      expect(completion.data).toEqual({ reasoning: "fine", flagged: false });
      expect(definition.structured).toBe("endpoint");
      const body = JSON.stringify(server.arrived[0]!.body);
      expect(body).toContain('"json_schema"');
      expect(body).toContain('"flagged":{"type":"boolean"}');
    });

    it.each([
      ["fenced JSON", "```json\n{}\n```".replace("{}", FITTING), "invalid_json"],
      ["words before it", `Here you are: ${FITTING}`, "invalid_json"],
      ["half of it", FITTING.slice(0, 20), "invalid_json"],
      ["nothing", "", "invalid_json"],
      ["a key twice", '{"reasoning":"a","flagged":false,"flagged":true}', "invalid_json"],
      ["a key too many", '{"reasoning":"a","flagged":false,"more":1}', "wrong_schema"],
      ["a key too few", '{"flagged":false}', "wrong_schema"],
      ["text for a truth value", '{"reasoning":"a","flagged":"true"}', "wrong_schema"],
      ["a number for a truth value", '{"reasoning":"a","flagged":1}', "wrong_schema"],
      ["a list", `[${FITTING}]`, "wrong_schema"],
    ])("takes %s for no structured answer, and keeps what it said and took", async (_what, text, kind) => {
      const fault = await faultOf(asked({ text }, { ...HELLO, schema: FLAGS }));
      expect(fault).toMatchObject({ kind, isInvalidAnswer: true, detail: { text, usage: USAGE } });
    });

    it("takes a structured answer that was cut at its length for truncated, even if it could be read", async () => {
      const fault = await faultOf(asked({ text: FITTING, finish: "length" }, { ...HELLO, schema: FLAGS }));
      expect(fault).toMatchObject({ kind: "truncated", isInvalidAnswer: true, detail: { usage: USAGE } });
    });

    it.each<[string, ModelReply, string, number | undefined]>([
      ["429 with Retry-After", { status: 429, headers: { "retry-after": "7" } }, "rate_limited", 7],
      ["429 with Retry-After in ms", { status: 429, headers: { "retry-after-ms": "1500" } }, "rate_limited", 1.5],
      [
        "429 with a date",
        {
          status: 429,
          headers: { "retry-after": "Fri, 01 Jan 2027 00:00:30 GMT", date: "Fri, 01 Jan 2027 00:00:00 GMT" },
        },
        "rate_limited",
        30,
      ],
      ["429 alone", { status: 429 }, "rate_limited", undefined],
      ["500", { status: 500 }, "overloaded", undefined],
      ["529", { status: 529 }, "overloaded", undefined],
      ["503 with Retry-After", { status: 503, headers: { "retry-after": "3" } }, "overloaded", 3],
      ["401", { status: 401 }, "auth", undefined],
      ["403", { status: 403 }, "auth", undefined],
      ["404", { status: 404 }, "rejected", undefined],
      ["400", { status: 400 }, "rejected", undefined],
      ["half a body", { fault: "half a body" }, "bad_reply", undefined],
      ["a reply of another shape", { fault: "another shape" }, "bad_reply", undefined],
      ["a reply without an answer in it", { fault: "no choice" }, "bad_reply", undefined],
      ["a connection reset", { fault: "reset" }, "connection", undefined],
    ])("ends %s in its stated fault, after one request", async (_what, reply, kind, retryAfter) => {
      const fault = await faultOf(asked(reply));
      expect(fault.kind).toBe(kind);
      expect(fault.detail.retryAfter).toBe(retryAfter);
      expect(fault.isInvalidAnswer).toBe(false);
      expect(fault.message).toContain(definition.name);
      expect(server.arrived).toHaveLength(1);
    });

    it("gives up on an endpoint that hangs, when its time is over", async () => {
      const fault = await faultOf(asked({ fault: "hang" }, HELLO, { timeout: 0.2 }));
      expect(fault).toMatchObject({ kind: "timeout" });
      expect(fault.message).toContain("0.2 s");
    });

    it("ends with the caller's reason when it is called off", async () => {
      server.willSay({ fault: "hang" });
      const model = await open();
      const off = new AbortController();
      const answer = model.complete(HELLO, { signal: off.signal });
      off.abort(new Error("called off"));
      await expect(answer).rejects.toThrow("called off");
    });

    it("says that nobody listens where nobody does", async () => {
      const gone = await ModelServer.start();
      const { origin } = gone;
      await gone.stop();
      const config = endpointConfig(definition, origin);
      const fault = await faultOf((await openModel(definition, config, { env: ENV })).complete(HELLO));
      expect(fault.kind).toBe("connection");
    });

    it("knows no price where none is published, and works it out where the config says it", async () => {
      expect((await asked({ text: "ok" }, HELLO, { model: "unlisted" })).price).toBeUndefined();
      const priced = await asked({ text: "ok" }, HELLO, { price_input: 3, price_output: 15 });
      // By hand: 11 tokens at 3 USD and 7 at 15 USD per million.
      expect(priced.price).toBeCloseTo((11 * 3 + 7 * 15) / 1e6, 15);
    });

    it("knows the price of every model that it publishes one for", async () => {
      for (const [model, { input, output }] of Object.entries(definition.prices ?? {})) {
        const { price } = await asked({ text: "ok" }, HELLO, { model });
        expect(price, model).toBeCloseTo((11 * input + 7 * output) / 1e6, 15);
      }
      expect((await asked({ text: "ok" }, HELLO, { model: "constructor" })).price).toBeUndefined();
    });

    it("lets no key out, even if the endpoint repeats it in an error, an answer or a structured one", async () => {
      const fault = await faultOf(asked({ status: 401, says: `the key ${PLANTED} is wrong` }));
      const invalid = await faultOf(asked({ text: `no JSON but ${PLANTED}` }, { ...HELLO, schema: FLAGS }));
      const answer = await asked({ text: `you sent ${PLANTED} and ${btoa(PLANTED)}` });
      const data = await asked({ text: FITTING.replace("fine", PLANTED) }, { ...HELLO, schema: FLAGS });
      const seen = [fault, invalid].map(({ message, stack, detail }) => JSON.stringify({ message, stack, detail }));
      for (const text of [...seen, JSON.stringify(answer), JSON.stringify(data)]) {
        expect(text).not.toContain(PLANTED);
        expect(text).not.toContain(btoa(PLANTED));
      }
      expect(answer.text).toContain("[TEST_API_KEY redacted]");
    });

    it("names the variable of a key that is not set, before anything is sent", async () => {
      server.willSay({ text: "never" });
      const config = endpointConfig(definition, server.origin);
      await expect(definition.create(config, { env: {} })).rejects.toThrow(InputError);
      await expect(definition.create(config, { env: {} })).rejects.toThrow("TEST_API_KEY");
      expect(server.arrived).toHaveLength(0);
    });

    it("never sends a vendor's usual key to an address that is not the vendor's", async () => {
      server.willSay({ text: "ok" });
      const vendors = { MISTRAL_API_KEY: PLANTED, ANTHROPIC_API_KEY: PLANTED, OPENAI_API_KEY: PLANTED };
      const given = ENDPOINTS[definition.name]!(server.origin);
      const config = completeConfig(definition.config, given, definition.name);
      await openModel(definition, config, { env: vendors }).then(
        (model) => model.complete(HELLO),
        (error: unknown) => expect(String(error)).toContain("api_key_env"),
      );
      expect(JSON.stringify(server.arrived)).not.toContain(PLANTED);
    });

    it("refuses an address that could hold a key, or is none", () => {
      for (const base_url of ["http://me:secret@host/v1", "https://host/v1?key=1", "ftp://host/v1", "host/v1"]) {
        expect(() => endpointConfig(definition, server.origin, { base_url }), base_url).toThrow(InputError);
      }
    });

    it("is known in records by what shapes its answers: not by address, key, patience or price", () => {
      const identify = (more: Readonly<Record<string, unknown>>) =>
        definition.identity(endpointConfig(definition, server.origin, more));
      const plain = identify({});
      expect(identify({ base_url: "http://elsewhere/v1", timeout: 1, price_input: 1, price_output: 1 })).toEqual(plain);
      expect(identify({ temperature: 0.1 })).not.toEqual(plain);
      expect(identify({ max_tokens: 3 })).not.toEqual(plain);
      expect(identify({ model: "other" })).not.toEqual(plain);
      expect(JSON.stringify(plain)).not.toContain("TEST_API_KEY");
    });

    it("is reached by a check that asks no model", async () => {
      server.willSay({ text: "one,two" });
      const lines = await definition.check(endpointConfig(definition, server.origin, { model: "two" }), { env: ENV });
      expect(lines).toEqual([expect.stringContaining("2 models: one, two"), "it has two"]);
      expect(server.arrived.map(({ path }) => path.endsWith("/v1/models"))).toEqual([true]);
    });

    it.each<[string, ModelReply, string]>([
      ["401", { status: 401 }, "auth"],
      ["500", { status: 500 }, "overloaded"],
      ["another shape", { fault: "another shape" }, "bad_reply"],
      ["reset", { fault: "reset" }, "connection"],
    ])("says of a check that meets %s what is wrong", async (_what, reply, kind) => {
      server.willSay(reply);
      expect((await faultOf(checked(definition))).kind).toBe(kind);
    });
  },
);

function checked(definition: ProviderDefinition) {
  return definition.check(endpointConfig(definition, server.origin), { env: ENV });
}

describe("usage that an endpoint does not report", () => {
  it("is not known, not 0", async () => {
    server.willSay({ text: "ok", usage: false });
    const definition = PROVIDERS.find("openai-compatible")!;
    const config = endpointConfig(definition, server.origin, { price_input: 1, price_output: 1 });
    const { usage, price } = await (await openModel(definition, config, { env: ENV })).complete(HELLO);
    expect({ usage, price }).toEqual({ usage: undefined, price: undefined });
  });
});

describe("an endpoint of OpenAI's form without a key", () => {
  it("is asked without one", async () => {
    server.willSay({ text: "ok" });
    const definition = PROVIDERS.find("ollama")!;
    const config = completeConfig(definition.config, ENDPOINTS.ollama!(server.origin), "ollama");
    await (await openModel(definition, config, { env: { OPENAI_API_KEY: PLANTED } })).complete(HELLO);
    expect(server.arrived[0]!.headers.authorization).toBeUndefined();
  });
});

describe("llama-cpp", () => {
  const definition = PROVIDERS.find("llama-cpp")!;
  const config = (model_path: string) =>
    completeConfig(definition.config, { model_path, context_size: 512, max_tokens: 120, temperature: 0.5 }, "llm");

  it("answers from a model file by grammar and seed where the package and a file are there, else says how to get it", async () => {
    const file = process.env.SWARM_TEST_GGUF;
    const installed = process.env.SWARM_LLAMA_CPP !== undefined && file !== undefined;
    if (!installed) {
      console.warn("llama-cpp: SWARM_LLAMA_CPP and SWARM_TEST_GGUF are not set, no real model is asked");
      const error = await definition.create(config("none.gguf"), { env: {} }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(NotInstalledError);
      expect(error).toBeInstanceOf(InputError);
      expect(String(error)).toMatch(/npm install .*node-llama-cpp@3\.22\.1 @node-llama-cpp\//);
      return;
    }
    const model = await openModel(definition, config(file), { env: process.env });
    const seeded = { ...HELLO, seed: 7, maxTokens: 24 };
    const first = await model.complete(seeded);
    expect(first.usage!.outputTokens).toBeGreaterThan(0);
    expect((await model.complete(seeded)).text).toBe(first.text);
    const bounded = {
      ...FLAGS,
      properties: { reasoning: { type: "string", maxLength: 60 }, flagged: { type: "boolean" } },
    };
    const { data } = await model.complete({ ...seeded, maxTokens: 120, schema: bounded });
    expect(Object.keys(data as object)).toEqual(["reasoning", "flagged"]);
    expect((await faultOf(model.complete({ ...seeded, maxTokens: 3, schema: bounded }))).kind).toBe("truncated");
    const long = { messages: [{ role: "user", content: "word ".repeat(2000) }] } as const;
    expect((await faultOf(model.complete(long))).kind).toBe("rejected");
    await model.close?.();
  });

  it("refuses a model file that is no .gguf or leads out of its folder", () => {
    for (const path of ["model.bin", "../model.gguf", "a/../../model.gguf"]) {
      expect(() => config(path), path).toThrow(InputError);
    }
  });

  it("is known in records by the file's name alone, so that they serve where the file lies elsewhere", () => {
    expect(definition.identity(config("here/tiny.gguf"))).toEqual(definition.identity(config("there/tiny.gguf")));
    expect(definition.identity(config("tiny.gguf")).model).toBe("tiny.gguf");
  });
});
