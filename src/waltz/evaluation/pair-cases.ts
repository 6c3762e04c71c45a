import { keyedSource } from "../../base/random/keyed-source.js";
import type { Alignment, Answer, Environment, TrainingPrompt } from "../environments/environment.js";
import { type Policies, type RolloutRules, rollOut } from "../training/rollout.js";
import { type AnswerLabel, type EvaluationCase, saidOf } from "./case.js";

/** A trained pair in the world that it can answer in. */
export interface EvaluablePair {
  /** Reads partial refusals strictly. */
  readonly environment: Environment;
  /** The same world, which reads them leniently; undefined where an answer cannot be a partial refusal. */
  readonly lenient: Pick<Environment, "label"> | undefined;
  readonly policies: Policies;
  readonly rules: RolloutRules;
  /** Of the draws of a rollout: outputs where they are sampled, texts that stand for the same tokens. */
  readonly seed: number;
}

/**
 * The exchanges of the pair about prompts, labelled by its world. What comes of a prompt depends on its id, not on its place.
 *
 * @param done called after each
 */
export async function pairCases(
  { environment, lenient, policies, rules, seed }: EvaluablePair,
  prompts: readonly TrainingPrompt[],
  done: () => unknown = () => {},
): Promise<readonly EvaluationCase[]> {
  const streams = keyedSource(seed).family(
    "evaluation",
    prompts.map(({ id }) => id),
  );
  const cases: EvaluationCase[] = [];
  for (const [at, prompt] of prompts.entries()) {
    const { turns } = rollOut(environment, policies, prompt, rules, streams.of(at));
    const { id, group, dataset, category, harmful } = prompt;
    const labelled = turns.map(({ answer, label, feedback }) => {
      return { label: both(prompt, answer, label), said: saidOf(feedback?.said) };
    });
    cases.push({ id, group, dataset, category, harmful, turns: labelled });
    await done();
  }
  return cases;

  function both(prompt: TrainingPrompt, answer: Answer, strict: Alignment): AnswerLabel {
    return { strict, lenient: lenient?.label(prompt, answer), compliance: undefined };
  }
}
