import { type Static, Type } from "@sinclair/typebox";
import { amount, flag, share, whole } from "../../contract/keys.js";
import { defineLever } from "../../contract/lever.js";
import { SybilWatch } from "./watch.js";

const config = Type.Object({
  sybil_detection_enabled: flag(false, "switches the lever on"),
  sybil_similarity_threshold: share(0.8, "similarity to the first of a cluster from which an agent belongs to it"),
  sybil_penalty_multiplier: amount(
    1,
    "tenths of reputation that each member of a cluster loses per epoch; it loses ten times that in resources",
  ),
  sybil_realtime_penalty: flag(false, "whether interactions between two members of clusters are charged"),
  sybil_realtime_rate: amount(0.1, "cost of either side of such an interaction, payoff units"),
  sybil_max_cluster_size: whole(1, 1, "agents in a cluster above which none of them takes turns; at 1, none of any"),
});

/** The keys of the Sybil lever. */
export type SybilConfig = Static<typeof config>;

export const sybilDetection = defineLever({
  name: "sybil_detection",
  summary: "takes agents that meet the same partners equally often for one, and penalises and blocks them",
  config,
  isOn: ({ sybil_detection_enabled }) => sybil_detection_enabled,
  create: (keys, { agents }) => new SybilWatch(keys, agents),
});
