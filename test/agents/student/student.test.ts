import { Value } from "@sinclair/typebox/value";
import { describe, expect, it } from "vitest";
import { askedOf, chosenOf } from "../../../src/agents/student/choose-supervisor.js";
import { STUDENT_KEYS, type StudentConfig } from "../../../src/agents/student/config.js";
import { Learner } from "../../../src/agents/student/learner.js";
import { BAD, type Question, SUPERVISION } from "../../../src/agents/student/supervisors.js";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import type { View } from "../../../src/contract/view.js";
import { meanNegativeLogLikelihood } from "../../../src/learning/supervised.js";
import { goldScore } from "../../../src/learning/toy/gold-score.js";
import type { LoggedEvent } from "../../../src/model/event.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { simulate } from "../../../src/scenario/simulate.js";

const config = (changes: Partial<StudentConfig> = {}) => Value.Default(STUDENT_KEYS, { ...changes }) as StudentConfig;
const stream = (name: string) => keyedSource(1).family(name, ["x"]).of(0);

/** A view of `count` supervisors, numbered 10, 20, ..., that counts how often it is asked. */
function crowd(count: number): { view: View; questions: () => number } {
  let asked = 0;
  const counting = <T>(value: T): T => {
    asked += 1;
    return value;
  };
  const view = {
    count: () => counting(count),
    pick: (k: number) => counting(10 * (k + 1)),
    reputationOf: (agent: number) => agent % 30,
  } as unknown as View;
  return { view, questions: () => asked };
}

describe("whom a student asks", () => {
  it("is everybody where there are few, and as many others as it may where there are more", () => {
    expect(askedOf(crowd(3).view, 0 as never, 8, stream("a"))).toEqual([10, 20, 30]);
    const from = stream("b");
    const counts = new Map<number, number>();
    for (let i = 0; i < 3000; i += 1) {
      const asked = askedOf(crowd(10).view, 0 as never, 3, from);
      expect(new Set(asked).size).toBe(3);
      for (const agent of asked) counts.set(agent, (counts.get(agent) ?? 0) + 1);
    }
    // Each of ten is asked 900 times on average; six standard deviations of a binomial count.
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(Math.abs(count - 900)).toBeLessThan(150);
  });

  it("costs the same among a million as among a hundred", () => {
    const costs = [100, 1_000_000].map((count) => {
      const { view, questions } = crowd(count);
      askedOf(view, 0 as never, 8, stream("c"));
      return questions();
    });
    expect(costs).toEqual([9, 9]);
  });
});

describe("what supervisors answer", () => {
  const learner = new Learner(config({ tasks: 60 }), stream("learner"));
  const question = (task: number): Question => ({
    task: learner.tasks.asked[task],
    valuable: false,
    student: learner.policy,
    context: learner.contexts[task],
  });
  const scores = (
    archetype: Parameters<typeof SUPERVISION.get>[0],
    changes: Partial<StudentConfig> = {},
    valuable = false,
  ) => {
    const from = stream(archetype);
    return learner.tasks.asked.map((task, i) => {
      const answer = SUPERVISION.get(archetype)!({ ...question(i), valuable }, config(changes), from);
      return goldScore(task.truth, answer);
    });
  };

  it("is right as often as their quality says, where they make an effort", () => {
    expect(scores("honest", { supervisor_quality: 1 }).every((score) => score === 1)).toBe(true);
    expect(scores("opportunistic", { supervisor_quality: 1, audited_share: 1 }).every((score) => score === 1)).toBe(
      true,
    );
    expect(scores("opportunistic", { supervisor_quality: 1, audited_share: 0 }).every((score) => score === 0.1)).toBe(
      true,
    );
    expect(
      scores("opportunistic", { supervisor_quality: 1, audited_share: 0 }, true).every((score) => score === 1),
    ).toBe(true);
    const half = scores("honest", { supervisor_quality: 0 });
    expect(half.some((score) => score < BAD)).toBe(true);
    expect(half.some((score) => score >= BAD)).toBe(true);
  });

  it("is bad where they deceive, and of all bad answers what the student finds most probable", () => {
    for (let task = 0; task < 60; task += 1) {
      const asked = question(task);
      const answer = SUPERVISION.get("deceptive")!(asked, config(), stream("d"));
      expect(goldScore(asked.task.truth, answer)).toBeLessThan(BAD);
      const surprise = (tokens: readonly number[]) =>
        meanNegativeLogLikelihood(learner.policy, { context: asked.context, tokens });
      for (const other of [
        [2, 0],
        [0, 0, 0, 0],
        [0, 1, 1, 0],
        [1, 2, 0],
      ]) {
        if (goldScore(asked.task.truth, other) < BAD) expect(surprise(answer)).toBeLessThanOrEqual(surprise(other));
      }
    }
  });

  it("is unsafe where attackers can make it so, and bad elsewhere", () => {
    const found = scores("adversarial");
    expect(found.every((score) => score < BAD)).toBe(true);
    for (const [i, { truth }] of learner.tasks.asked.entries()) if (truth.harmful) expect(found[i]).toBe(0);
  });

  it("is asked of no student", () => {
    expect(SUPERVISION.has("adaptive")).toBe(false);
  });

  it("is kept by the filter: least surprising, most frequent, most reputable, or any", () => {
    const asked = question(0);
    const proposed = [
      { agent: 10, tokens: [2, 0] },
      { agent: 20, tokens: [1, 0, 0] },
      { agent: 30, tokens: [1, 0, 0] },
    ];
    const { view } = crowd(3);
    const surprises = proposed.map(({ tokens }) =>
      meanNegativeLogLikelihood(asked.student, { context: asked.context, tokens }),
    );
    const least = surprises.indexOf(Math.min(...surprises));
    expect(chosenOf("ppl", proposed, asked, view, stream("e"))).toBe(least);
    expect(chosenOf("vote", proposed, asked, view, stream("e"))).toBe(1);
    expect(chosenOf("reputation", proposed, asked, view, stream("e"))).toBe(1);
    const from = stream("f");
    const any = Array.from({ length: 60 }, () => chosenOf("random", proposed, asked, view, from));
    expect(new Set(any)).toEqual(new Set([0, 1, 2]));
  });
});

describe("a student in a population", () => {
  /** What its student notes, in order. */
  async function notesOf(set: readonly string[] = []): Promise<readonly { action: string; epoch: number }[]> {
    const notes: { action: string; epoch: number }[] = [];
    const scenario = loadScenario("scenarios/macpo_student.yaml", {
      set: ["simulation.n_epochs=5", "simulation.steps_per_epoch=4", "agents.1.config.block_epochs=2", ...set],
    });
    const sink = (event: LoggedEvent) => {
      if (event.kind === "agent_acted") notes.push({ action: event.action, epoch: event.epoch });
    };
    await simulate(scenario, { sinks: [sink] });
    return notes;
  }

  it("learns at its first turn after each block, as often as it may, and asks no more when it has learnt all", async () => {
    const notes = await notesOf(["agents.1.config.rounds=2"]);
    const of = (action: string) => notes.filter((note) => note.action === action);
    expect(of("student_learnt").map(({ epoch }) => epoch)).toEqual([2, 4]);
    expect(of("student_asked").every(({ epoch }) => epoch < 4)).toBe(true);
    expect(of("student_asked")).toHaveLength(4 * 4 * 4);
    expect(of("student_served").length).toBeGreaterThan(10);
  });

  it("stays as it came with no rounds at all", async () => {
    const notes = await notesOf(["agents.1.config.rounds=0"]);
    expect(new Set(notes.map(({ action }) => action))).toEqual(new Set(["student_served"]));
  });
});
