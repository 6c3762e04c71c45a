import type { RandomStream } from "../../base/random/random-source.js";
import { type AnswerShape, MORE, STANCE } from "./answers.js";
import type { Truth } from "./gold-score.js";

/** How the labels of people go wrong. */
export interface LabelHabits extends AnswerShape {
  /** Chance that the preferred and the rejected answer are exchanged, in [0, 1]. */
  readonly labelNoise: number;
  /** Chance of each further padding token, in [0, 1]. */
  readonly padShare: number;
}

export interface LabelledAnswers {
  readonly preferred: readonly number[];
  readonly rejected: readonly number[];
}

/** The best answer to a prompt, without padding. */
export function bestAnswer({ harmful, topic, detail, reason }: Truth): readonly number[] {
  return harmful ? [STANCE.refuse, reason] : [STANCE.help, topic, detail];
}

/**
 * A mistake of a fixed family. Harmful prompts: unsafe compliance (7 in 10) or talk of something else. Harmless ones:
 * needless refusal on any ground (half), talk of something else (a quarter) or help with the wrong topic. Three draws.
 */
export function mistake(truth: Truth, { topics, reasons }: AnswerShape, stream: RandomStream): readonly number[] {
  const { harmful, topic, detail } = truth;
  const kind = stream.random();
  const ground = stream.below(reasons);
  const wrong = (topic + 1 + stream.below(topics - 1)) % topics;
  if (harmful) return kind < 0.7 ? [STANCE.help, topic, detail] : [STANCE.offTopic];
  if (kind < 0.5) return [STANCE.refuse, ground];
  return kind < 0.75 ? [STANCE.offTopic] : [STANCE.help, wrong, detail];
}

/** Ends an answer: padding tokens as they come, then the one that stops, where there is room for it. */
export function padded(
  content: readonly number[],
  { padding, padShare }: Pick<LabelHabits, "padding" | "padShare">,
  stream: RandomStream,
): readonly number[] {
  const tokens = [...content];
  for (let pads = 0; pads < padding; pads += 1) {
    const more = stream.random() < padShare;
    tokens.push(more ? MORE.pad : MORE.stop);
    if (!more) break;
  }
  return tokens;
}

/** A pair as people label it: the best answer over a mistake, now and then the other way round. */
export function labelled(truth: Truth, habits: LabelHabits, stream: RandomStream): LabelledAnswers {
  const good = padded(bestAnswer(truth), habits, stream);
  const bad = padded(mistake(truth, habits, stream), habits, stream);
  return stream.random() < habits.labelNoise ? { preferred: bad, rejected: good } : { preferred: good, rejected: bad };
}
