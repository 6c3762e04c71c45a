import { defineAgent } from "../contract/agent.js";
import { flag, inert, keys, share } from "../contract/keys.js";
import type { Action } from "../model/action.js";
import { NOOP } from "../model/action.js";
import { SeenSet } from "./seen-set.js";

const ATTACKS = ["spreads a rumour", "floods the feed", "mocks a rival", "starts a quarrel"];
const NEVER_USED = "never used, in the reference system neither";

const POSTS = ["complains", "boasts", "stirs doubt", "repeats a slogan", "baits readers"];

/** Turns that must pass between two attacks. */
const COOLDOWN = 2;

export const adversarial = defineAgent({
  type: "adversarial",
  summary: "trades with honest agents at their cost, downvotes them, sides with its own kind",
  archetype: "adversarial",
  config: keys({
    target_honest: flag(true, "whether honest agents become targets"),
    post_probability: share(0.5, "chance to post when it may"),
    attack_probability: share(0.6, "chance to attack when no cooldown runs"),
    aggression_level: inert(share(0.7, "how hard it attacks"), NEVER_USED),
    coordination_enabled: inert(flag(true, "whether it attacks together with allies"), NEVER_USED),
  }),
  create(config, group) {
    const targets = new SeenSet(
      group,
      "honest",
      ({ resources, reputation }) => config.target_honest && (resources > 50 || reputation > 0),
    );
    const allies = new SeenSet(group, "adversarial");
    const cooldowns = new Int8Array(group.size);

    return {
      act(view) {
        const { offer, member } = view;
        const stream = group.streams.of(member);
        if (cooldowns[member] > 0) cooldowns[member] -= 1;
        targets.look(view);
        allies.look(view);
        if (view.resources > 10 && stream.random() < 0.2) return { kind: "bounty", reward: stream.uniform(1, 5) };
        if (offer !== undefined) {
          const known = allies.has(view, offer.initiator) || targets.has(view, offer.initiator);
          const accept = known || stream.random() < 0.4;
          return { kind: accept ? "accept" : "reject", offer: offer.id };
        }
        if (cooldowns[member] === 0 && stream.random() < config.attack_probability) {
          const count = view.canPropose ? targets.count(view) : 0;
          let attack: Action | undefined;
          if (count > 0) attack = { kind: "propose", to: targets.pick(view, stream.below(count)), type: "trade" };
          else if (view.canPost) attack = { kind: "post", content: ATTACKS[stream.below(ATTACKS.length)] };
          if (attack !== undefined) {
            cooldowns[member] = COOLDOWN;
            return attack;
          }
        }
        if (view.canPost && stream.random() < config.post_probability) {
          return { kind: "post", content: POSTS[stream.below(POSTS.length)] };
        }
        if (view.canVote && view.postCount > 0) {
          let post = view.postAt(0);
          for (let rank = 0; rank < view.postCount; rank += 1) {
            if (targets.has(view, view.authorOf(view.postAt(rank)))) {
              post = view.postAt(rank);
              break;
            }
          }
          return { kind: "vote", post, direction: -1 };
        }
        if (view.canPropose && view.count() > 0) {
          const count = targets.count(view);
          const to = count > 0 ? targets.pick(view, stream.below(count)) : view.pick(stream.below(view.count()));
          return { kind: "propose", to, type: "trade" };
        }
        return NOOP;
      },
      answer(offer, view) {
        const { initiator, type } = offer;
        if (allies.has(view, initiator) || targets.has(view, initiator) || type === "trade") return true;
        return group.streams.of(view.member).random() < (type === "collaboration" ? 0.3 : 0.5);
      },
      save: () => ({ targets: targets.save(), allies: allies.save(), cooldowns: Array.from(cooldowns) }),
      restore(saved) {
        const state = saved as { targets: unknown; allies: unknown; cooldowns: number[] };
        targets.restore(state.targets);
        allies.restore(state.allies);
        cooldowns.set(state.cooldowns);
      },
    };
  },
});
