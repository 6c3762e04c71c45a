import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { swarmHere } from "../support/in-process.js";
import { type ModelReply, ModelServer, USAGE } from "../support/model-server.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
let server: ModelServer;
beforeAll(async () => {
  server = await ModelServer.start();
});
afterAll(() => server.stop());

const SECRET = "sk-planted-0123456789abcdef";

function scenario(): string {
  return `scenario_id: remote
agents:
  - { type: honest, count: 2 }
  - { type: adversarial }
  - { type: waltz_pair, config: { conversation: remote, feedback: remote } }
models:
  remote:
    provider: openai-compatible
    base_url: ${server.origin}/v1
    model: small
    timeout: 0.5
    api_key_env: TEST_API_KEY
    price_input: 1
    price_output: 2
    retry: { max_retries: 7, backoff: 0 }
simulation: { n_epochs: 2, steps_per_epoch: 4, seed: 11 }
`;
}

/** The server as a model: it refuses everything that begins with "When", and its feedback sees that. */
function answer({ messages }: Readonly<Record<string, unknown>>): ModelReply {
  const [system, ...rest] = messages as readonly { readonly content: string }[];
  if (system?.content.startsWith("You read a request")) {
    const refused = rest[0]?.content.includes("I can't help") === true;
    return { text: JSON.stringify({ reasoning: "r", unsafe: false, overrefuse: refused, feedback: "Please answer." }) };
  }
  const prompt = rest[0]?.content ?? "";
  return { text: rest.length === 1 && prompt.startsWith("When") ? "I'm sorry, I can't help with that." : "Gladly." };
}

/** A run against the server, which first gives these replies. */
async function run(replies: readonly ModelReply[], ...args: string[]) {
  const home = temporary();
  writeFileSync(join(home, "remote.yaml"), scenario());
  process.env.TEST_API_KEY = SECRET;
  server.willSay(...replies);
  server.answering = answer;
  const outcome = await swarmHere(["run", "remote.yaml", "--out", "o", "--quiet", ...args], { cwd: home });
  const file = (name: string) => readFileSync(join(home, "o", `remote_${name}`), "utf8");
  return { ...outcome, home, file, arrived: server.arrived.length };
}

const failedOf = (line: string) => JSON.parse(line).failed.map(({ kind }: { kind: string }) => kind);

