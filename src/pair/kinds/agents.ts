import type { PolicyTask } from "../../learning/policies.js";
import type { ContextLayout } from "./contexts.js";
import { CONVERSATION, FEEDBACK } from "./language.js";
import { conversationLeanings, conversationStart, feedbackLeanings, feedbackStart } from "./start.js";

/** What the two agents read and write in a world of kinds, and what they do before any training. */
export function kindsAgents({ conversationDimension, feedbackDimension }: ContextLayout) {
  return {
    conversation: {
      grammar: CONVERSATION,
      dimension: conversationDimension,
      tabular: false,
      start: conversationStart,
      leanings: conversationLeanings(),
    },
    feedback: {
      grammar: FEEDBACK,
      dimension: feedbackDimension,
      tabular: false,
      start: feedbackStart,
      leanings: feedbackLeanings(),
    },
  } as const satisfies Readonly<Record<string, PolicyTask>>;
}
