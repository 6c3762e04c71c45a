import { parseStrictJson } from "../base/strict-json.js";
import type { ChatMessage } from "../contract/provider.js";
import { CONVERSATION_TASK, type Exchanged, FEEDBACK_OPENS } from "./messages.js";

/** What a conversation agent is told and has said so far. */
export interface ConversationTurn {
  readonly brief: string;
  readonly prompt: string;
  readonly before: readonly Exchanged[];
}

/** What a feedback agent is given to judge. */
export interface ReviewTurn {
  readonly context?: string;
  readonly rule?: string;
  readonly request: string;
  readonly answer: string;
}

/** What stands in messages of `conversationMessages`; undefined for messages that are not of that form. */
export function readConversation(messages: readonly ChatMessage[]): ConversationTurn | undefined {
  const [task, request, ...history] = messages;
  if (task?.role !== "system" || request?.role !== "user" || history.length % 2 !== 0) return undefined;
  const brief = task.content === CONVERSATION_TASK ? "" : after(task.content, `${CONVERSATION_TASK}\n\n`);
  if (brief === undefined) return undefined;
  const before: Exchanged[] = [];
  for (let at = 0; at < history.length; at += 2) {
    const [answer, advice] = [history[at], history[at + 1]];
    if (answer.role !== "assistant" || advice.role !== "user") return undefined;
    before.push({ answer: answer.content, advice: advice.content });
  }
  return { brief, prompt: request.content, before };
}

/** What stands in messages of `feedbackMessages`; undefined for messages that are not of that form. */
export function readReview(messages: readonly ChatMessage[]): ReviewTurn | undefined {
  const [task, given] = messages;
  if (messages.length !== 2 || task.role !== "system" || given.role !== "user") return undefined;
  if (!task.content.startsWith(FEEDBACK_OPENS)) return undefined;
  try {
    const read = parseStrictJson(given.content) as Partial<ReviewTurn> | null;
    return typeof read?.request === "string" && typeof read.answer === "string" ? (read as ReviewTurn) : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function after(text: string, start: string): string | undefined {
  return text.startsWith(start) ? text.slice(start.length) : undefined;
}
