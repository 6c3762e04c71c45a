import { Type } from "@sinclair/typebox";
import { amount, flag, share } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";

export const randomAudit = defineLever({
  name: "random_audit",
  summary: "audits a random share of interactions; one below the quality threshold costs its initiator",
  config: Type.Object({
    audit_enabled: flag(false, "switches the lever on"),
    audit_probability: share(0.1, "chance that an interaction, accepted or rejected, is audited"),
    audit_penalty_multiplier: amount(
      2,
      "penalty per unit that p falls short of the threshold, payoff and reputation units",
    ),
    audit_threshold_p: share(0.5, "p below which an audited interaction is penalised"),
  }),
  looks: ["audit"],
  isOn: ({ audit_enabled }) => audit_enabled,
  create(config, { streams }) {
    const draws = streams("audit");
    return {
      interaction({ initiator, p }, effects) {
        if (draws.of(initiator).random() > config.audit_probability) return;
        const penalty =
          p < config.audit_threshold_p ? (config.audit_threshold_p - p) * config.audit_penalty_multiplier : 0;
        effects.note("audit", initiator, { p, penalty });
        if (penalty === 0) return;
        effects.cost(penalty, 0, "audit penalty");
        effects.reputation(initiator, -penalty, "audit penalty");
      },
      save: () => draws.save(),
      restore: (saved) => draws.restore(saved),
    };
  },
});
