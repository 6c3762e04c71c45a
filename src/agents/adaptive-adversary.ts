import { defineAgent } from "../contract/agent.js";
import { inert, keys, share } from "../contract/keys.js";
import { NOOP } from "../model/action.js";

/** Why no key does anything. */
const LIES_LOW =
  "it lies low for ever, as in the reference system; adaptive_adversary_active has the intended behaviour";

/**
 * What comes of this type in every run of the reference system: it waits for a callback that never comes, so it lies low
 * for ever, accepts everybody, and its posts and votes bear no author. All of the type share one budget and one voter.
 */
export const adaptiveAdversary = defineAgent({
  type: "adaptive_adversary",
  summary: "lies low for ever: accepts everybody, posts and upvotes anonymously, never proposes",
  archetype: "adversarial",
  config: keys({
    learning_rate: inert(share(0.1, "step of learning"), LIES_LOW),
    exploration_rate: inert(share(0.2, "chance to try any strategy"), LIES_LOW),
    heat_threshold: inert(share(0.6, "heat above which it lies low"), LIES_LOW),
  }),
  create: (_config, group) => ({
    act(view) {
      if (group.streams.of(view.member).random() < 0.3) {
        return { kind: "post", content: "makes small talk", anonymous: true };
      }
      if (view.postCount === 0) return NOOP;
      return { kind: "vote", post: view.postAt(0), direction: 1, anonymous: true };
    },
    answer: () => true,
    save: () => null,
    restore: () => {},
  }),
});
