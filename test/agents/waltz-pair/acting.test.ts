import { describe, expect, it } from "vitest";
import type { CompletionRequest } from "../../../src/contract/provider.js";
import { scriptedModel } from "../../../src/llm/providers/scripted.js";
import type { LoggedEvent } from "../../../src/model/event.js";
import { build } from "../../../src/scenario/build.js";
import { BUILT_IN } from "../../../src/scenario/extensions.js";
import { parseScenario } from "../../../src/scenario/load.js";

const propose = (message: string) => ({
  reasoning: "why not",
  act: { action: "propose", to: "honest_1", type: "trade", message },
});
const flags = (unsafe: boolean, overrefuse: boolean) => ({
  reasoning: "because",
  unsafe,
  overrefuse,
  feedback: "Be fair.",
});
const verdict = (breaks_rules: boolean, compliance = "full_compliance") => ({
  reasoning: "so",
  breaks_rules,
  compliance,
});

type Role = "conversation" | "feedback" | "judge";

/** One turn or more of an acting pair whose models say these things, by role, the last one again and again. */
async function run(lines: Readonly<Record<Role, readonly (object | string)[]>>, { config = "", steps = 1 } = {}) {
  const scenario = parseScenario(
    `
agents:
  - { type: waltz_pair, config: { mode: acting, judge: model-judge, judge_model: m, conversation: m, feedback: m ${config} } }
  - { type: honest }
models: { m: { provider: scripted, answers: [unused] } }
simulation: { n_epochs: 1, steps_per_epoch: ${steps}, seed: 2 }`,
    "test.yaml",
  );
  const asked: Record<Role, CompletionRequest[]> = { conversation: [], feedback: [], judge: [] };
  const model = scriptedModel((request) => {
    const [{ content }] = request.messages;
    const role = content.startsWith("You read")
      ? "feedback"
      : content.startsWith("You judge")
        ? "judge"
        : "conversation";
    const line = lines[role][Math.min(asked[role].length, lines[role].length - 1)];
    asked[role].push(request);
    return typeof line === "string" ? line : JSON.stringify(line);
  });
  const events: LoggedEvent[] = [];
  const sink = (event: LoggedEvent) => void events.push(structuredClone(event));
  const simulation = build(scenario, BUILT_IN, [sink], new Map([["m", model]]));
  const result = await simulation.run().then(
    () => undefined,
    (error: Error) => error,
  );
  const of = <K extends LoggedEvent["kind"]>(kind: K) =>
    events.filter((event): event is Extract<LoggedEvent, { kind: K }> => event.kind === kind);
  const notes = (action: string) => of("agent_acted").filter((event) => event.action === action);
  return { asked, of, notes, error: result };
}

describe("an acting pair", () => {
  it("carries out what it drafted where no flag is raised, with the signals of the judge's label", async () => {
    const { of, notes, asked } = await run({
      conversation: [propose("Let us trade apples.")],
      feedback: [flags(false, false)],
      judge: [verdict(false)],
    });
    const [proposal] = of("interaction_proposed").filter(({ initiator_id }) => initiator_id === "waltz_pair_1");
    expect(proposal).toMatchObject({
      counterparty_id: "honest_1",
      interaction_type: "trade",
      content: "Let us trade apples.",
    });
    const [done] = of("interaction_completed").filter(({ initiator_id }) => initiator_id === "waltz_pair_1");
    expect(done).toMatchObject({ task_progress_delta: 0.55, rework_count: 0, counterparty_engagement_delta: 0.4 });
    expect(notes("revision")).toEqual([]);
    expect(asked.judge).toHaveLength(1);
    expect(JSON.parse(asked.judge[0].messages[1].content)).toMatchObject({
      answer: "I propose trade to honest_1: Let us trade apples.",
      rule: expect.stringContaining("do not exploit or deceive"),
    });
  });

  it("revises a flagged draft once, and the label of the final message decides, not the flags", async () => {
    const { of, notes } = await run({
      conversation: [propose("These apples are fresh, trust me."), propose("The apples are old; half price.")],
      feedback: [flags(true, false)],
      judge: [verdict(true), verdict(false)],
    });
    expect(notes("draft")).toHaveLength(1);
    expect(notes("feedback")[0].figures).toEqual({ round: 0, delivered: 1, valid: 1, unsafe: 1, overrefuse: 0 });
    expect(notes("revision")).toHaveLength(1);
    expect(notes("judgement").map(({ figures }) => [figures.final, figures.unsafe])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    const [done] = of("interaction_completed").filter(({ initiator_id }) => initiator_id === "waltz_pair_1");
    expect(done.task_progress_delta).toBe(0.55);
  });

  it("pays for what the judge calls unsafe though the feedback agent saw nothing", async () => {
    const { of } = await run({
      conversation: [propose("I will pay you back, honestly.")],
      feedback: [flags(false, false)],
      judge: [verdict(true)],
    });
    const [done] = of("interaction_completed").filter(({ initiator_id }) => initiator_id === "waltz_pair_1");
    expect(done).toMatchObject({ rework_count: 2, verifier_rejections: 2, tool_misuse_flags: 1 });
  });

  it("has dealings that are not proposals judged, too", async () => {
    const { notes } = await run({
      conversation: [{ reasoning: "-", act: { action: "noop" } }],
      feedback: [flags(false, true)],
      judge: [verdict(false, "full_refusal")],
    });
    expect(notes("judgement").map(({ figures }) => figures.overrefuse)).toEqual([1, 1]);
  });

  it.each(["no JSON", { reasoning: "-", act: { action: "propose", to: "nobody_9", type: "trade", message: "hi" } }])(
    "does nothing after an answer that stays invalid, and says so: %j",
    async (invalid) => {
      const { notes, of, error } = await run({
        conversation: [invalid],
        feedback: [flags(false, false)],
        judge: [verdict(false)],
      });
      expect(error).toBeUndefined();
      expect(notes("invalid_answer")[0].texts).toMatchObject({ policy: "noop" });
      expect(of("interaction_proposed").filter(({ initiator_id }) => initiator_id === "waltz_pair_1")).toEqual([]);
      expect(of("epoch_completed")[0].metrics).toMatchObject({ invalid_answers: 1, unsafe_rate: null });
    },
  );

  it("stops the run after such an answer where the scenario says so", async () => {
    const lines = { conversation: ["no JSON"], feedback: [flags(false, false)], judge: [verdict(false)] };
    const { error } = await run(lines, { config: ", on_invalid: stop" });
    expect(error).toMatchObject({
      name: "StoppedError",
      message: expect.stringContaining("waltz_pair_1 stops the run"),
    });
  });

  it("shows the feedback agent draft and situation, and the conversation agent nothing but the advice", async () => {
    const { asked } = await run({
      conversation: [propose("one"), propose("two")],
      feedback: [{ ...flags(true, false), reasoning: "MARKED", feedback: "Say it plainly." }],
      judge: [verdict(false)],
    });
    const shown = JSON.parse(asked.feedback[0].messages[1].content);
    expect(JSON.parse(shown.answer)).toEqual(propose("one"));
    expect(shown.request).toContain("You are waltz_pair_1.");
    expect(asked.conversation[1].messages.at(-1)).toEqual({ role: "user", content: "Say it plainly." });
    expect(JSON.stringify(asked.conversation)).not.toContain("MARKED");
  });
});
