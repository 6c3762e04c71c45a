import type { RandomStream } from "../base/random/random-source.js";
import { goldScore } from "../learning/toy/gold-score.js";
import { bestAnswer, type LabelHabits, type LabelledAnswers, labelled } from "../learning/toy/labels.js";
import type { Prompt } from "../learning/toy/prompts.js";

/**
 * The only way to what is right for a prompt: agents and filters are never given it. Labels are asked for first-half prompts,
 * scores of answers to test prompts, the best answer by the ceiling alone; only the filter `oracle` asks more.
 */
export interface Gold {
  /** A preferred and a rejected answer as people label them. */
  label(prompt: number, stream: RandomStream): LabelledAnswers;
  /** How good an answer is, in [0, 1]. */
  score(prompt: number, tokens: readonly number[]): number;
  /** The best answer, without padding. */
  best(prompt: number): readonly number[];
}

/** @param prompts by id */
export function goldOf(prompts: readonly Prompt[], habits: LabelHabits): Gold {
  return {
    label: (prompt, stream) => labelled(prompts[prompt].truth, habits, stream),
    score: (prompt, tokens) => goldScore(prompts[prompt].truth, tokens),
    best: (prompt) => bestAnswer(prompts[prompt].truth),
  };
}
