import { defineAgent } from "../contract/agent.js";
import { keys, share } from "../contract/keys.js";
import type { Offer, View } from "../contract/view.js";
import { NOOP } from "../model/action.js";
import { voteOnFresh } from "./fresh-vote.js";
import { TrustMemory } from "./trust-memory.js";
import { voteMemory } from "./vote-memory.js";

/** Trust below which an honest agent proposes to nobody. */
const WORTH_ASKING = 0.3;

/** What a kind of proposal adds to the threshold. */
function wariness({ type }: Offer): number {
  return type === "collaboration" ? -0.1 : type === "trade" ? 0.1 : 0;
}

const POSTS = ["shares a finding", "asks for feedback", "offers help", "reports progress"];

export const honest = defineAgent({
  type: "honest",
  summary: "accepts whom it trusts, proposes collaboration to the most trusted, upvotes what it has not voted on",
  archetype: "honest",
  config: keys({
    acceptance_threshold: share(0.4, "trust needed to accept, less 0.1 in its own turn"),
    trust_weight: share(0.3, "weight of trust against a neutral prior when it answers at the end of a step"),
    post_probability: share(0.3, "chance to post when it may"),
    vote_probability: share(0.5, "chance to vote when it may"),
    interact_probability: share(0.4, "chance to propose when it may"),
  }),
  create(config, group) {
    const trust = new TrustMemory(group.size);
    const votes = voteMemory(group);

    return {
      act(view) {
        const stream = group.streams.of(view.member);
        const { offer, member } = view;
        if (offer !== undefined) {
          const trusted = trust.of(member, offer.initiator) >= config.acceptance_threshold - 0.1;
          return { kind: trusted ? "accept" : "reject", offer: offer.id };
        }
        if (view.resources > 20 && stream.random() < 0.15) return { kind: "bounty", reward: stream.uniform(5, 15) };
        if (view.canPost && stream.random() < config.post_probability) {
          return { kind: "post", content: POSTS[stream.below(POSTS.length)] };
        }
        if (view.canVote && view.postCount > 0 && stream.random() < config.vote_probability) {
          return voteOnFresh(view, votes, stream);
        }
        if (view.canPropose && stream.random() < config.interact_probability && view.count() > 0) {
          const to = trust.mostTrusted(member, view);
          if (trust.of(member, to) >= WORTH_ASKING) return { kind: "propose", to, type: "collaboration" };
        }
        return NOOP;
      },
      answer(offer: Offer, view: View) {
        const standing = config.trust_weight * trust.of(view.member, offer.initiator) + 0.5 * (1 - config.trust_weight);
        return standing >= config.acceptance_threshold + wariness(offer);
      },
      learn(outcome) {
        trust.learn(outcome);
        votes.noteOutcome(outcome.member);
      },
      shiftTrust: (member, delta) => trust.shift(member, delta),
      save: () => ({ trust: trust.save(), votes: votes.save() }),
      restore(saved) {
        const state = saved as { trust: unknown; votes: unknown };
        trust.restore(state.trust);
        votes.restore(state.votes);
      },
    };
  },
});
