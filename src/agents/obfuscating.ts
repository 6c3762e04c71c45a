import { defineAgent } from "../contract/agent.js";
import { amount, flag, inert, keys, oneOf, share, whole } from "../contract/keys.js";
import { NOOP } from "../model/action.js";
import { disguise, OBFUSCATION_STRATEGIES, type ObfuscationStrategy } from "./signal-disguise.js";

/** What a member has been through. */
interface Past {
  outcomes: number;
  /** Outcomes that cost it more than 0.5. */
  losses: number;
}

/** Outcomes from which an adaptive agent judges by its losses, and the share of them that makes it change its ways. */
const ENOUGH = 3;
const TOO_MANY_LOSSES = 0.3;

/**
 * In the reference system the disguise of signals is never put on, so that its four strategies play alike;
 * `signal_manipulation` puts it on.
 */
export const obfuscating = defineAgent({
  type: "obfuscating",
  summary: "builds trust, then trades with anybody; can disguise the signals of its own proposals",
  archetype: "deceptive",
  config: keys({
    obfuscation_strategy: oneOf(
      "blatant",
      OBFUSCATION_STRATEGIES,
      "how it disguises its signals: not at all, as good work, by noise that grows, or whichever loses less; acts only with signal_manipulation",
    ),
    trust_building_phase: whole(5, 0, "outcomes of its own during which it builds trust"),
    signal_manipulation: flag(false, "whether the strategy is applied; the reference system never does"),
    signal_inflation_cap: amount(0.4, "most that policy_obfuscation adds to progress and to engagement"),
    drift_rate: share(0.05, "growth per epoch of activation_obfuscation, up to 1"),
    activation_noise_scale: amount(0.1, "standard deviation of the noise of activation_obfuscation at full growth"),
    rationalization_strength: inert(
      share(0.7, "how strongly it justifies itself"),
      "never used, in the reference system neither",
    ),
  }),
  create(config, group) {
    const pasts: Past[] = Array.from({ length: group.size }, () => ({ outcomes: 0, losses: 0 }));
    const building = (member: number): boolean => pasts[member].outcomes < config.trust_building_phase;

    function strategyOf(member: number): Exclude<ObfuscationStrategy, "adaptive"> {
      if (config.obfuscation_strategy !== "adaptive") return config.obfuscation_strategy;
      const { outcomes, losses } = pasts[member];
      const losing = outcomes >= ENOUGH && losses / outcomes > TOO_MANY_LOSSES;
      return losing ? "activation_obfuscation" : "policy_obfuscation";
    }

    return {
      act(view) {
        const { offer, member } = view;
        const stream = group.streams.of(member);
        if (offer !== undefined) return { kind: stream.random() < 0.8 ? "accept" : "reject", offer: offer.id };
        const open = view.canPropose && view.count() > 0;
        if (building(member)) {
          if (view.canPost && stream.random() < 0.3) return { kind: "post", content: "explains its good reasons" };
          if (open) return { kind: "propose", to: view.pick(stream.below(view.count())), type: "collaboration" };
          return NOOP;
        }
        if (open) return { kind: "propose", to: view.pick(stream.below(view.count())), type: "trade" };
        if (view.canPost && stream.random() < 0.2) return { kind: "post", content: "explains its good reasons" };
        return NOOP;
      },
      answer: (_offer, { member }) => group.streams.of(member).random() < (building(member) ? 0.85 : 0.75),
      learn({ member, payoff }) {
        pasts[member].outcomes += 1;
        if (payoff < -0.5) pasts[member].losses += 1;
      },
      distort: config.signal_manipulation
        ? (member, epoch, signals, stream) => disguise(strategyOf(member), config, epoch, signals, stream)
        : undefined,
      save: () => structuredClone(pasts),
      restore(saved) {
        (saved as Past[]).forEach((past, member) => {
          pasts[member] = { ...past };
        });
      },
    };
  },
});
