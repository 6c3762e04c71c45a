import { type Static, Type } from "@sinclair/typebox";
import { amount, flag, positive, share, whole } from "../../contract/keys.js";
import { defineLever } from "../../contract/lever.js";
import { CollusionWatch } from "./watch.js";

const config = Type.Object({
  collusion_detection_enabled: flag(false, "switches the lever on"),
  collusion_frequency_threshold: positive(
    2,
    "standard deviations above the mean pair at which meeting often counts fully; read at the start",
  ),
  collusion_correlation_threshold: share(0.7, "correlation of benefits that nothing is compared with"),
  collusion_min_interactions: whole(
    3,
    1,
    "interactions from which a pair, and the history, is judged; read at the start",
  ),
  collusion_score_threshold: share(0.5, "score from which pairs, groups and agents are suspect; read at the start"),
  collusion_penalty_multiplier: amount(
    1,
    "reputation that a penalty takes per unit of risk; it takes ten times that in resources",
  ),
  collusion_realtime_penalty: flag(false, "whether interactions between two suspects are charged as they happen"),
  collusion_realtime_rate: amount(0.1, "cost of either side per unit of their mean risk, payoff units"),
  collusion_clear_history_on_epoch: flag(false, "whether an analysis forgets the interactions that it has seen"),
});

/** The keys of the collusion lever. */
export type CollusionConfig = Static<typeof config>;

export const collusion = defineLever({
  name: "collusion",
  summary: "looks for pairs and groups that collude in all that happened, and penalises them at each epoch start",
  config,
  inert: {
    collusion_correlation_threshold:
      "correlations enter the score as they are and nothing compares them, in the reference system neither",
  },
  isOn: ({ collusion_detection_enabled }) => collusion_detection_enabled,
  create: (keys, { agents }) => new CollusionWatch(keys, agents),
});
