import { grouped } from "../../base/grouped.js";
import type { ExportedLines } from "./exported-lines.js";
import { APPROXIMATION, openaiPreferenceLine, preferenceLines, preferences, trlPreferenceLine } from "./preferences.js";
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

/** One set per pair of policies, in order of first appearance: pairs of preference mean nothing without the policy they are of. */
export function exportSets(rollouts: readonly TextRollout[], kinds: readonly ExportKind[]): readonly ExportSet[] {
  const byPolicy = grouped(rollouts, ({ policy }) => keyOf(policy));
  return [...byPolicy].map(([key, own]) => {
    const pairs = preferences(own);
    const files: Record<ExportKind, Record<string, ExportedLines>> = {
      supervised: {
        "conversation_agent_training.jsonl": supervisedConversation(own),
        "feedback_agent_training.jsonl": supervisedFeedback(own),
      },
      dpo: {
        "dpo_approximation_openai.jsonl": preferenceLines(pairs, openaiPreferenceLine),
        "dpo_approximation_trl.jsonl": preferenceLines(pairs, trlPreferenceLine),
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
