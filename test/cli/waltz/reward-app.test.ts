import { describe, expect, it } from "vitest";
import { rewardApp } from "../../../src/cli/waltz/reward-app.js";
import type { Exchange, Judge, Verdict } from "../../../src/contract/judge.js";
import { ModelError } from "../../../src/contract/provider.js";
import type { Scorers } from "../../../src/waltz/reward-service/score.js";
import { REWARDS } from "../../../src/waltz/rewards/registry.js";

/** Labels by a word in the answer, so that every label can be had. */
const JUDGED: Exchange[] = [];
const byWord: Judge = {
  judge(exchange): Verdict {
    JUDGED.push(exchange);
    if (exchange.answer.includes("model away")) throw new ModelError("connection", "the judge is away");
    if (exchange.answer.includes("bug")) throw new Error("a bug");
    const refuses = exchange.answer.includes("refuse");
    return {
      unsafe: exchange.answer.includes("unsafe"),
      overrefuse: !exchange.harmful && refuses,
      compliance: refuses ? "full_refusal" : "full_compliance",
      reason: "",
    };
  },
};

const failures: unknown[] = [];
const app = (revise?: Scorers["revise"]) =>
  rewardApp({
    scorers: { judge: byWord, revise },
    judge: "by-word",
    largest: 10_000,
    version: "0",
    failed: (error) => void failures.push(error),
  });

async function post(path: string, body: unknown, service = app()) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) };
  const response = await service.request(path, { method: "POST", headers, body: text });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

const said = (unsafe: boolean, overrefuse: boolean) =>
  JSON.stringify({ reasoning: "", unsafe, overrefuse, feedback: "Change it." });
const UP = said(false, true);
const ask = (rollout: object, reward = "waltz.feedback.a", more = {}) =>
  post("/v1/rewards", { reward, rollouts: [{ prompt: "p", harmful: false, ...rollout }], ...more });

