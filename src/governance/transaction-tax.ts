import { Type } from "@sinclair/typebox";
import { share } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";

/** The initiator's share of a tax; also used by the incoherence friction. */
export const TAX_SPLIT = share(0.5, "share of the tax that the initiator pays");

/**
 * What the tax is levied on: max(2p - (1 - p), 0) + |tau|. The 2 and the 1 are fixed, whatever the scenario's payoffs.
 * Source: SWARM v1.9.0.
 */
export function taxBase(p: number, tau: number): number {
  return Math.max(2 * p - (1 - p), 0) + Math.abs(tau);
}

export const transactionTax = defineLever({
  name: "transaction_tax",
  summary: "charges accepted interactions a share of their estimated surplus; the tax goes to nobody",
  config: Type.Object({
    transaction_tax_rate: share(0, "tax per unit of estimated surplus"),
    transaction_tax_split: TAX_SPLIT,
  }),
  aliases: { transaction_tax: "transaction_tax_rate" },
  isOn: ({ transaction_tax_rate }) => transaction_tax_rate > 0,
  create: (config) => ({
    interaction({ accepted, p, tau }, effects) {
      if (!accepted) return;
      const total = config.transaction_tax_rate * taxBase(p, tau);
      effects.cost(total * config.transaction_tax_split, total * (1 - config.transaction_tax_split), "tax");
    },
  }),
});
