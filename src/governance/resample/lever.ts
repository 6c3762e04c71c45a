import { type Static, Type } from "@sinclair/typebox";
import { amount, flag, positive, share, whole } from "../../contract/keys.js";
import { defineLever } from "../../contract/lever.js";
import { Resampling } from "./resampling.js";

const config = Type.Object({
  resample_enabled: flag(false, "switches the lever on"),
  resample_suspicion_threshold: share(0.6, "suspicion from which an agent is asked again, and an answer is suspicious"),
  resample_n_samples: whole(3, 1, "how many more times a suspect is asked"),
  resample_trajectory_analysis: flag(false, "whether a falling p of its recent proposals adds to suspicion"),
  resample_trajectory_window: whole(5, 2, "proposals of an agent over which its p may fall; fewer add nothing"),
  resample_incrimination_threshold: positive(2, "evidence at which the agent is frozen; this lever frees nobody"),
  resample_compute_cost: amount(0.01, "cost of the initiator per further answer, payoff units"),
  resample_evidence_decay: share(0.9, "share of the evidence that is kept at the start of an epoch"),
  resample_evidence_rep_weight: amount(0.5, "reputation lost per unit of new evidence"),
});

/** The keys of the resample lever. */
export type ResampleConfig = Static<typeof config>;

export const resample = defineLever({
  name: "resample",
  summary: "asks suspects again, carries out what they answer most often, and gathers evidence from their proposals",
  config,
  looks: ["resampled"],
  isOn: ({ resample_enabled }) => resample_enabled,
  create: (keys, { agents }) => new Resampling(keys, agents),
});
