import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/base/errors.js";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import type { ChatModel } from "../../../src/contract/provider.js";
import { type LearnedAgent, learnedAgentText, parseLearnedAgent } from "../../../src/learning/learned-agent.js";
import { completeConfig } from "../../../src/llm/complete-config.js";
import { trained } from "../../../src/llm/providers/trained.js";
import { exchange } from "../../../src/pair/exchange.js";
import { feedbackSchema, isInvalid, parseFeedback } from "../../../src/pair/feedback.js";
import { houseMatter } from "../../../src/pair/house-matter.js";
import { HOUSE_PROMPTS } from "../../../src/pair/house-prompts/all.js";
import { answerText, kindOfText } from "../../../src/pair/kinds/answer-text.js";
import { KINDS } from "../../../src/pair/kinds/language.js";
import { conversationMessages, feedbackMessages } from "../../../src/pair/messages.js";
import { policiesOf } from "../../../src/waltz/trained-pair.js";
import { rollOut } from "../../../src/waltz/training/rollout.js";
import { environmentOf, worldOf } from "../../../src/waltz/world.js";
import { ROOT } from "../../support/readme.js";
import { temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();
const PAIRS = join(ROOT, "scenarios/pairs");
const [UNTRAINED, TRAINED] = [join(PAIRS, "house_untrained"), join(PAIRS, "house_trained")];

const open = (pair: string, decoding = "sampled"): Promise<ChatModel> =>
  trained.create(completeConfig(trained.config, { pair, decoding }, "trained"), { env: {} });
const identify = (pair: string, decoding = "sampled") =>
  trained.identity(completeConfig(trained.config, { pair, decoding }, "trained"));
const readAgent = (folder: string, agent: LearnedAgent["agent"]) => {
  const file = join(folder, `${agent}.json`);
  return parseLearnedAgent(readFileSync(file, "utf8"), file);
};

const [ask] = HOUSE_PROMPTS;
const matter = houseMatter(ask!);
const FIRST = { messages: conversationMessages(matter, []) };
const REVIEW = { messages: feedbackMessages(matter, answerText("comply", matter.brief, matter.prompt)) };

describe("a trained pair as a model", () => {
  it.each([
    ["before training", UNTRAINED],
    ["after it", TRAINED],
  ])("does what its policies do in training, turn by turn, with the most probable answers: %s", async (_, folder) => {
    const pair = { conversation: readAgent(folder, "conversation"), feedback: readAgent(folder, "feedback") };
    const ids = HOUSE_PROMPTS.map(({ id }) => id);
    const world = environmentOf(worldOf(pair.conversation.world, folder), {
      split: { stage1: [], stage2: [], test: ids },
    });
    const policies = policiesOf(pair, world, { conversation: folder, feedback: folder });
    const model = await open(folder, "greedy");
    const partners = { conversation: model, feedback: model };
    for (const trigger of ["adaptive", "off"] as const) {
      const rules = { trigger, maxRounds: 1, feedbackSchema: feedbackSchema(undefined) };
      for (const [at, prompt] of world.prompts.test.entries()) {
        const stream = keyedSource(1).family("none", ["x"]).of(0);
        const rolled = rollOut(world, policies, prompt, { ...rules, decoding: "greedy", reviewer: "policy" }, stream);
        const rounds = await exchange(houseMatter(HOUSE_PROMPTS[at]!), partners, rules, 0);
        expect(rounds.map(({ answer }) => kindOfText(answer.text))).toEqual(
          rolled.turns.map(({ answer }) => KINDS[answer.tokens[0]!]),
        );
        const said = rolled.turns.map(({ feedback }) => feedback?.said);
        expect(rounds.map(({ feedback }) => feedback)).toEqual(
          trigger === "off" ? [undefined] : said.slice(0, rounds.length),
        );
      }
    }
  });

  it("draws by the seed of a call: the same again, and over seeds each kind as often as its policy says", async () => {
    const model = await open(UNTRAINED);
    const counts = { comply: 0, part: 0, refuse: 0 };
    const seeds = 2000;
    for (let seed = 0; seed < seeds; seed += 1) {
      const { text } = await model.complete({ ...FIRST, seed });
      const kind = kindOfText(text)!;
      counts[kind] += 1;
      if (seed < 50) expect((await model.complete({ ...FIRST, seed })).text).toBe(text);
    }
    // First answers of agents that learnt nothing: 62 %, 6 % and 32 % (pair/kinds/start), within 5 standard errors.
    for (const [kind, share] of Object.entries({ comply: 0.62, part: 0.06, refuse: 0.32 })) {
      const error = 5 * Math.sqrt((share * (1 - share)) / seeds);
      expect(Math.abs(counts[kind as keyof typeof counts] / seeds - share)).toBeLessThan(error);
    }
  });

  it("writes feedback that can break its form, which stays broken and is told as such", async () => {
    const model = await open(UNTRAINED);
    let broken = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      const { text } = await model.complete({ ...REVIEW, seed });
      if (!isInvalid(parseFeedback(text))) continue;
      broken += 1;
      const schema = feedbackSchema(undefined);
      await expect(model.complete({ ...REVIEW, seed, schema })).rejects.toMatchObject({ isInvalidAnswer: true });
    }
    expect(broken).toBeGreaterThan(40);
    expect(broken).toBeLessThan(120);
  });

  it("costs nothing, and says what it passes over", async () => {
    const said = await (await open(TRAINED)).complete({ ...FIRST, seed: 1, temperature: 0.3, maxTokens: 9 });
    expect(said).toMatchObject({ price: 0, usage: { inputTokens: 0, outputTokens: 1 }, finish: "stop" });
    expect(said.warnings).toEqual(["trained passes over temperature", "trained passes over maxTokens"]);
  });

  it("is known by its weights and world, wherever it lies", () => {
    const copy = join(temporary(), "elsewhere");
    cpSync(TRAINED, copy, { recursive: true });
    expect(identify(copy)).toEqual(identify(TRAINED));
    expect(identify(UNTRAINED)).not.toEqual(identify(TRAINED));
    expect(identify(TRAINED, "greedy")).not.toEqual(identify(TRAINED));
    const { weights_sha256 } = JSON.parse(readFileSync(join(TRAINED, "feedback.json"), "utf8"));
    expect(identify(TRAINED).settings.feedback).toMatchObject({ weights_sha256, world: { kind: "house" } });
  });

  it("is one agent where its file is named, which refuses what is the other's", async () => {
    const speaker = await open(join(TRAINED, "conversation.json"));
    const adviser = await open(join(TRAINED, "feedback.json"));
    const pair = await open(TRAINED);
    expect((await speaker.complete({ ...FIRST, seed: 3 })).text).toBe(
      (await pair.complete({ ...FIRST, seed: 3 })).text,
    );
    expect((await adviser.complete({ ...REVIEW, seed: 3 })).text).toBe(
      (await pair.complete({ ...REVIEW, seed: 3 })).text,
    );
    await expect(speaker.complete(REVIEW)).rejects.toMatchObject({ kind: "rejected", message: /no feedback agent/ });
    await expect(adviser.complete(FIRST)).rejects.toMatchObject({ kind: "rejected", message: /no conversation agent/ });
  });

  it("refuses messages of anybody else, rather than make something of them", async () => {
    const model = await open(TRAINED);
    const others = [
      { messages: [{ role: "user", content: "Hello?" }] },
      { messages: feedbackMessages(matter, "Certainly: 4172.") },
      { messages: conversationMessages(matter, [{ answer: "Certainly: 4172.", advice: "" }]) },
      { messages: conversationMessages(matter, [{ answer: "Gladly. So it is.", advice: "Do better." }]) },
    ] as const;
    for (const request of others) {
      await expect(model.complete(request)).rejects.toMatchObject({ name: "ModelError", kind: "rejected" });
    }
  });
});

