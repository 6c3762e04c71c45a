import { keyedSource } from "../../base/random/keyed-source.js";
import { type ChatMessage, ModelError } from "../../contract/provider.js";
import type { Features } from "../../learning/features.js";
import type { LearnedAgent } from "../../learning/learned-agent.js";
import { learnedPolicy } from "../../learning/learned-policy.js";
import { hashedNgrams } from "../../learning/text/hashed-ngrams.js";
import { houseMatter } from "../house-matter.js";
import { type ConversationTurn, type ReviewTurn, readConversation, readReview } from "../read-messages.js";
import { kindsAgents } from "./agents.js";
import { answerText, kindOfText } from "./answer-text.js";
import { contextLayout } from "./contexts.js";
import { ADVICE, KINDS, writtenFeedback } from "./language.js";
import { readableWorld } from "./readable-world.js";
import { toldText } from "./told-text.js";

/** How tokens are chosen: the most probable at each place, or drawn. */
export const DECODINGS = ["greedy", "sampled"] as const;
export type Decoding = (typeof DECODINGS)[number];

/** What an agent wrote. */
export interface Written {
  readonly text: string;
  /** Tokens of its grammar, >= 1. */
  readonly tokens: number;
}

/**
 * An agent that learnt to choose kinds of answers, or to judge them, as one that reads messages and writes texts. It sees what
 * agents in training see: a world of texts has to tell it no more. Feedback is written in the codec, which it may break.
 *
 * @param file for messages
 * @returns writes for messages; the same messages and seed have the same answer. Throws ModelError (`rejected`) for messages
 *   that are not of an exchange of a pair, or in which somebody else's answers or advice stand
 * @throws InputError for an agent that cannot converse
 */
export function writingAgent(
  stored: LearnedAgent,
  file: string,
): (messages: readonly ChatMessage[], decoding: Decoding, seed: number) => Written {
  const { agent } = stored;
  const { kind, dimension, crossing } = readableWorld(stored.world, file);
  const encoding = hashedNgrams({ dimension });
  const layout = contextLayout(dimension, 0, crossing);
  const policy = learnedPolicy(stored, kindsAgents(layout)[agent], file);
  const seen = (told: { readonly brief: string; readonly prompt: string }) => encoding.encode(toldText(kind, told));

  const heard = (turn: ConversationTurn): Features => {
    const last = turn.before.at(-1);
    return last === undefined
      ? layout.first(seen(turn))
      : layout.revision(seen(turn), kindIn(last.answer), adviceIn(last.advice));
  };
  const reviewed = ({ request, answer, context, rule }: ReviewTurn): Features => {
    const told = houseMatter({ prompt: request, context, ...(rule !== undefined && { rule: { text: rule } }) });
    return layout.review(seen(told), kindIn(answer), undefined);
  };
  return (messages, decoding, seed) => {
    const chosen = (context: Features) =>
      decoding === "greedy"
        ? policy.best(context)
        : policy.sample(context, keyedSource(seed).family("trained agent", [agent]).of(0)).tokens;
    if (agent === "conversation") {
      const turn = readConversation(messages);
      if (turn === undefined) throw rejected("a conversation agent answers requests in an exchange of a pair alone");
      const tokens = chosen(heard(turn));
      return { text: answerText(KINDS[tokens[0]], turn.brief, turn.prompt), tokens: tokens.length };
    }
    const turn = readReview(messages);
    if (turn === undefined) throw rejected("a feedback agent reads answers in an exchange of a pair alone");
    const tokens = chosen(reviewed(turn));
    return { text: writtenFeedback(tokens), tokens: tokens.length };
  };
}

function kindIn(answer: string): number {
  const kind = kindOfText(answer);
  if (kind !== undefined) return KINDS.indexOf(kind);
  throw rejected(`it reads answers of trained agents alone, and not ${JSON.stringify(answer.slice(0, 60))}`);
}

function adviceIn(advice: string): number {
  const at = (ADVICE as readonly string[]).indexOf(advice);
  if (at !== -1) return at;
  throw rejected(`it knows the advice of trained agents alone, and not ${JSON.stringify(advice.slice(0, 60))}`);
}

function rejected(message: string): ModelError {
  return new ModelError("rejected", `trained: ${message}`);
}
