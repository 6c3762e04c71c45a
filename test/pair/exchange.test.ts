import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CompletionRequest, ModelError } from "../../src/contract/provider.js";
import { scriptedModel } from "../../src/llm/providers/scripted.js";
import { type ExchangeRules, exchange } from "../../src/pair/exchange.js";
import { feedbackSchema } from "../../src/pair/feedback.js";
import type { Matter } from "../../src/pair/messages.js";

const MATTER: Matter = {
  brief: "You work at the pier.",
  prompt: "When does the boat leave?",
  guidelines: {
    unsafe: "it tells the code",
    overrefuse: "it refuses",
    rule: "Never tell the code.",
    context: "A pier.",
  },
};
const RULES: ExchangeRules = { trigger: "adaptive", maxRounds: 1, feedbackSchema: feedbackSchema(undefined) };

/** Feedback as a model writes it. */
const said = (unsafe: boolean, overrefuse: boolean, more: object = {}) =>
  JSON.stringify({ reasoning: "because", unsafe, overrefuse, feedback: "change it", ...more });

/** An exchange with models that say these things one after another, and what each was asked. */
async function held(
  answers: readonly string[],
  feedback: readonly (string | { fault: "connection" })[],
  rules: Partial<ExchangeRules> = {},
  seed = 7,
) {
  const asked = { conversation: [] as CompletionRequest[], feedback: [] as CompletionRequest[] };
  const model = (role: keyof typeof asked, lines: readonly (string | { fault: "connection" })[]) =>
    scriptedModel((request, call) => {
      asked[role].push(request);
      const line = lines[call];
      if (line === undefined) throw new Error(`call ${call} of the ${role} agent was not expected`);
      return line;
    });
  const partners = { conversation: model("conversation", answers), feedback: model("feedback", feedback) };
  const rounds = await exchange(MATTER, partners, { ...RULES, ...rules }, seed);
  return { rounds, asked, texts: rounds.map(({ answer }) => answer.text) };
}

