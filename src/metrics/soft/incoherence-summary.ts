import type { DecisionIncoherence } from "./incoherence.js";
import { Moments } from "./moments.js";

/** Means over decisions, each in [0, 1]; 0 if there are none. */
export interface IncoherenceSummary {
  readonly decisions: number;
  readonly index: number;
  readonly error: number;
  readonly disagreement: number;
}

/** The mean of each figure over the decisions. */
export function summarizeIncoherence(decisions: Iterable<DecisionIncoherence>): IncoherenceSummary {
  const index = new Moments();
  const error = new Moments();
  const disagreement = new Moments();
  for (const decision of decisions) {
    index.add(decision.index);
    error.add(decision.error);
    disagreement.add(decision.disagreement);
  }
  return { decisions: index.count, index: index.mean, error: error.mean, disagreement: disagreement.mean };
}

/** The same per agent type, in the order in which the types first occur. */
export function incoherenceByType(
  decisions: Iterable<DecisionIncoherence & { readonly agentType: string }>,
): Map<string, IncoherenceSummary> {
  const groups = new Map<string, DecisionIncoherence[]>();
  for (const decision of decisions) {
    const group = groups.get(decision.agentType);
    if (group === undefined) groups.set(decision.agentType, [decision]);
    else group.push(decision);
  }
  return new Map([...groups].map(([agentType, group]) => [agentType, summarizeIncoherence(group)]));
}
