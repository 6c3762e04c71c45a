import { StoppedError } from "../../base/errors.js";
import type { AgentName } from "../environments/environment.js";

/**
 * Ends a training whose parameters have run away: what they would write from here on means nothing.
 *
 * @throws StoppedError where a parameter is no finite number
 */
export function stopUnlessFinite(agent: AgentName, iteration: number, parameters: Float64Array): void {
  for (let i = 0; i < parameters.length; i += 1) {
    if (Number.isFinite(parameters[i])) continue;
    const message = `step ${iteration}: parameters of the ${agent} agent are no longer finite; lower rates.${agent}`;
    throw new StoppedError(message);
  }
}
