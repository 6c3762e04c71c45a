import { describe, expect, it } from "vitest";
import { weightHash } from "../../../src/learning/weight-hash.js";
import {
  type AgentName,
  type Environment,
  SPLITS,
  type TrainingPrompt,
} from "../../../src/waltz/environments/environment.js";
import { exchangeFigures } from "../../../src/waltz/training/iteration-row.js";
import { SupervisedTrainer } from "../../../src/waltz/training/supervised-trainer.js";
import { rollouts, settings, toy, untrained } from "../support.js";

const create = (train: readonly AgentName[], policies = untrained(), environment: Environment = toy) =>
  new SupervisedTrainer(environment, settings("stage1", { train }), policies, 3);

describe("training by examples", () => {
  it("makes both agents better at what the examples show", () => {
    const trainer = create(["conversation", "feedback"]);
    const rows = Array.from({ length: 200 }, () => trainer.step());
    expect(rows.map(({ iteration }) => iteration)).toEqual(rows.map((_, at) => at + 1));
    const mean = (agent: AgentName, from: number) =>
      rows.slice(from).reduce((sum, { losses }) => sum + losses[agent]! / (rows.length - from), 0);
    // By hand: 65 % of prompts look like what they are, and the agent sees the look alone: the entropy of 0.65 is 0.647 nats.
    expect(mean("conversation", 100)).toBeGreaterThan(0.63);
    expect(mean("conversation", 100)).toBeLessThan(0.68);
    expect(mean("feedback", 100)).toBeLessThan(rows[0]!.losses.feedback!);
    const [before, after] = [exchangeFigures(rollouts(600)), exchangeFigures(rollouts(600, {}, trainer.policies))];
    expect(after.labelAccuracy).toBeGreaterThan(before.labelAccuracy! + 0.2);
    expect(after.parseErrors).toBeLessThan(before.parseErrors! / 2);
  });

  it("leaves every bit of an agent that is not to be trained, and says that it has no loss", () => {
    const policies = untrained();
    const [conversation, feedback] = [policies.conversation, policies.feedback].map(({ parameters }) =>
      weightHash(parameters),
    );
    const { losses } = create(["feedback"], policies).step();
    expect(losses.conversation).toBeUndefined();
    expect(losses.feedback).toBeGreaterThan(0);
    expect(weightHash(policies.conversation.parameters)).toBe(conversation);
    expect(weightHash(policies.feedback.parameters)).not.toBe(feedback);
  });

  it("trains each agent as if the other were not there", () => {
    const [both, alone] = [create(["conversation", "feedback"]), create(["feedback"])];
    for (let step = 0; step < 5; step += 1) {
      expect(alone.step().losses.feedback).toBe(both.step().losses.feedback);
    }
    expect(alone.policies.feedback.parameters).toEqual(both.policies.feedback.parameters);
  });

  it("takes its examples from the prompts of the stage alone", () => {
    const asked = new Set<TrainingPrompt>();
    const watched: Environment = {
      ...toy,
      exampleAnswer(prompt, stream) {
        asked.add(prompt);
        return toy.exampleAnswer(prompt, stream);
      },
    };
    const trainer = create(["conversation", "feedback"], untrained(), watched);
    for (let step = 0; step < 32; step += 1) trainer.step();
    const [stage1, stage2, test] = SPLITS.map(
      (split) => toy.prompts[split].filter((prompt) => asked.has(prompt)).length,
    );
    expect([stage1, stage2, test]).toEqual([1000, 0, 0]);
  });
});
