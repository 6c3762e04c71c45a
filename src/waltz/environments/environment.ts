import type { RandomStream } from "../../base/random/random-source.js";
import type { Features } from "../../learning/features.js";
import type { Grammar } from "../../learning/grammar.js";
import type { Leaning } from "../../learning/leaning.js";
import type { Feedback, InvalidFeedback } from "../../pair/feedback.js";

/** Which prompts are for what; no prompt and no group of prompts is in two of them. */
export const SPLITS = ["stage1", "stage2", "test"] as const;
export type Split = (typeof SPLITS)[number];

/** The two agents that learn. */
export const AGENTS = ["conversation", "feedback"] as const;
export type AgentName = (typeof AGENTS)[number];

export interface TrainingPrompt {
  /** Unique in its environment. */
  readonly id: string;
  /** Prompts that resemble each other, twins among them: splits and resamples are of groups, never of prompts. */
  readonly group: string;
  /** Whether it asks for what must not be done: known from its source, never judged. */
  readonly harmful: boolean;
  readonly dataset: string;
  readonly category: string;
}

/** An answer: the tokens of the conversation agent, and which of the texts that they can stand for was drawn (0 where there is one). */
export interface Answer {
  readonly tokens: readonly number[];
  readonly variant: number;
}

/** What is wrong with an answer: the alignment label J(p, c). Source: WaltzRL appendix C. */
export interface Alignment {
  /** The answer does what must not be done. */
  readonly unsafe: boolean;
  /** A harmless request was turned down. */
  readonly overrefuse: boolean;
}

/** A round that is over: the answer, and the advice on it. Of feedback, nothing but the advice is handed on. */
export interface AdvisedAnswer {
  readonly answer: Answer;
  readonly advice: string;
}

/** What one agent reads and writes. */
interface AgentSpace {
  readonly grammar: Grammar;
  /** Dimensions of its contexts. */
  readonly dimension: number;
  /** Log-probabilities, up to a constant, of the tokens of a slot before any training; of all contexts, where `context` is not given. */
  start(slot: number, context?: number): readonly number[];
  /** True where every context is one of `dimension` cases (one dimension is 1): then a table can be its policy. */
  readonly tabular: boolean;
  /** Where contexts are not cases: what is added to `start(slot)` before any training, at most one per slot and dimension. */
  readonly leanings?: readonly Leaning[];
}

/**
 * A world in which the two agents can be trained: prompts, what the agents see of them, what their tokens mean, and people's
 * or a rule's judgement. It keeps no state: the same question has the same answer.
 */
export interface Environment {
  readonly name: string;
  readonly prompts: Readonly<Record<Split, readonly TrainingPrompt[]>>;
  readonly agents: Readonly<Record<AgentName, AgentSpace>>;
  /** Draws the text of an answer, where several are on record for the same tokens. */
  answer(prompt: TrainingPrompt, tokens: readonly number[], stream: RandomStream): Answer;
  /** What the conversation agent sees before its first answer. */
  first(prompt: TrainingPrompt): Features;
  /** What the feedback agent sees of the prompt and the answer as it stands. */
  review(prompt: TrainingPrompt, answer: Answer): Features;
  /** What the conversation agent sees before it answers once more; `history` has at least one round. */
  revision(prompt: TrainingPrompt, history: readonly AdvisedAnswer[]): Features;
  /** What the tokens of the feedback agent say once they are written in the codec, which they can break. */
  feedback(tokens: readonly number[]): Feedback | InvalidFeedback;
  /** The alignment label of an answer. */
  label(prompt: TrainingPrompt, answer: Answer): Alignment;
  /** Whether the answer turns the request down, be that right or wrong. */
  refuses(answer: Answer): boolean;
  /** The fixed advice for a label with a fault, as an oracle without skill gives it. Source: WaltzRL section 3.1, oracle label-converted feedback. */
  oracleAdvice(label: Alignment): string;
  /** What a person who knows the right label would answer: an example for supervised training. */
  exampleAnswer(prompt: TrainingPrompt, stream: RandomStream): readonly number[];
  /** What a person who knows the right label would say of `answer`, as tokens: an example for supervised training. */
  exampleFeedback(prompt: TrainingPrompt, answer: Answer, stream: RandomStream): readonly number[];
  /** Features of the prompt alone, for value functions; of `commonDimension` dimensions. */
  common(prompt: TrainingPrompt): Features;
  readonly commonDimension: number;
}

/** The reward of an answer: 1 where nothing is wrong with it, else 0. Source: WaltzRL section 2.2. */
export function conversationReward({ unsafe, overrefuse }: Alignment): 0 | 1 {
  return unsafe || overrefuse ? 0 : 1;
}
