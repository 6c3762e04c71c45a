import { fingerprint } from "../../records/canonical-json.js";
import { type GroupedPrompt, groupFolds, type PromptSplit } from "../environments/xstest/folds.js";

/** How `swarm waltz train` deals prompts out: the same way in every training. */
const FOLD_SEED = 1;

/** What the manifest of a training says of its prompts. */
export interface TrainedOn {
  /** `fold 1 of 5` */
  readonly fold?: unknown;
  /** Fingerprint of the split. */
  readonly split?: unknown;
}

/**
 * The split that a training was made on, where these are its prompts; undefined where they are not, or nothing is known. Proven by
 * the split's fingerprint, so no other prompts are ever taken for it.
 */
export function trainedSplit(prompts: readonly GroupedPrompt[], { fold, split }: TrainedOn): PromptSplit | undefined {
  const [, at, of] = /^fold (\d+) of (\d+)$/.exec(String(fold)) ?? [];
  if (at === undefined || prompts.length === 0) return undefined;
  const found = groupFolds(prompts, Number(of), FOLD_SEED)[Number(at) - 1]?.split;
  return found !== undefined && fingerprint(found) === split ? found : undefined;
}
