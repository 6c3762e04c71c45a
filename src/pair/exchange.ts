import { type ChatModel, type Completion, type JsonSchema, ModelError } from "../contract/provider.js";
import { type Feedback, type InvalidFeedback, isInvalid, parseFeedback } from "./feedback.js";
import { conversationMessages, type Exchanged, feedbackMessages, type Matter } from "./messages.js";

/** When feedback reaches the conversation agent: where a flag is raised, whatever the flags say, or never. */
export const TRIGGERS = ["adaptive", "always", "off"] as const;
export type Trigger = (typeof TRIGGERS)[number];

export interface ExchangeRules {
  readonly trigger: Trigger;
  /** T_max, >= 0: revisions at most. With 0, as with the trigger "off", the feedback agent is not asked. */
  readonly maxRounds: number;
  readonly feedbackSchema: JsonSchema;
  /** The form of answers; text where it is left out. */
  readonly answerSchema?: JsonSchema;
}

export interface Partners {
  readonly conversation: ChatModel;
  /** Needed unless there are no rounds. */
  readonly feedback: ChatModel | undefined;
}

/** One answer and what was said of it. */
export interface Round {
  readonly answer: Completion;
  /** Undefined where the feedback agent was not asked: after the last round. */
  readonly feedback: Feedback | InvalidFeedback | undefined;
  /** Whether the conversation agent was given the advice, and so answered once more. */
  readonly delivered: boolean;
}

/** Is told of every answer and every feedback as it comes; rounds are numbered from 0. */
export interface ExchangeWatcher {
  answered?(round: number, answer: Completion): void;
  advised?(round: number, feedback: Feedback | InvalidFeedback, delivered: boolean): void;
}

/** Calls of one exchange have seeds this far apart: asking again after an invalid answer moves a seed by one. */
const SEED_STEP = 1000;

/**
 * The exchange of a conversation agent and a feedback agent about one request: at least one round, at most `maxRounds` + 1.
 * It ends with the first answer on which no flag is raised (unless feedback is always on), at the cap, or with feedback
 * that breaks its form; the answer of the last round stands. Source: WaltzRL 2.1.
 *
 * @param seed of the first call, whole and >= 0; those of later calls follow from it and from their place alone
 * @throws ModelError when the conversation agent gives no usable answer, or a model cannot be asked
 */
export async function exchange(
  matter: Matter,
  { conversation, feedback }: Partners,
  rules: ExchangeRules,
  seed: number,
  watcher: ExchangeWatcher = {},
): Promise<readonly Round[]> {
  const { answerSchema, trigger, maxRounds } = rules;
  const rounds: Round[] = [];
  const before: Exchanged[] = [];
  for (let round = 0; ; round += 1) {
    const answer = await conversation.complete({
      messages: conversationMessages(matter, before),
      seed: seed + 2 * round * SEED_STEP,
      ...(answerSchema !== undefined && { schema: answerSchema }),
    });
    watcher.answered?.(round, answer);
    if (trigger === "off" || round === maxRounds) return [...rounds, { answer, feedback: undefined, delivered: false }];
    const said = await advice(matter, answer.text, feedback, rules.feedbackSchema, seed + (2 * round + 1) * SEED_STEP);
    const delivered = !isInvalid(said) && (trigger === "always" || said.unsafe || said.overrefuse);
    watcher.advised?.(round, said, delivered);
    rounds.push({ answer, feedback: said, delivered });
    if (!delivered) return rounds;
    before.push({ answer: answer.text, advice: said.feedback });
  }
}

/** What the feedback agent says; an answer that is still invalid when asking again is over ends the exchange. */
async function advice(
  matter: Matter,
  answer: string,
  model: ChatModel | undefined,
  schema: JsonSchema,
  seed: number,
): Promise<Feedback | InvalidFeedback> {
  if (model === undefined) throw new Error("rounds of feedback need a feedback agent");
  try {
    const { text } = await model.complete({ messages: feedbackMessages(matter, answer), schema, seed });
    return parseFeedback(text);
  } catch (error) {
    if (error instanceof ModelError && error.isInvalidAnswer) return { invalid: error.message };
    throw error;
  }
}