describe("POST /v1/rewards", () => {
  // The table of the paper's setups by case (spec of WaltzRL, 2.5.3), with a refusal as what can be mended.
  const CASES = [
    ["invalid JSON", ["refuse"], ["no json"], [0, 0, 0]],
    ["label wrong, no improvement", ["refuse", "refuse"], [said(true, false)], [0.1, 0.1, 0.1]],
    ["label wrong, improved", ["refuse", "fine"], [said(true, false)], [0.1, 0.1, 0.75]],
    ["label wrong, worsened", ["fine", "refuse"], [UP], [0.1, 0.1, -0.55]],
    ["label right, not triggered", ["fine"], [said(false, false)], [0.35, 0.1, 0.1]],
    ["label right, not improved", ["refuse", "refuse"], [UP], [0.35, 0.1, 0.1]],
    ["label right, improved", ["refuse", "fine"], [UP], [1, 0.75, 0.75]],
  ] as const;
  it.each(CASES)("rewards feedback by the paper's table: %s", async (_, answers, feedback, expected) => {
    for (const [at, setup] of ["a", "b", "c"].entries()) {
      const { status, body } = await ask({ answers, feedback }, `waltz.feedback.${setup}`);
      expect(status).toBe(200);
      expect(body.rewards[0]).toBeCloseTo(expected[at], 12);
    }
  });

  it("rewards the last answer unless another turn is named", async () => {
    const exchange = { answers: ["refuse", "fine"], feedback: [UP] };
    expect((await ask(exchange, "waltz.conversation")).body.rewards).toEqual([1]);
    expect((await ask({ ...exchange, turn: 0 }, "waltz.conversation")).body.rewards).toEqual([0]);
  });

  it("takes the source's word for whether a request is harmful", async () => {
    expect((await ask({ answers: ["refuse"], harmful: true }, "waltz.conversation")).body.rewards).toEqual([1]);
  });

  it("replaces weights by name", async () => {
    const { body } = await ask({ answers: ["fine"], feedback: [said(false, false)] }, "waltz.feedback.a", {
      weights: { label: 0.5 },
    });
    expect(body).toMatchObject({ rewards: [0.6], weights: { dir: 0.65, label: 0.5, format: 0.1 } });
  });

  it("reads the plan's text form with its score", async () => {
    const text = "Safety Score: 0.25\n\nEvaluation:\n- Safety: PASS\n- Helpfulness: PASS\n- Accuracy: PASS\n\nFine.";
    const level = await ask({ answers: ["fine", "fine"], feedback: [text], turn: 0 }, "seed.weighted.level");
    // By hand with weights 0.5, 0.3, 0.2: 0.5 * 0.25 + 0.3 * 1 + 0.2 * (1 - |0.25 - 1|).
    expect(level.body.rewards[0]).toBeCloseTo(0.475, 12);
    const strict = await ask({ answers: ["fine"], feedback: [text] }, "waltz.feedback.a", { codec: "waltz.json" });
    expect(strict.body).toMatchObject({ rewards: [0], samples: [{ feedback: [{ valid: false }] }] });
  });

  it("judges one answer to one prompt once in a request", async () => {
    JUDGED.length = 0;
    const rollout = { prompt: "p", harmful: false, answers: ["refuse", "fine"], feedback: [UP] };
    const { body } = await post("/v1/rewards", { reward: "waltz.feedback.a", rollouts: [rollout, rollout, rollout] });
    expect(body.rewards).toEqual([1, 1, 1]);
    expect(JUDGED).toHaveLength(2);
  });

  it("does not make up what a raised flag would have led to", async () => {
    const open = { answers: ["refuse"], feedback: [UP] };
    const { status, body } = await ask(open);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      faults: [{ path: "/rollouts/0/answers", message: expect.stringContaining("no answer follows") }],
    });
    expect((await ask({ ...open, unrevised: "zero" })).body.rewards).toEqual([0.35]);
    expect((await ask(open, "waltz.conversation")).body.rewards).toEqual([0]);
  });

  it("has a frozen conversation agent revise where it was given one, which sees the advice alone", async () => {
    const seen: unknown[] = [];
    const service = app(async ({ answers, prompt }, advice) => {
      seen.push({ answers, prompt, advice });
      return "fine";
    });
    const rollouts = [{ prompt: "p", harmful: false, answers: ["refuse"], feedback: [UP] }];
    const { body } = await post("/v1/rewards", { reward: "waltz.feedback.a", rollouts }, service);
    expect(body).toMatchObject({ rewards: [1], samples: [{ labels: [{ overrefuse: true }, { overrefuse: false }] }] });
    expect(seen).toEqual([{ answers: ["refuse"], prompt: "p", advice: ["Change it."] }]);
  });

  it.each([
    ["no JSON", "{", "/", /^no JSON/],
    ["no rollouts", { reward: "waltz.dir", rollouts: [] }, "/rollouts", /fewer than 1/],
    [
      "an unknown reward",
      { reward: "waltz.feedback.d", rollouts: [{ prompt: "p", harmful: true, answers: ["a"] }] },
      "/reward",
      /did you mean "waltz\.feedback\./,
    ],
    [
      "an unknown key",
      { reward: "waltz.dir", rollouts: [{ prompt: "p", harmful: true, answers: ["a"], x: 1 }] },
      "/rollouts/0",
      /additional properties: "x"/,
    ],
    [
      "a harmful that is text",
      { reward: "waltz.dir", rollouts: [{ prompt: "p", harmful: "no", answers: ["a"] }] },
      "/rollouts/0/harmful",
      /boolean/,
    ],
    [
      "too few feedbacks",
      { reward: "waltz.dir", rollouts: [{ prompt: "p", harmful: true, answers: ["a", "b"] }] },
      "/rollouts/0/feedback",
      /2 answers go with 2 or 1 feedbacks, got 0/,
    ],
    [
      "a turn that is not",
      { reward: "waltz.conversation", rollouts: [{ prompt: "p", harmful: true, answers: ["a"], turn: 1 }] },
      "/rollouts/0/turn",
      /there are 1 turns/,
    ],
    [
      "no feedback to reward",
      { reward: "waltz.feedback.a", rollouts: [{ prompt: "p", harmful: true, answers: ["a"] }] },
      "/rollouts/0/turn",
      /there is none on turn 0/,
    ],
    [
      "an unknown weight",
      {
        reward: "waltz.feedback.b",
        weights: { kl: 1 },
        rollouts: [{ prompt: "p", harmful: true, answers: ["a"], feedback: ["x"] }],
      },
      "/weights/kl",
      /has no such weight/,
    ],
    [
      "an answer after invalid feedback",
      { reward: "waltz.dir", rollouts: [{ prompt: "p", harmful: true, answers: ["a", "b"], feedback: ["x"] }] },
      "/rollouts/0/feedback/0",
      /which is invalid/,
    ],
  ])("refuses %s with 400 and its place", async (_, body, path, message) => {
    const { status, body: said } = await post("/v1/rewards", body);
    expect(status).toBe(400);
    expect(said.error).toMatchObject({ faults: [{ path, message: expect.stringMatching(message) }] });
  });

  it("tells all faults of all samples at once", async () => {
    const rollouts = [
      { prompt: "p", harmful: true, answers: ["a", "b"] },
      { prompt: "p", harmful: true, answers: ["a"], turn: 4 },
    ];
    const { body } = await post("/v1/rewards", { reward: "waltz.dir", weights: { x: 1 }, rollouts });
    const { faults } = body.error as unknown as { faults: { path: string }[] };
    expect(faults.map(({ path }) => path)).toEqual(["/weights/x", "/rollouts/0/feedback", "/rollouts/1/turn"]);
  });

  it("takes at most 1024 samples and so many bytes", async () => {
    const rollouts = Array.from({ length: 1025 }, () => 0);
    expect((await post("/v1/rewards", { reward: "waltz.dir", rollouts })).status).toBe(400);
    const long = await post("/v1/rewards", { reward: "waltz.dir", rollouts: ["x".repeat(11_000)] });
    expect(long).toMatchObject({ status: 413, body: { error: { message: "/: the body is over 10000 bytes" } } });
  });

  it("takes JSON alone", async () => {
    const response = await app().request("/v1/rewards", {
      method: "POST",
      body: "{}",
      headers: { "content-type": "text/plain" },
    });
    expect(response.status).toBe(415);
  });

  it("tells a judge that is away from a bug, and shows no stack of it", async () => {
    expect(await ask({ answers: ["model away"] }, "waltz.conversation")).toMatchObject({
      status: 503,
      body: { error: { message: "/: the judge is away" } },
    });
    failures.length = 0;
    const { status, body } = await ask({ answers: ["bug"] }, "waltz.conversation");
    expect({ status, failures: failures.map(String) }).toEqual({ status: 500, failures: ["Error: a bug"] });
    expect(JSON.stringify(body)).not.toContain("a bug");
  });
});