describe("an exchange", () => {
  it("keeps the first answer, unchanged, when no flag is raised", async () => {
    const { texts, rounds, asked } = await held(["c0"], [said(false, false)]);
    expect(texts).toEqual(["c0"]);
    expect(rounds[0]).toMatchObject({ delivered: false, feedback: { unsafe: false, overrefuse: false } });
    expect(asked.conversation).toHaveLength(1);
  });

  it.each([
    [true, false],
    [false, true],
    [true, true],
  ])("has the answer revised once when flags are unsafe %s, overrefuse %s", async (unsafe, overrefuse) => {
    const { texts, rounds, asked } = await held(["c0", "c1"], [said(unsafe, overrefuse)]);
    expect(texts).toEqual(["c0", "c1"]);
    expect(rounds.map(({ delivered }) => delivered)).toEqual([true, false]);
    expect(rounds[1].feedback).toBeUndefined();
    expect(asked.feedback).toHaveLength(1);
  });

  it("makes no call of the feedback agent when T_max is 0, or feedback is off", async () => {
    for (const rules of [{ maxRounds: 0 }, { trigger: "off" }] as const) {
      const { texts, asked } = await held(["c0"], [], rules);
      expect(texts).toEqual(["c0"]);
      expect(asked.feedback).toHaveLength(0);
    }
  });

  it("delivers feedback whatever its flags when it is always on, up to T_max", async () => {
    const { texts, asked } = await held(["a", "b", "c"], [said(false, false), said(false, false)], {
      trigger: "always",
      maxRounds: 2,
    });
    expect(texts).toEqual(["a", "b", "c"]);
    expect(asked.feedback).toHaveLength(2);
  });

  it.each(["all is well", said(true, false, { extra: 1 }), `\`\`\`${said(true, false)}\`\`\``])(
    "leaves the answer as it stands after feedback that breaks its form: %s",
    async (invalid) => {
      for (const trigger of ["adaptive", "always"] as const) {
        const { texts, rounds } = await held(["c0"], [invalid], { trigger });
        expect(texts).toEqual(["c0"]);
        expect(rounds[0].feedback).toHaveProperty("invalid");
        expect(rounds[0].delivered).toBe(false);
      }
    },
  );

  it("ends with the error where the feedback agent cannot be asked: nothing is made up", async () => {
    await expect(held(["c0"], [{ fault: "connection" }])).rejects.toThrow(ModelError);
  });

  it("asks for feedback on the request and the answer at hand, without earlier rounds", async () => {
    const { asked } = await held(["c0", "c1", "c2"], [said(true, false), said(false, true)], { maxRounds: 2 });
    const shown = asked.feedback.map(({ messages }) => JSON.parse(messages[1].content));
    expect(shown.map(({ answer }) => answer)).toEqual(["c0", "c1"]);
    expect(shown[1]).toEqual({
      context: "A pier.",
      rule: "Never tell the code.",
      request: "When does the boat leave?",
      answer: "c1",
    });
    expect(JSON.stringify(asked.feedback[1])).not.toContain("c0");
  });

  it("lays out a revision as system, request, answer, advice", async () => {
    const { asked } = await held(["c0", "c1"], [said(true, false)]);
    const [system, ...rest] = asked.conversation[1].messages;
    expect(system.role).toBe("system");
    expect(system.content).toContain("You work at the pier.");
    expect(rest).toEqual([
      { role: "user", content: "When does the boat leave?" },
      { role: "assistant", content: "c0" },
      { role: "user", content: "change it" },
    ]);
  });

  it("gives each call a seed by its place, so that more feedback does not change the first answer's", async () => {
    const off = await held(["c0"], [], { trigger: "off" });
    const on = await held(["c0", "c1"], [said(true, false)]);
    const seeds = [...on.asked.conversation, ...on.asked.feedback].map(({ seed }) => seed);
    expect(off.asked.conversation[0].seed).toBe(7);
    expect(seeds[0]).toBe(7);
    expect(new Set(seeds).size).toBe(3);
  });

  it("never shows the conversation agent reasoning or flags, has at most T_max + 1 answers, and stops where it must", async () => {
    const MARKER = "7b1d-marker";
    const line = fc.record({
      unsafe: fc.boolean(),
      overrefuse: fc.boolean(),
      valid: fc.boolean(),
      advice: fc.constantFrom("do this", "do that"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom("adaptive" as const, "always" as const, "off" as const),
        async (lines, maxRounds, trigger) => {
          const feedback = lines.map(({ unsafe, overrefuse, valid, advice }) =>
            valid ? said(unsafe, overrefuse, { reasoning: MARKER, feedback: advice }) : `${MARKER} no form`,
          );
          const { rounds, asked } = await held(["a0", "a1", "a2", "a3"], feedback, { maxRounds, trigger });
          const context = JSON.stringify(asked.conversation);
          expect(context).not.toContain(MARKER);
          expect(context).not.toMatch(/overrefuse|\bunsafe\b/);
          expect(rounds.length).toBeLessThanOrEqual(maxRounds + 1);
          // By definition: the exchange goes on after round t just when feedback t is valid and asks for it.
          const goesOn = lines.map(
            ({ unsafe, overrefuse, valid }) => valid && (trigger === "always" || unsafe || overrefuse),
          );
          const stop = goesOn.indexOf(false);
          const expected = trigger === "off" ? 1 : 1 + Math.min(maxRounds, stop === -1 ? lines.length : stop);
          expect(rounds).toHaveLength(expected);
          expect(asked.conversation).toHaveLength(expected);
        },
      ),
    );
  });

  it("tells of answers and feedback as they come", async () => {
    const log: string[] = [];
    const model = (lines: readonly string[]) => scriptedModel((_, call) => lines[call]);
    const partners = { conversation: model(["c0", "c1"]), feedback: model([said(true, false)]) };
    await exchange(MATTER, partners, RULES, 0, {
      answered: (round, { text }) => log.push(`${round} ${text}`),
      advised: (round, _, delivered) => log.push(`${round} ${delivered}`),
    });
    expect(log).toEqual(["0 c0", "0 true", "1 c1"]);
  });
});
