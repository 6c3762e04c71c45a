import { type Static, Type } from "@sinclair/typebox";
import { amount, flag, positive, share, whole } from "../../contract/keys.js";
import { defineLever } from "../../contract/lever.js";
import { SecurityGuard } from "./guard.js";

const config = Type.Object({
  security_enabled: flag(false, "switches the lever on"),
  security_injection_threshold: share(0.3, "severity from which an interaction is an injection; read at the start"),
  security_manipulation_threshold: share(
    0.5,
    "success rate from which an initiator manipulates, and threat score from which an agent is flagged; read at the start",
  ),
  security_laundering_trust_gap: amount(
    0.3,
    "reputation that a chain of accepted interactions must gain more than to be laundering; read at the start",
  ),
  security_contagion_velocity: positive(
    2,
    "agents per minute from which a chain of harm is a contagion; no time passes in a run, so every chain is faster than 300; read at the start",
  ),
  security_min_chain_length: whole(3, 2, "agents from which a chain counts; read at the start"),
  security_min_interactions: whole(5, 1, "interactions in the history from which it is analysed"),
  security_penalty_threshold: share(0.3, "threat score from which an agent is penalised at each analysis"),
  security_quarantine_threshold: share(0.7, "threat score from which an agent is frozen and never acts again"),
  security_penalty_multiplier: amount(
    1,
    "reputation that a penalty takes per unit of threat score; it takes five times that in resources",
  ),
  security_realtime_penalty: flag(false, "whether suspicious interactions are charged as they happen"),
  security_realtime_threshold: share(0.5, "suspicion from which an interaction is charged"),
  security_realtime_rate: amount(
    0.2,
    "cost of the initiator per unit of suspicion, payoff units; the counterparty bears half of it",
  ),
  security_clear_history_on_epoch: flag(false, "whether an analysis forgets the interactions that it has seen"),
});

/** The keys of the security lever. */
export type SecurityConfig = Static<typeof config>;

export const security = defineLever({
  name: "security",
  summary: "looks for attacks in all that happened; penalises suspects and quarantines the worst of them for good",
  config,
  looks: ["threat", "chain contained"],
  isOn: ({ security_enabled }) => security_enabled,
  create: (keys, { agents }) => new SecurityGuard(keys, agents),
});
