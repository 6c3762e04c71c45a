import { Type } from "@sinclair/typebox";
import { amount, flag, real, whole } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";

/** What an interaction's proposer did, in the reference system's words: the only kind of action that completes. */
const PROPOSING = "propose_interaction";

const NO_ROLES = "agents have no roles, so no role allows anything and every proposal is a violation anyway";

/** Source: SWARM v1.9.0 governance, where the roles of agents are never loaded. */
export const rbac = defineLever({
  name: "rbac",
  summary: "penalises the initiator of every interaction, accepted or rejected: nobody has a role that allows it",
  config: Type.Object({
    rbac_enabled: flag(false, "switches the lever on"),
    rbac_violation_penalty: amount(0.5, "cost of a violation, payoff units"),
    rbac_violation_reputation_penalty: real(-0.2, "what a violation adds to reputation; a penalty is negative"),
    rbac_high_stakes_actions: Type.Array(Type.String(), {
      default: [],
      description: `actions whose violation weighs more; of them, ${PROPOSING} alone can happen`,
    }),
    rbac_security_clearance_required: whole(2, 0, "clearance that actions of high stakes ask for"),
    rbac_high_stakes_penalty_multiplier: amount(2, "how many times more a violation of high stakes weighs"),
    rbac_role_action_map: Type.Record(Type.String(), Type.Array(Type.String()), {
      default: {},
      description: "actions that each role allows",
    }),
  }),
  inert: { rbac_security_clearance_required: NO_ROLES, rbac_role_action_map: NO_ROLES },
  isOn: ({ rbac_enabled }) => rbac_enabled,
  create: (config) => ({
    interaction({ initiator }, effects) {
      const highStakes = config.rbac_high_stakes_actions.includes(PROPOSING);
      const weight = highStakes ? config.rbac_high_stakes_penalty_multiplier : 1;
      effects.cost(config.rbac_violation_penalty * weight, 0, "no role allows it");
      const delta = config.rbac_violation_reputation_penalty * weight;
      if (delta !== 0) effects.reputation(initiator, delta, "no role allows it");
    },
  }),
});
