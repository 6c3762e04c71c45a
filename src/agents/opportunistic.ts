import { defineAgent } from "../contract/agent.js";
import { inert, keys, real, share } from "../contract/keys.js";
import { NOOP } from "../model/action.js";
import { History } from "./history.js";

const POSTS = ["advertises a deal", "boasts of results", "asks who trades", "repeats the news", "praises itself"];

export const opportunistic = defineAgent({
  type: "opportunistic",
  summary: "trades with the rich and the reputable, accepts whoever paid off before, upvotes whatever leads",
  archetype: "opportunistic",
  config: keys({
    risk_tolerance: share(0.6, "chance to accept somebody it never met"),
    post_probability: share(0.4, "chance to post when it may"),
    vote_probability: share(0.6, "chance to vote when it may"),
    free_ride_probability: inert(
      share(0.3, "chance to do a task with least effort"),
      "there are no tasks without a marketplace",
    ),
    payoff_threshold: inert(real(0, "payoff it would ask for"), "never used, in the reference system neither"),
  }),
  create(config, group) {
    const history = new History(group.size);
    const targets = group.pool(({ resources, reputation }) => resources > 80 || reputation > 0.5);

    return {
      act(view) {
        const stream = group.streams.of(view.member);
        const { offer } = view;
        if (offer !== undefined) {
          const { initiator, transfer } = offer;
          const reputable = view.isVisible(initiator) && view.reputationOf(initiator) > 0;
          const accept = transfer > 0 || reputable || stream.random() < 0.4;
          return { kind: accept ? "accept" : "reject", offer: offer.id };
        }
        if (view.canPost && stream.random() < config.post_probability) {
          return { kind: "post", content: POSTS[stream.below(POSTS.length)] };
        }
        if (view.canVote && view.postCount > 0 && stream.random() < config.vote_probability) {
          return { kind: "vote", post: view.postAt(0), direction: 1 };
        }
        if (view.canPropose && view.count() > 0) {
          const count = view.count(targets);
          if (count === 0) return NOOP;
          return { kind: "propose", to: view.pick(stream.below(count), targets), type: "trade" };
        }
        return NOOP;
      },
      answer(offer, view) {
        if (offer.transfer > 0) return true;
        const past = history.meanP(view.member, offer.initiator);
        if (past !== undefined) return past > 0.5;
        return group.streams.of(view.member).random() < config.risk_tolerance;
      },
      learn: (outcome) => history.learn(outcome),
      save: () => history.save(),
      restore: (saved) => history.restore(saved),
    };
  },
});
