import { defineAgent } from "../contract/agent.js";
import { keys, share, whole } from "../contract/keys.js";
import { NOOP } from "../model/action.js";
import { PROFILES } from "../model/signal-profile.js";
import { TrustMemory } from "./trust-memory.js";

/** Chance to vote when it may. */
const VOTES = 0.3;

/** Mean recent payoff above which it asks for less trust, payoff units. */
const GOOD_PAYOFF = 0.5;

/** What moves the bar of a member: its latest payoffs, oldest first. */
interface Bar {
  threshold: number;
  payoffs: number[];
}

/** The reference system has the class but cannot build it, so there are no runs of it to match. */
export const adaptive = defineAgent({
  type: "adaptive",
  summary: "lowers its trust threshold while it earns well, raises it when it does not, and explores a little",
  archetype: "adaptive",
  profile: PROFILES.honest,
  refusedInCompat: "the reference system cannot build this type from a scenario",
  config: keys({
    initial_threshold: share(0.5, "trust from which it accepts and proposes at first"),
    min_threshold: share(0.3, "the threshold never sinks below this"),
    max_threshold: share(0.8, "the threshold never rises above this"),
    window_size: whole(20, 1, "latest payoffs that it looks at"),
    adapt_rate: share(0.05, "how far one outcome moves the threshold"),
    explore_probability: share(0.1, "chance to accept, or to propose to, just anybody"),
    post_probability: share(0.25, "chance to post when it may"),
  }),
  create(config, group) {
    const trust = new TrustMemory(group.size);
    const bars: Bar[] = Array.from({ length: group.size }, () => ({
      threshold: config.initial_threshold,
      payoffs: [],
    }));

    const acceptable = (member: number, agent: number): boolean =>
      group.streams.of(member).random() < config.explore_probability ||
      trust.of(member, agent) >= bars[member].threshold;

    return {
      act(view) {
        const { offer, member } = view;
        if (offer !== undefined) {
          return { kind: acceptable(member, offer.initiator) ? "accept" : "reject", offer: offer.id };
        }
        const stream = group.streams.of(member);
        if (view.canPropose && view.count() > 0) {
          const to = trust.mostTrusted(member, view);
          if (trust.of(member, to) >= bars[member].threshold) return { kind: "propose", to, type: "collaboration" };
          if (stream.random() < config.explore_probability) {
            return { kind: "propose", to: view.pick(stream.below(view.count())), type: "collaboration" };
          }
        }
        if (view.canPost && stream.random() < config.post_probability) {
          return { kind: "post", content: "reports what worked" };
        }
        if (view.canVote && view.postCount > 0 && stream.random() < VOTES) {
          return { kind: "vote", post: view.postAt(stream.below(view.postCount)), direction: 1 };
        }
        return NOOP;
      },
      answer: (offer, view) => acceptable(view.member, offer.initiator),
      learn(outcome) {
        trust.learn(outcome);
        const bar = bars[outcome.member];
        bar.payoffs.push(outcome.payoff);
        if (bar.payoffs.length > config.window_size) bar.payoffs.shift();
        const mean = bar.payoffs.reduce((sum, payoff) => sum + payoff, 0) / bar.payoffs.length;
        bar.threshold =
          mean > GOOD_PAYOFF
            ? Math.max(config.min_threshold, bar.threshold - config.adapt_rate)
            : Math.min(config.max_threshold, bar.threshold + config.adapt_rate);
      },
      shiftTrust: (member, delta) => trust.shift(member, delta),
      save: () => ({ trust: trust.save(), bars: structuredClone(bars) }),
      restore(saved) {
        const state = saved as { trust: unknown; bars: Bar[] };
        trust.restore(state.trust);
        state.bars.forEach((bar, member) => {
          bars[member] = structuredClone(bar);
        });
      },
    };
  },
});
