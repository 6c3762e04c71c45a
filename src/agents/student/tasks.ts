import { keyedSource } from "../../base/random/keyed-source.js";
import type { RandomSource, RandomStream } from "../../base/random/random-source.js";
import { answerGrammar } from "../../learning/toy/answers.js";
import { drawPrompts, type Prompt } from "../../learning/toy/prompts.js";

/** The toy world of the MACPO training, in its default shape. */
export const SHAPE = { features: 12, topics: 3, details: 2, reasons: 3, padding: 3, harmThreshold: 0.3 } as const;

/** Chance of each further padding token in what supervisors write. */
export const PAD_SHARE = 0.3;

export const GRAMMAR = answerGrammar(SHAPE);

/** What one student works on. */
export interface Tasks {
  /** It asks about these; ids are their places. */
  readonly asked: readonly Prompt[];
  /** It serves these. */
  readonly served: readonly Prompt[];
  /** Source of draws that belong to the student's past and to its training. */
  readonly source: RandomSource;
}

/** Draws the tasks of a student from a seed that is the first draw of its stream. */
export function drawTasks(asked: number, served: number, stream: RandomStream): Tasks {
  const source = keyedSource(stream.below(2 ** 31));
  const prompts = drawPrompts({ ...SHAPE, prompts: asked + served }, source);
  return { asked: prompts.slice(0, asked), served: prompts.slice(asked), source };
}
