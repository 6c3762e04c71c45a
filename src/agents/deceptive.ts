import { defineAgent } from "../contract/agent.js";
import { keys, share, whole } from "../contract/keys.js";
import type { View } from "../contract/view.js";
import { type Action, NOOP } from "../model/action.js";
import { FacadeContacts } from "./facade-contacts.js";
import { pickAnother } from "./pick-another.js";

const POSTS = ["welcomes newcomers", "praises a partner", "shares a tip", "promises support", "gives thanks"];

export const deceptive = defineAgent({
  type: "deceptive",
  summary: "builds trust behind a facade, then trades with those who trust it",
  archetype: "deceptive",
  config: keys({
    trust_building_phase: whole(5, 0, "contacts with a partner during which it plays nice"),
    exploitation_threshold: share(0.7, "facade trust above which a partner can be exploited"),
    facade_probability: share(0.8, "chance to accept during the trust building phase"),
    post_probability: share(0.35, "chance to post when it may"),
  }),
  create(config, group) {
    const contacts = new FacadeContacts(group.size, config.exploitation_threshold, config.trust_building_phase);

    /** The visible, solvent partner that trusts most. */
    function victim(view: View): number {
      return contacts.mostTrusting(view.member, (agent) => view.isVisible(agent) && view.resourcesOf(agent) > 50);
    }

    /** A uniform visible agent among those met fewer than `trust_building_phase` times. */
    function stranger(view: View, below: (n: number) => number): number {
      if (config.trust_building_phase === 0) return -1;
      const all = contacts.met(view.member);
      const everybodyVisible = view.seesAll && view.count() === group.population - 1;
      const met = everybodyVisible ? all : all.filter((agent) => view.isVisible(agent));
      const open = view.count() - met.length;
      return open <= 0 ? -1 : pickAnother(view, met, below(open));
    }

    function facade(view: View): Action {
      const stream = group.streams.of(view.member);
      if (view.canPost && stream.random() < config.post_probability) {
        return { kind: "post", content: POSTS[stream.below(POSTS.length)] };
      }
      if (view.canVote && view.postCount > 0) {
        return { kind: "vote", post: view.postAt(stream.below(view.postCount)), direction: 1 };
      }
      if (view.canPropose && view.count() > 0) {
        const to = stranger(view, (n) => stream.below(n));
        if (to !== -1) return { kind: "propose", to, type: "collaboration" };
      }
      return NOOP;
    }

    return {
      act(view) {
        const { offer, member } = view;
        if (offer !== undefined) {
          const chance = contacts.times(member, offer.initiator) < config.trust_building_phase ? 0.9 : 0.6;
          const accept = group.streams.of(member).random() < chance;
          return { kind: accept ? "accept" : "reject", offer: offer.id };
        }
        if (view.canPropose && contacts.won(member) >= 2 && contacts.total(member) > 10) {
          const to = victim(view);
          if (to !== -1) return { kind: "propose", to, type: "trade" };
        }
        return facade(view);
      },
      answer(offer, view) {
        const { member } = view;
        const building = contacts.times(member, offer.initiator) < config.trust_building_phase;
        contacts.noteContact(member, offer.initiator);
        if (building) return group.streams.of(member).random() < config.facade_probability;
        return contacts.trust(member, offer.initiator) > 0.6;
      },
      learn({ member, counterparty, accepted }) {
        if (accepted) contacts.gainTrust(member, counterparty);
      },
      save: () => contacts.save(),
      restore: (saved) => contacts.restore(saved),
    };
  },
});
