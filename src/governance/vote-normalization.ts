import { Type } from "@sinclair/typebox";
import { flag, positive } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";

/** Weight in (0, 1] of a vote by somebody who has cast `votes` already: 1 / (1 + votes / maxWeight); 1 when off. */
export function voteWeight(votes: number, maxWeight: number, enabled: boolean): number {
  return enabled ? 1 / (1 + votes / maxWeight) : 1;
}

const WHY = "no part of a run weighs votes: the feed counts each as 1, in the reference system too";

export const voteNormalization = defineLever({
  name: "vote_normalization",
  summary: "declared, without effect: a weight for votes that nothing applies",
  config: Type.Object({
    vote_normalization_enabled: flag(false, "switches the lever on"),
    max_vote_weight_per_agent: positive(10, "votes after which a vote weighs half"),
  }),
  inert: { vote_normalization_enabled: WHY, max_vote_weight_per_agent: WHY },
  isOn: ({ vote_normalization_enabled }) => vote_normalization_enabled,
  create: () => ({}),
});