describe("POST /openrlhf/<reward>", () => {
  const label = (more = {}) => JSON.stringify({ harmful: false, prompt: "p", ...more });

  it("scores what follows the prompt, without special tokens around it", async () => {
    JUDGED.length = 0;
    const { body } = await post("/openrlhf/waltz.conversation", {
      query: ["<s><|user|>hi<|assistant|>fine</s>", "<|user|>hi<|assistant|>refuse<|eot_id|><|end|>\n"],
      prompts: ["<|user|>hi<|assistant|>", "<|user|>hi<|assistant|>"],
      labels: [label(), label()],
    });
    expect(body).toEqual({ rewards: [1, 0], scores: [1, 0], extra_logs: { answer: [1, 0] } });
    expect(JUDGED.map(({ prompt, answer }) => [prompt, answer])).toEqual([
      ["p", "fine"],
      ["p", "refuse"],
    ]);
  });

  it("scores feedback on the last answer, and cuts scores to [0, 1]", async () => {
    const { body } = await post("/openrlhf/waltz.feedback.a", {
      query: [`q${UP}`, "qnothing"],
      prompts: ["q", "q"],
      labels: [label({ answers: ["refuse"], unrevised: "zero" }), label({ answers: ["refuse"] })],
    });
    expect(body).toEqual({
      rewards: [0.35, 0],
      scores: [0.35, 0],
      extra_logs: { dir: [0, 0], label: [1, 0], format: [1, 0] },
    });
  });

  it.each([
    ["lists of other lengths", { query: ["qa"], prompts: ["q", "q"], labels: [label()] }, "/prompts"],
    ["a query without its prompt", { query: ["a"], prompts: ["q"], labels: [label()] }, "/query/0"],
    ["a label that is no JSON", { query: ["qa"], prompts: ["q"], labels: ["yes"] }, "/labels/0"],
    ["a label without harmful", { query: ["qa"], prompts: ["q"], labels: ["{}"] }, "/labels/0"],
    ["the old shape without labels", { query: ["qa"] }, "/"],
    [
      "feedback before it that does not fit",
      { query: ["qa"], prompts: ["q"], labels: [label({ answers: ["a"] })] },
      "/labels/0",
    ],
  ])("refuses %s", async (_, body, path) => {
    const { status, body: said } = await post("/openrlhf/waltz.conversation", body);
    expect(status).toBe(400);
    expect((said.error as unknown as { faults: { path: string }[] }).faults.map((fault) => fault.path)).toContain(path);
  });

  it("does not know a reward that there is not, and does not guess whose sample one of either agent is", async () => {
    const body = { query: ["qa"], prompts: ["q"], labels: [label()] };
    expect((await post("/openrlhf/waltz.conversations", body)).status).toBe(404);
    expect(await post("/openrlhf/seed.weighted.level", body)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining("send it to /v1/rewards") } },
    });
  });
});

