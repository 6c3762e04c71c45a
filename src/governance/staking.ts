import { Type } from "@sinclair/typebox";
import { amount, flag, share } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";

/** What slashing would take: -resources x rate. Nothing in a run calls it, as in the reference system. */
export function slashed(resources: number, rate: number): number {
  return -resources * rate;
}

export const staking = defineLever({
  name: "staking",
  summary: "lets only agents with enough resources take turns; nothing is locked or burned",
  config: Type.Object({
    staking_enabled: flag(false, "switches the lever on"),
    min_stake_to_participate: amount(0, "resources an agent needs to take turns; agents start with 100"),
    stake_slash_rate: share(0.1, "share of the resources that slashing would take"),
  }),
  inert: { stake_slash_rate: "nothing slashes a stake" },
  isOn: ({ staking_enabled }) => staking_enabled,
  create: (config, { agents }) => ({
    mayAct: (agent) => agents.resourcesOf(agent) >= config.min_stake_to_participate,
  }),
});
