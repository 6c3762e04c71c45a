import { type Fault, InputError } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import type { AgentName } from "../environments/environment.js";
import { REWARDS } from "../rewards/registry.js";
import type { ChosenReward } from "./samples.js";
import type { RewardChoice } from "./settings.js";

/** What is wrong with a choice, and with which part of it: its name, or one of its weights. */
export interface RewardFault {
  readonly path: readonly ["name"] | readonly ["weights", string];
  readonly message: string;
}

/** Everything that is wrong with a choice: a reward that there is not or that is not this agent's, weights that it has not. */
export function rewardFaults(agent: AgentName, { name, weights }: RewardChoice): readonly RewardFault[] {
  const fault = (message: string): readonly RewardFault[] => [{ path: ["name"], message }];
  const definition = REWARDS.find(name);
  if (definition === undefined) return fault(REWARDS.unknown(name));
  if (definition.agent === "diagnostic") return fault(`"${name}" is a figure for logs; nobody can be trained by it`);
  if (definition.agent !== agent && definition.agent !== "either") {
    return fault(`the reward "${name}" is for the ${definition.agent} agent, not for the ${agent} agent`);
  }
  const known = Object.keys(definition.weights);
  return Object.entries(weights).flatMap(([weight, value]): readonly RewardFault[] => {
    const path = ["weights", weight] as const;
    if (!known.includes(weight)) {
      return [{ path, message: `the reward "${name}" has no weight "${weight}"${didYouMean(weight, known)}` }];
    }
    return Number.isFinite(value) ? [] : [{ path, message: `the weight "${weight}" of "${name}" must be a number` }];
  });
}

/**
 * A reward by name, with the weights that were given and else its own.
 *
 * @throws InputError with everything that is wrong with the choice
 */
export function completeReward(agent: AgentName, choice: RewardChoice): ChosenReward {
  const definition = REWARDS.find(choice.name);
  const faults: readonly Fault[] = rewardFaults(agent, choice).map(({ message }) => ({ message }));
  if (definition === undefined || faults.length > 0) throw new InputError(faults);
  return { definition, weights: { ...definition.weights, ...choice.weights } };
}
