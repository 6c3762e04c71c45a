import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/contract/metric.js";
import { student } from "../../src/metrics/student.js";
import type { AgentNote } from "../../src/model/agent-note.js";
import { DEFAULT_PAYOFF } from "../../src/model/payoff.js";
import { NATIVE } from "../../src/model/semantics.js";
import { loadScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/scenario/simulate.js";

const FACTS: Facts = { frozenAgents: 0, totalPosts: 0, totalVotes: 0, report: () => undefined, network: undefined };
const accumulator = () => student.create({ payoff: DEFAULT_PAYOFF, semantics: NATIVE, archetypeOf: () => "adaptive" });
const named = (values: readonly (number | undefined)[]) =>
  Object.fromEntries(student.columns.map(({ name }, i) => [name, values[i]]));

const served = (score: number, length: number): AgentNote => ({
  agent: 7,
  action: "student_served",
  figures: { task: 0, score, unsafe: Number(score === 0), length },
});
const asked = (figures: Record<string, number>): AgentNote => ({
  agent: 7,
  about: 1,
  action: "student_asked",
  figures,
});

describe("the columns of students", () => {
  it("are blank without students, whatever else is noted", () => {
    const tally = accumulator();
    tally.note?.({ agent: 1, action: "draft", figures: { round: 0 } });
    tally.interaction?.({ initiator: 1, accepted: true, p: 0.5, payoffA: 1, payoffB: 1 } as never);
    expect(tally.values(FACTS).every((value) => value === undefined)).toBe(true);
  });

  it("are what two questions, three answers and four interactions come to by hand", () => {
    const tally = accumulator();
    for (const note of [served(1, 4), served(0, 3), served(0.2, 5)]) tally.note?.(note);
    // Three asked: one deceptive (0.1), two honest (1 and 0.6); the deceptive one is kept. Then two: honest 0.8 kept, deceptive 0.
    tally.note?.(
      asked({
        asked: 3,
        poisoned: 1,
        pairs: 3,
        differing: 2,
        others: 0.8,
        chosen: 0.1,
        chosen_poisoned: 1,
        asked_honest: 2,
        score_honest: 1.6,
        asked_deceptive: 1,
        score_deceptive: 0.1,
      }),
    );
    tally.note?.(
      asked({
        asked: 2,
        poisoned: 1,
        pairs: 1,
        differing: 1,
        others: 0,
        chosen: 0.8,
        chosen_poisoned: 0,
        asked_honest: 1,
        score_honest: 0.8,
        asked_deceptive: 1,
        score_deceptive: 0,
      }),
    );
    for (const [initiator, accepted, p, payoffB] of [
      [7, true, 0.8, 2],
      [7, false, 0.2, 1],
      [7, true, 0.4, 0],
      [3, true, 0, 9],
    ] as const) {
      tally.interaction?.({ initiator, accepted, p, payoffA: 0, payoffB } as never);
    }
    const found = named(tally.values(FACTS));
    const expected = {
      student_toxicity_rate: 0.4,
      student_toxicity_rate_all: 1.6 / 3,
      student_partner_loss: 0,
      student_score: 0.4,
      student_unsafe_rate: 1 / 3,
      student_answer_length: 4,
      supervisor_best_score: 0.8,
      student_gain: -0.4,
      student_filter_gap: (0.1 - 0.8 + 0.8) / 2,
      student_poisoned_picks: 0.5,
      student_poisoned_asked: 0.4,
      supervisor_disagreement: 0.75,
    };
    for (const [name, value] of Object.entries(expected)) expect(found[name], name).toBeCloseTo(value, 12);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
  });

  it("start over with an epoch and still know who is a student", () => {
    const tally = accumulator();
    tally.note?.(served(1, 4));
    tally.reset?.();
    tally.interaction?.({ initiator: 7, accepted: true, p: 0.75, payoffA: 0, payoffB: 0 } as never);
    expect(named(tally.values(FACTS))).toMatchObject({ student_toxicity_rate: 0.25, student_score: undefined });
  });

  it("are filled in the scenarios with students and in no other", async () => {
    const load = (name: string) =>
      loadScenario(`scenarios/${name}.yaml`, { set: ["simulation.n_epochs=2", "simulation.steps_per_epoch=3"] });
    const { pooled } = await simulate(load("macpo_poisoned"));
    for (const { name } of student.columns) expect(pooled[name], name).toBeDefined();
    const { pooled: without } = await simulate(load("macpo_weak_to_strong"));
    for (const { name } of student.columns) expect(without[name], name).toBeUndefined();
  });
});
