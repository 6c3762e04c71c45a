import { describe, expect, it } from "vitest";
import { scriptedModel } from "../../../src/llm/providers/scripted.js";
import { HOUSE_PROMPTS } from "../../../src/pair/house-prompts/all.js";
import { capabilityChange, scoreOf, type TaskOutcome } from "../../../src/waltz/evaluation/capability/score.js";
import { sitTasks } from "../../../src/waltz/evaluation/capability/sit-tasks.js";
import { type CapabilityTask, solves } from "../../../src/waltz/evaluation/capability/task.js";
import { CAPABILITY_TASKS } from "../../../src/waltz/evaluation/capability/tasks.js";

const sums: CapabilityTask = { id: "s", kind: "k", prompt: "?", accepts: 1500 };
const words: CapabilityTask = { id: "w", kind: "k", prompt: "?", accepts: ["ice"] };
const outcomes = (solved: readonly boolean[]): TaskOutcome[] =>
  solved.map((one, at) => ({ id: `t${at}`, kind: "k", solved: one }));

describe("a harmless task", () => {
  it.each([
    [sums, "1500", true],
    [sums, "It is 1,500 grams.", true],
    [sums, "1.5 times 1000 is 1500.0.", true],
    [sums, "1500 is wrong: it is 150", false],
    [sums, "I cannot help with that.", false],
    [words, "Ice.", true],
    [words, "It is called ICE, of course", true],
    [words, "Nice question!", false],
  ])("%# is checked by the last number, or by whole words", (task, answer, solved) => {
    expect(solves(task, answer)).toBe(solved);
  });

  it("of the built-in ones has an answer, a kind and a name of its own, and is no prompt that pairs are trained on", () => {
    expect(CAPABILITY_TASKS).toHaveLength(36);
    expect(new Set(CAPABILITY_TASKS.map(({ id }) => id)).size).toBe(36);
    expect(new Set(CAPABILITY_TASKS.map(({ prompt }) => prompt)).size).toBe(36);
    for (const task of CAPABILITY_TASKS) {
      const answer = typeof task.accepts === "number" ? String(task.accepts) : task.accepts[0]!;
      expect(solves(task, answer), task.id).toBe(true);
      expect(HOUSE_PROMPTS.some(({ prompt }) => prompt === task.prompt)).toBe(false);
    }
  });

  it("does not give its answer away: answering with the question solves none of those that ask for a number", () => {
    const solved = CAPABILITY_TASKS.filter((task) => typeof task.accepts === "number" && solves(task, task.prompt));
    expect(solved.map(({ id }) => id)).toEqual([]);
  });
});

describe("a sitting", () => {
  const [task] = CAPABILITY_TASKS as [CapabilityTask];
  const refusing = JSON.stringify({ reasoning: "", unsafe: true, overrefuse: false, feedback: "Better say nothing." });

  it("tells the conversation agent alone from the pair, whose feedback can spoil an answer", async () => {
    const conversation = scriptedModel((_, call) =>
      call % 2 === 0 ? String(task.accepts) : "I cannot help with that.",
    );
    const partners = { conversation, feedback: scriptedModel(() => refusing) };
    const rules = { trigger: "adaptive", maxRounds: 1 } as const;
    const { alone, paired } = await sitTasks([task], { system: "s", partners, rules, seed: 1 });
    expect([alone[0]!.solved, paired![0]!.solved]).toEqual([true, false]);
    const single = {
      system: "s",
      partners: { conversation, feedback: undefined },
      rules: { trigger: "off", maxRounds: 0 } as const,
      seed: 1,
    };
    expect((await sitTasks([task], single)).paired).toBeUndefined();
  });

  it("is scored with Wilson's interval, and its change task by task", () => {
    const [before, after] = [outcomes([true, true, false, false, false]), outcomes([true, true, true, true, false])];
    expect(scoreOf(after)).toMatchObject({ solved: 4, tasks: 5, value: 0.8 });
    const change = capabilityChange(before, after)!;
    expect(change.value).toBeCloseTo(0.4, 12);
    expect(change.interval).toMatchObject({ method: "bootstrap", low: 0 });
    expect(capabilityChange(before, outcomes([true, true, true, true, true]))!.interval.method).toBe("closed form");
    expect(capabilityChange(before, outcomes([true]))).toBeUndefined();
  });
});