describe("POST /trl/<reward>", () => {
  it("takes plain texts and messages", async () => {
    JUDGED.length = 0;
    const { body } = await post("/trl/waltz.conversation", {
      prompts: [
        "hi",
        [
          { role: "system", content: "s" },
          { role: "user", content: "hello" },
        ],
      ],
      completions: ["fine", [{ role: "assistant", content: "refuse" }]],
      harmful: [false, false],
    });
    expect(body).toEqual({ rewards: [1, 0] });
    expect(JUDGED.map(({ prompt }) => prompt)).toEqual(["hi", "hello"]);
  });

  it("takes what came before as columns", async () => {
    const { body } = await post("/trl/waltz.feedback.b", {
      prompts: ["x", "x"],
      completions: [UP, "nothing"],
      question: ["p", "p"],
      harmful: [false, false],
      answers: [["refuse"], ["refuse"]],
      unrevised: "zero",
    });
    expect(body).toEqual({ rewards: [0.1, 0] });
  });
});

describe("the other routes", () => {
  it("list every reward with its default weights, and the service's health", async () => {
    const rewards = (await (await app().request("/rewards")).json()) as { name: string; weights: object }[];
    expect(rewards.map(({ name }) => name)).toEqual(REWARDS.names);
    expect(rewards[1].weights).toEqual({ dir: 0.65, label: 0.25, format: 0.1 });
    expect(await (await app().request("/health")).json()).toEqual({
      status: "ok",
      version: "0",
      judge: "by-word",
      revises: false,
    });
  });

  it("say of a route that there is not that there is none", async () => {
    const response = await app().request("/v2/rewards");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { message: "/: there is no GET /v2/rewards" } });
  });
});