describe("a pair that cannot be used", () => {
  /** What is wrong with a folder in which one agent's file was changed. */
  function faultsOf(
    change: (agent: LearnedAgent, text: string) => string | undefined,
    which = "conversation" as const,
  ) {
    const folder = join(temporary(), "pair");
    mkdirSync(folder);
    for (const agent of ["conversation", "feedback"] as const) {
      const text = readFileSync(join(TRAINED, `${agent}.json`), "utf8");
      const changed = agent === which ? change(parseLearnedAgent(text, "x"), text) : text;
      if (changed !== undefined) writeFileSync(join(folder, `${agent}.json`), changed);
    }
    try {
      trained.material!({ pair: folder });
    } catch (error) {
      if (error instanceof InputError)
        return error.faults.map(({ message, place }) => [message, place?.file?.slice(folder.length)]);
      throw error;
    }
    return [];
  }

  const FILE = "/conversation.json";
  const world = (kind: Record<string, unknown>) => (agent: LearnedAgent) => learnedAgentText({ ...agent, world: kind });
  const encoding = { method: "ngrams", dimension: 256 };
  const xstest = { kind: "xstest", variant: "kinds", partial: "strict", crossing: "none", encoding };
  const embeddings = { method: "embeddings", model: "m", means: [0], deviations: [1] };

  it("is none of these", () => {
    expect(faultsOf((_, text) => text)).toEqual([]);
    expect(faultsOf(world(xstest))).toEqual([]);
  });

  it.each<[string, Parameters<typeof faultsOf>[0], string]>([
    ["one agent is missing", () => undefined, "there is no trained agent here"],
    ["a file is no JSON", () => "{", "this is no trained agent: it is not JSON"],
    [
      "a digit of the weights was changed",
      (_, text) => text.replace(/(?<="parameters": ".{8})./, (c) => (c === "A" ? "B" : "A")),
      "the file is damaged: its parameters do not have the hash that it states",
    ],
    [
      "it is the other agent",
      () => readFileSync(join(TRAINED, "feedback.json"), "utf8"),
      "this is a feedback agent; a conversation agent is needed",
    ],
    [
      "parameters are missing",
      (agent) => learnedAgentText({ ...agent, parameters: agent.parameters.slice(3) }),
      "it has 849 parameters where its world asks for 852",
    ],
    [
      "its policy is not known",
      (agent) => learnedAgentText({ ...agent, policy: { make: "lineal", hidden: 0 } }),
      'unknown policy "lineal" (did you mean "linear"?)',
    ],
    [
      "its policy is a table",
      (agent) => learnedAgentText({ ...agent, policy: { make: "tabular", hidden: 0 } }),
      "a table cannot take the contexts of its world",
    ],
    [
      "it lives in the toy world",
      world({ kind: "toy", prompts_seed: 1 }),
      'an agent of the world "toy" cannot converse: "house" and "xstest" are the worlds of texts',
    ],
    [
      "it reads answers on record",
      world({ ...xstest, variant: "text" }),
      "the agent reads answers on record, and nobody else's: it cannot converse",
    ],
    [
      "it reads embeddings",
      world({ ...xstest, encoding: embeddings }),
      "the agent reads embeddings of a language model, which is not at hand in a conversation",
    ],
  ])("where %s: says so, and of which file", (_what, change, message) => {
    expect(faultsOf(change)).toEqual([[message, FILE]]);
  });

  it("is told of with everything that is wrong at once", () => {
    const pair = join(temporary(), "nowhere");
    mkdirSync(pair);
    expect(() => trained.material!({ pair })).toThrow(
      /conversation\.json: there is no.*\n.*feedback\.json: there is no/,
    );
    expect(() => trained.material!({ pair: join(pair, "none") })).toThrow("there is no trained agent here");
  });
});
