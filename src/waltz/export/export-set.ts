import { grouped } from "../../base/grouped.js";
import type { ExportedLines } from "./exported-lines.js";
import { feedbackPreferences, placedFeedback } from "./feedback-preferences.js";
import { preferenceFiles } from "./preference-lines.js";
import { placedAnswers, preferences } from "./preferences.js";
import { supervisedConversation, supervisedFeedback } from "./supervised.js";
import type { TextRollout } from "./text-rollout.js";

/** What can be exported, and into which files. */
export const EXPORTS = ["supervised", "dpo"] as const;
export type ExportKind = (typeof EXPORTS)[number];

/** The files of the rollouts of one pair of policies. */
export interface ExportSet {
  readonly policy: TextRollout["policy"];
  /** Names the folder: the front of both hashes. */
  readonly key: string;
  readonly rollouts: number;
  readonly files: Readonly<Record<string, ExportedLines>>;
  /** Present where there are pairs of preference. */
  readonly approximation: string | undefined;
}

/** What pairs of preference are, and are not. It goes with every export of them. */
const APPROXIMATION =
  "Pairs of the answers before and after feedback, and of feedback on the same answer. Training on them approximates what one " +
  "stage of WaltzRL does to either agent: the pairs are of the policies whose hashes are given and do not follow them as they " +
  "change, each agent is trained apart from the other, and neither the size of the reward nor its KL term enters.";

/**
 * One set per pair of policies, in order of first appearance: pairs of preference mean nothing without the policy they are of.
 *
 * @param feedbackReward one of `FEEDBACK_REWARDS`: what feedback on the same answer is held against each other by
 */
export function exportSets(
  rollouts: readonly TextRollout[],
  kinds: readonly ExportKind[],
  feedbackReward = "waltz.feedback.a",
): readonly ExportSet[] {
  const byPolicy = grouped(rollouts, ({ policy }) => keyOf(policy));
  return [...byPolicy].map(([key, own]) => {
    const answers = preferences(own);
    const feedback = feedbackPreferences(own, feedbackReward);
    const files: Record<ExportKind, Record<string, ExportedLines>> = {
      supervised: {
        "conversation_agent_training.jsonl": supervisedConversation(own),
        "feedback_agent_training.jsonl": supervisedFeedback(own),
      },
      dpo: {
        ...preferenceFiles("", answers.pairs.map(placedAnswers), answers.skipped),
        ...preferenceFiles("feedback_agent_", feedback.pairs.map(placedFeedback), feedback.skipped),
      },
    };
    return {
      policy: own[0].policy,
      key,
      rollouts: own.length,
      files: Object.assign({}, ...kinds.map((kind) => files[kind])),
      approximation: kinds.includes("dpo") ? APPROXIMATION : undefined,
    };
  });
}

function keyOf({ conversation, feedback }: TextRollout["policy"]): string {
  const front = (hash: string) => hash.slice(0, 12);
  return `${front(conversation)}_${front(feedback)}`;
}
