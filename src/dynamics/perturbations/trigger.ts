import type { ConfigFault } from "../../contract/dynamic.js";
import { maybeWhole, oneOf } from "../../contract/keys.js";

/** What sets off a shock that knows epochs only. */
export const TRIGGER = oneOf(
  "epoch",
  ["epoch", "condition"],
  "what sets it off; a condition is accepted and never acts, as in the reference system",
);

export const AT_EPOCH = maybeWhole(0, "the epoch, from 0, at whose start it acts");

/** Why a shock will never act. */
export function triggerFaults(config: { readonly trigger: string; readonly at_epoch?: number | null }): ConfigFault[] {
  if (config.trigger !== "epoch") return [{ path: ["trigger"], message: "never acts: only an epoch can set it off" }];
  if (typeof config.at_epoch !== "number") return [{ path: ["at_epoch"], message: "never acts: it has no at_epoch" }];
  return [];
}
