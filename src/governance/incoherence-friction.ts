import { Type } from "@sinclair/typebox";
import { amount, flag } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";
import { ambiguity } from "./ambiguity.js";
import { TAX_SPLIT } from "./transaction-tax.js";

export const incoherenceFriction = defineLever({
  name: "incoherence_friction",
  summary: "charges accepted interactions the more, the less their p tells good from bad",
  config: Type.Object({
    incoherence_friction_enabled: flag(false, "switches the lever on"),
    incoherence_friction_rate: amount(0.05, "cost per unit of (1 - |2p - 1|) (|tau| + 1), payoff units"),
    transaction_tax_split: TAX_SPLIT,
  }),
  isOn: ({ incoherence_friction_enabled }) => incoherence_friction_enabled,
  create: (config) => ({
    interaction({ accepted, p, tau }, effects) {
      if (!accepted) return;
      const total = config.incoherence_friction_rate * ambiguity(p) * (Math.abs(tau) + 1);
      const split = config.transaction_tax_split;
      effects.cost(total * split, total * (1 - split), "ambiguity");
    },
  }),
});
