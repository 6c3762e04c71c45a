import { AGENTS } from "../environments/environment.js";
import type { StageSettings } from "./settings.js";
import type { KeyFault } from "./stage-keys.js";

/** How a stage is trained: by reinforcement, or by examples. */
export type TrainingMethod = "rl" | "supervised";

/** The keys that training by examples reads. */
const OF_EXAMPLES = ["train", "iterations", "batch", "optimiser", "rates"];

/**
 * Keys that were given and can do nothing, each with its reason: none of them is left to be puzzled over.
 *
 * @param isFresh whether the agents come into the stage without any training
 */
export function idleKeys(
  given: readonly (readonly (string | number)[])[],
  settings: StageSettings,
  method: TrainingMethod,
  isFresh: boolean,
): readonly KeyFault[] {
  return given.flatMap((path) => {
    const reason = method === "supervised" ? reasonByExamples(path) : reasonByReward(path, settings, isFresh);
    const untrained = reason ?? reasonOfAgent(path, settings);
    return untrained === undefined
      ? []
      : [{ path, at: "key", message: `${path.join(".")} does nothing: ${untrained}` }];
  });
}

type Path = readonly (string | number)[];

function reasonByExamples([key]: Path): string | undefined {
  return OF_EXAMPLES.includes(String(key)) ? undefined : "training by examples has no rewards and no exchanges";
}

function reasonByReward(
  [key]: Path,
  { method, passes, maxRounds }: StageSettings,
  isFresh: boolean,
): string | undefined {
  if (key === "reference" && isFresh) return "without --from the agents come into the stage untrained";
  if ((key === "value" || key === "value_rate") && method !== "ppo") return "there are value functions with method=ppo";
  if (key === "clip" && passes === 1) return "with one pass over a batch (passes) every ratio is 1";
  if (key === "include_last" && maxRounds < 2) return "it is about exchanges with two rounds or more (max_rounds)";
  return undefined;
}

function reasonOfAgent([key, agent]: Path, { train }: StageSettings): string | undefined {
  if (key !== "rates" || agent === undefined) return undefined;
  const isTrained = train.some((name) => name === agent);
  return isTrained || !AGENTS.some((name) => name === agent) ? undefined : `the ${agent} agent is not trained`;
}

/** What keeps an agent that is to be trained from ever learning; undefined where nothing does. */
export function neverAsked({ train, trigger, maxRounds }: StageSettings, method: TrainingMethod): string | undefined {
  if (method === "supervised" || !train.includes("feedback")) return undefined;
  if (trigger === "off") return "the feedback agent is to be trained, but with trigger=off nobody asks it";
  return maxRounds === 0 ? "the feedback agent is to be trained, but with max_rounds=0 nobody asks it" : undefined;
}
