import { defineAgent } from "../contract/agent.js";
import { keys, share } from "../contract/keys.js";
import { NOOP } from "../model/action.js";
import { TrustMemory } from "./trust-memory.js";

/**
 * Trust starts at 0.5 and a rejection pulls it back there, so with a threshold above 0.5 it never accepts and never
 * proposes. What it does propose carries the signals of its archetype, which are those of an attacker. Both are as in the
 * reference system.
 */
export const cautious = defineAgent({
  type: "cautious",
  summary: "deals only with those it trusts above a threshold; with the default threshold, nobody",
  archetype: "cautious",
  config: keys({
    threshold: share(0.7, "trust from which it accepts and proposes"),
    post_probability: share(0.2, "chance to post when it may"),
  }),
  create(config, group) {
    const trust = new TrustMemory(group.size);

    return {
      act(view) {
        const stream = group.streams.of(view.member);
        const { offer, member } = view;
        if (offer !== undefined) {
          const accept = trust.of(member, offer.initiator) >= config.threshold;
          return { kind: accept ? "accept" : "reject", offer: offer.id };
        }
        if (view.canPropose && view.count() > 0) {
          const to = trust.mostTrusted(member, view);
          if (trust.of(member, to) >= config.threshold) return { kind: "propose", to, type: "collaboration" };
        }
        if (view.canPost && stream.random() < config.post_probability) {
          return { kind: "post", content: "urges caution" };
        }
        if (view.canVote && view.postCount > 0) {
          return { kind: "vote", post: view.postAt(stream.below(view.postCount)), direction: 1 };
        }
        return NOOP;
      },
      answer: (offer, view) => trust.of(view.member, offer.initiator) >= config.threshold,
      learn: (outcome) => trust.learn(outcome),
      shiftTrust: (member, delta) => trust.shift(member, delta),
      save: () => trust.save(),
      restore: (saved) => trust.restore(saved),
    };
  },
});
