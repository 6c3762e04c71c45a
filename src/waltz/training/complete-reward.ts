import { InputError } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import type { AgentName } from "../environments/environment.js";
import { REWARDS } from "../rewards/registry.js";
import type { ChosenReward } from "./samples.js";
import type { RewardChoice } from "./settings.js";

/**
 * A reward by name, with the weights that were given and else its own.
 *
 * @throws InputError for a reward that there is not or that is not this agent's, and for weights that it has not
 */
export function completeReward(agent: AgentName, { name, weights }: RewardChoice): ChosenReward {
  const definition = REWARDS.find(name);
  if (definition === undefined) throw new InputError([{ message: REWARDS.unknown(name) }]);
  if (definition.agent !== agent && definition.agent !== "either") {
    throw new InputError([{ message: `the reward "${name}" is not for the ${agent} agent` }]);
  }
  const known = Object.keys(definition.weights);
  const faults = Object.entries(weights).flatMap(([weight, value]) => {
    if (!known.includes(weight)) {
      return [{ message: `the reward "${name}" has no weight "${weight}"${didYouMean(weight, known)}` }];
    }
    return Number.isFinite(value) ? [] : [{ message: `the weight "${weight}" of "${name}" must be a number` }];
  });
  if (faults.length > 0) throw new InputError(faults);
  return { definition, weights: { ...definition.weights, ...weights } };
}