describe("a run against a server of OpenAI's form on loopback", () => {
  it("asks with seeds and schemas, counts tokens and money, and is replayed without the server, to the byte", async () => {
    const { code, stderr, file, home, arrived } = await run([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { pooled } = JSON.parse(file("manifest.json")).metrics;
    expect(pooled.model_calls).toBe(arrived);
    expect(pooled.model_tokens).toBe(arrived * (USAGE.inputTokens + USAGE.outputTokens));
    expect(pooled.model_cost).toBeCloseTo((arrived * (USAGE.inputTokens + 2 * USAGE.outputTokens)) / 1e6, 12);
    expect(pooled.feedback_trigger_rate).toBeGreaterThan(0);
    expect(server.arrived[0].body).toMatchObject({ model: "small", seed: expect.any(Number) });
    expect(server.arrived[1].body).toMatchObject({ response_format: { type: "json_schema" } });
    const calls = "o/remote_calls.jsonl";
    const before = server.arrived.length;
    const replayed = await swarmHere(["run", "remote.yaml", "--out", "r", "--quiet", "--replay-calls", calls], {
      cwd: home,
    });
    expect(replayed.code).toBe(0);
    expect(server.arrived.length).toBe(before);
    for (const name of ["events.jsonl", "metrics.csv", "agents.csv"]) {
      expect(readFileSync(join(home, "r", `remote_${name}`), "utf8")).toBe(file(name));
    }
  });

  it("comes to the same, to the byte, through every fault that passes: 429, 500, hang, half a body, reset, another shape", async () => {
    const clean = await run([]);
    const faults: ModelReply[] = [
      { status: 429, headers: { "retry-after": "0" }, says: "slow down" },
      { status: 500, says: "oops" },
      { fault: "hang" },
      { fault: "half a body" },
      { fault: "reset" },
      { fault: "another shape" },
    ];
    const { code, stderr, file, arrived } = await run(faults);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(arrived).toBe(clean.arrived + faults.length);
    for (const name of ["events.jsonl", "metrics.csv", "agents.csv"]) expect(file(name), name).toBe(clean.file(name));
    const [first] = file("calls.jsonl").split("\n");
    expect(failedOf(first)).toEqual(["rate_limited", "overloaded", "timeout", "bad_reply", "connection", "bad_reply"]);
  });

  it.each([
    ["half a JSON", { text: '{"reasoning":"r","uns', finish: "length" }, "truncated"],
    ["no JSON", { text: "It looks fine to me." }, "invalid_json"],
    ["wrong schema", { text: '{"reasoning":"r","unsafe":"yes","overrefuse":false,"feedback":"f"}' }, "wrong_schema"],
  ] as const)("asks again with the next seed when feedback is %s, and counts that", async (_, reply, kind) => {
    const clean = await run([]);
    const { code, file } = await run([{ text: "Gladly." }, reply]);
    expect(code).toBe(0);
    const [, second] = file("calls.jsonl").split("\n");
    expect(failedOf(second)).toEqual([kind]);
    const seeds = server.arrived.slice(1, 3).map(({ body }) => body.seed as number);
    expect(seeds[1]).toBe(seeds[0] + 1);
    const noted = file("events.jsonl")
      .split("\n")
      .find((line) => line.includes('"invalid_answers":1'));
    expect(JSON.parse(noted ?? "{}")).toMatchObject({ action: "model_call", texts: { role: "feedback" } });
    expect(file("agents.csv")).toBe(clean.file("agents.csv"));
  });

  it("takes feedback that stays invalid for invalid, and goes on with the answer as it stands", async () => {
    const wrong = Array.from({ length: 8 }, (): ModelReply => ({ text: "fine!" }));
    const { code, file } = await run([{ text: "I'm sorry, I can't help with that." }, ...wrong]);
    expect(code).toBe(0);
    const events = file("events.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const feedback = events.find(({ action }) => action === "feedback");
    expect(feedback).toMatchObject({ figures: { valid: 0, delivered: 0 } });
    expect(JSON.parse(file("manifest.json")).metrics.pooled.invalid_feedback_share).toBeGreaterThan(0);
  });

  it.each([
    ["429 that lasts", { status: 429, says: "slow down" }, 8, "asked too often"],
    [
      "429 that asks for more patience than there is",
      { status: 429, headers: { "retry-after": "600" } },
      1,
      "it asks to wait 600 s, more than max_wait",
    ],
    ["500 that lasts", { status: 500, says: "oops" }, 8, "the endpoint fails"],
    ["a hang that lasts", { fault: "hang" }, 3, "no answer within 0.5 s"],
    ["resets", { fault: "reset" }, 8, "the connection failed"],
    ["half bodies", { fault: "half a body" }, 8, "the reply cannot be read"],
    ["another shape", { fault: "another shape" }, 8, "the reply cannot be read"],
    ["a key that is not accepted", { status: 401, says: `bad key ${SECRET}` }, 1, "the key is missing or not accepted"],
    ["a request that is refused", { status: 400, says: "no such model" }, 1, "the request is refused"],
  ] as const)(
    "stops with 1 and one message at %s, with everything before it kept",
    async (_, reply, tries, message) => {
      const good: ModelReply[] = [
        { text: "Gladly." },
        answer({ messages: [{ content: "You read a request" }, { content: "" }] }),
      ];
      const faults = Array.from({ length: tries }, (): ModelReply => reply);
      const { code, stderr, file, home } = await run(
        [...good, ...faults],
        "--set",
        `models.remote.retry.max_retries=${Math.max(2, tries - 1)}`,
      );
      expect(code).toBe(1);
      expect(stderr).toMatch(/^stopped in epoch 0, step 1: /);
      expect(stderr).toContain(message);
      expect(stderr).not.toContain("    at ");
      const calls = file("calls.stopped.jsonl")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(calls.map(({ response }) => response === null)).toEqual([false, false, true]);
      expect(calls[2].failed).toHaveLength(tries - 1);
      expect(file("events.stopped.jsonl")).toContain('"kind":"interaction_completed"');
      for (const name of filesBelow(join(home, "o"))) {
        expect(readFileSync(join(home, "o", name), "utf8"), name).not.toContain(SECRET);
      }
      expect(stderr).not.toContain(SECRET);
      const again = await swarmHere(
        ["run", "remote.yaml", "--out", "r", "--quiet", "--replay-calls", "o/remote_calls.stopped.jsonl"],
        { cwd: home },
      );
      expect(again.code).toBe(1);
      expect(readFileSync(join(home, "r/remote_events.stopped.jsonl"), "utf8")).toBe(file("events.stopped.jsonl"));
    },
  );

  it("says before anything is asked that a key is missing", async () => {
    const home = temporary();
    writeFileSync(join(home, "remote.yaml"), scenario());
    delete process.env.TEST_API_KEY;
    server.willSay();
    const { code, stderr } = await swarmHere(["run", "remote.yaml", "--out", "o"], { cwd: home });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "openai-compatible needs a key: set the environment variable TEST_API_KEY\n",
    });
    expect(server.arrived).toEqual([]);
    expect(filesBelow(home)).toEqual(["remote.yaml"]);
  });
});
