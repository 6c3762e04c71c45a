import { InputError } from "../../base/errors.js";
import { weightHash } from "../../learning/weight-hash.js";
import type { EvaluationCase } from "../../waltz/evaluation/case.js";
import { type EvaluablePair, pairCases } from "../../waltz/evaluation/pair-cases.js";
import { policiesOf, untrainedPolicies } from "../../waltz/trained-pair.js";
import { FEEDBACK_MODES, type FeedbackMode, type Policies, type RolloutRules } from "../../waltz/training/rollout.js";
import { worldTold } from "../../waltz/world.js";
import { CountProgress } from "./count-progress.js";
import { type EvaluationWorld, evaluationWorld, type PROMPT_PARTS } from "./evaluate-pair-world.js";
import type { EvaluatedSource } from "./evaluate-run.js";
import { loadPair } from "./load-pair.js";

export { PROMPT_PARTS } from "./evaluate-pair-world.js";
export const DECODINGS = ["greedy", "sampled"] as const;

export interface PairOptions {
  readonly pair?: string | undefined;
  readonly data?: string | undefined;
  readonly trigger?: FeedbackMode | undefined;
  readonly maxRounds?: number | undefined;
  readonly seed?: number | undefined;
  readonly decoding?: (typeof DECODINGS)[number] | undefined;
  readonly prompts?: (typeof PROMPT_PARTS)[number] | undefined;
  readonly embeddings?: string | undefined;
  readonly embeddingCache?: string | undefined;
}

/**
 * A trained pair of small policies, beside the same pair before any training.
 *
 * @param folder of the pair
 * @throws InputError where it cannot be read, or its world lacks something
 */
export async function pairEvaluation(folder: string, options: PairOptions): Promise<EvaluatedSource> {
  const { pair, files, world } = loadPair({ conversation: folder, feedback: folder });
  const { trigger = "adaptive", maxRounds = trigger === "off" ? 0 : 1, seed = 1, decoding = "greedy" } = options;
  if (!FEEDBACK_MODES.includes(trigger)) throw new InputError(`there is no trigger "${trigger}"`);
  const rules: RolloutRules = { trigger, maxRounds, decoding, reviewer: "policy" };
  const found = await evaluationWorld(folder, world, options);
  const policies = policiesOf(pair, found.environment, files);
  const { policy, history } = pair.conversation;
  const untrained = untrainedPolicies(found.environment, policy, history[0]?.seed ?? seed);
  const progress = new CountProgress("exchanges", 2 * found.prompts.length, process.stderr);
  const casesOf = (which: Policies) => played(found, which, rules, seed, progress);
  try {
    const [after, before] = [await casesOf(policies), await casesOf(untrained)];
    const { judge, says, environment } = found;
    return {
      kind: "pair",
      what: `a trained pair (${environment.name})`,
      settings: {
        world: worldTold(world),
        ...{ trigger, max_rounds: maxRounds, decoding, seed, policy, prompts: found.which },
        history: { conversation: pair.conversation.history, feedback: pair.feedback.history },
        weights: {
          conversation: weightHash(policies.conversation.parameters),
          feedback: weightHash(policies.feedback.parameters),
        },
      },
      files: [files.conversation, files.feedback, ...found.files],
      systems: [{ system: "trained", judge, says, cases: after }],
      before: { cases: [{ system: "before any training", judge, cases: before }], capability: [] },
      capability: [],
      remarks: found.remarks,
    };
  } finally {
    progress.end();
  }
}

function played(
  { environment, lenient, prompts }: EvaluationWorld,
  policies: Policies,
  rules: RolloutRules,
  seed: number,
  progress: CountProgress,
): Promise<readonly EvaluationCase[]> {
  const pair: EvaluablePair = { environment, lenient, policies, rules, seed };
  return pairCases(pair, prompts, progress.add);
}
