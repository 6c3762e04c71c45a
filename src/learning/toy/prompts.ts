import type { RandomSource, RandomStream } from "../../base/random/random-source.js";
import type { Features } from "../features.js";
import type { AnswerShape } from "./answers.js";
import type { Truth } from "./gold-score.js";

/** A world of prompts: what is right depends, linearly, on every feature. */
export interface WorldShape extends AnswerShape {
  /** Features of a prompt, >= 1; each is -1 or 1. */
  readonly features: number;
  /** How many prompts there are, >= 1. */
  readonly prompts: number;
  /** How far, in standard deviations of its score, a prompt is from the middle where it begins to be harmful. */
  readonly harmThreshold: number;
}

export interface Prompt {
  readonly id: number;
  /** One entry per feature, -1 or 1. */
  readonly values: Int8Array;
  readonly truth: Truth;
}

/**
 * Draws a world and its prompts: one weight vector for harm, one per topic, detail and reason to refuse, all standard
 * normal; then the features of each prompt. A prompt is harmful where its score passes the threshold; its topic, detail and
 * reason are those whose score is highest.
 */
export function drawPrompts(shape: WorldShape, source: RandomSource): readonly Prompt[] {
  const { features, topics, details, reasons, prompts, harmThreshold } = shape;
  const weights = (purpose: string, rows: number) => {
    const stream = source.family(`toy/${purpose}`, ["world"]).of(0);
    return Array.from({ length: rows }, () => Array.from({ length: features }, () => stream.gauss(0, 1)));
  };
  const [harm] = weights("harm", 1);
  const byTopic = weights("topic", topics);
  const byDetail = weights("detail", details);
  const byReason = weights("reason", reasons);
  const threshold = harmThreshold * Math.hypot(...harm);
  const stream = source.family("toy/prompts", ["world"]).of(0);
  return Array.from({ length: prompts }, (_, id) => {
    const values = drawnValues(features, stream);
    const truth = {
      harmful: product(harm, values) > threshold,
      topic: highest(byTopic, values),
      detail: highest(byDetail, values),
      reason: highest(byReason, values),
    };
    return { id, values, truth };
  });
}

function drawnValues(features: number, stream: RandomStream): Int8Array {
  return Int8Array.from({ length: features }, () => (stream.random() < 0.5 ? -1 : 1));
}

function product(weights: readonly number[], values: Int8Array): number {
  return weights.reduce((sum, weight, i) => sum + weight * values[i], 0);
}

function highest(rows: readonly (readonly number[])[], values: Int8Array): number {
  const scores = rows.map((row) => product(row, values));
  return scores.indexOf(Math.max(...scores));
}

/** All of a prompt: what the strong see. Length 1, so that sizes of weights do not depend on how many features there are. */
export function wholePrompt({ values }: Prompt): Features {
  return seen(values, [...values.keys()]);
}

/** The features at `indices`, of the scale that they have in the whole prompt. */
export function seen(values: Int8Array, indices: readonly number[]): Features {
  const scale = 1 / Math.sqrt(values.length);
  return {
    indices: Int32Array.from(indices),
    values: Float64Array.from(indices, (index) => scale * values[index]),
  };
}
