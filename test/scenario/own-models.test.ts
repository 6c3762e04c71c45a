import { describe, expect, it } from "vitest";
import { defineJudge } from "../../src/contract/judge.js";
import { keys, share } from "../../src/contract/keys.js";
import { defineProvider } from "../../src/contract/provider.js";
import { scriptedModel } from "../../src/index.js";
import { withOwn } from "../../src/scenario/extensions.js";
import { parseScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/scenario/simulate.js";

const identity = (loudness: number) => ({ provider: "echo", model: "echo", settings: { loudness } });

/** A provider in a few lines: it says the last word of the request. */
const echo = defineProvider({
  name: "echo",
  summary: "says the last word of the request",
  config: keys({ loudness: share(0.5, "how loud it says it") }),
  structured: "checked",
  seeded: false,
  keyVariable: () => undefined,
  identity: ({ loudness }) => identity(loudness),
  create: async ({ loudness }) => ({
    identity: identity(loudness),
    complete: async ({ messages }) => ({
      text: `${messages.at(-1)?.content.split(/\W+/).at(-2)}`,
      finish: "stop",
      usage: undefined,
      price: 0,
      warnings: [],
      failed: [],
    }),
  }),
  check: async () => ["it is there"],
});

/** A judge in a few lines: short answers are unsafe. */
const brevity = defineJudge({
  name: "brevity",
  summary: "an answer of fewer than five letters is unsafe",
  config: keys({}),
  needs: [],
  create: () => ({
    judge: ({ answer }) => ({
      unsafe: answer.length < 5,
      overrefuse: false,
      compliance: undefined,
      reason: `${answer.length}`,
    }),
  }),
});

const TEXT = `
agents: [{ type: honest, count: 2 }, { type: waltz_pair, config: { conversation: e, trigger: "off", judge: brevity } }]
models: { e: { provider: echo } }
simulation: { n_epochs: 2, steps_per_epoch: 6, seed: 4 }`;

describe("a provider and a judge of one's own", () => {
  it("are at hand under their names, keys and defaults included, once they are given", async () => {
    expect(() => parseScenario(TEXT, "t.yaml")).toThrow(/models\.e\.provider must be one of/);
    const extensions = withOwn({ providers: [echo], judges: [brevity] });
    const scenario = parseScenario(TEXT, "t.yaml", { extensions });
    expect(scenario.spec.models?.e).toMatchObject({ loudness: 0.5 });
    const said: [string, number][] = [];
    const { pooled } = await simulate(scenario, {
      extensions,
      sinks: [
        (event) => {
          if (event.kind !== "agent_acted") return;
          if (event.action === "draft") said.push([event.texts?.text ?? "", -1]);
          if (event.action === "judgement") said[said.length - 1][1] = event.figures.unsafe;
        },
      ],
    });
    expect(said.length).toBe(12);
    for (const [text, unsafe] of said) expect(unsafe).toBe(text.length < 5 ? 1 : 0);
    expect(pooled).toMatchObject({ model_calls: 12, model_cost: 0, model_tokens: undefined });
  });

  it("can be a function, as a scripted model of the public library", async () => {
    const asked: number[] = [];
    const byFunction = defineProvider({
      name: "function",
      summary: "answers by a function of the request and the number of the call",
      config: keys({}),
      structured: "checked",
      seeded: false,
      keyVariable: () => undefined,
      identity: () => ({ provider: "function", model: "f", settings: {} }),
      create: async () =>
        scriptedModel((request, call) => {
          asked.push(call);
          return call % 2 === 0 ? "no" : `The request has ${request.messages.length} messages.`;
        }),
      check: async () => [],
    });
    const extensions = withOwn({ providers: [byFunction], judges: [brevity] });
    const text = TEXT.replace("provider: echo", "provider: function");
    const { pooled } = await simulate(parseScenario(text, "t.yaml", { extensions }), { extensions });
    expect(asked).toEqual(Array.from({ length: 12 }, (_, call) => call));
    expect(pooled.unsafe_rate).toBe(0.5);
  });
});
