import { defineAgent } from "../contract/agent.js";
import { keys, share, whole } from "../contract/keys.js";
import { NOOP } from "../model/action.js";
import { PROFILES } from "../model/signal-profile.js";
import { Partners } from "./partners.js";
import { TrustMemory } from "./trust-memory.js";

/** Trust from which a partner joins the coalition while there is room, and below which it leaves. */
const JOINS = 0.65;
const LEAVES = 0.4;

/** Chance to vote when it may. */
const VOTES = 0.3;

/** The reference system has the class but cannot build it, so there are no runs of it to match. */
export const collaborative = defineAgent({
  type: "collaborative",
  summary: "gathers a coalition of those it trusts, works with them first",
  archetype: "collaborative",
  profile: PROFILES.honest,
  refusedInCompat: "the reference system cannot build this type from a scenario",
  config: keys({
    min_trust: share(0.45, "trust from which it accepts somebody outside its coalition"),
    coalition_size: whole(5, 0, "most members of its coalition, itself not counted"),
    post_probability: share(0.3, "chance to post when it may"),
  }),
  create(config, group) {
    const trust = new TrustMemory(group.size);
    const bonds = new Partners<{ allied: boolean }>(group.size, () => ({ allied: false }));
    const sizes = new Int32Array(group.size);

    const acceptable = (member: number, agent: number): boolean =>
      bonds.find(member, agent)?.allied === true || trust.of(member, agent) >= config.min_trust;

    return {
      act(view) {
        const stream = group.streams.of(view.member);
        const { offer, member } = view;
        if (offer !== undefined) {
          return { kind: acceptable(member, offer.initiator) ? "accept" : "reject", offer: offer.id };
        }
        if (view.canPropose && view.count() > 0) {
          const to = bonds.best(
            view,
            (bond) => (bond?.allied ? 1 : 0),
            (_, agent) => trust.of(member, agent),
          );
          return { kind: "propose", to, type: "collaboration" };
        }
        if (view.canPost && stream.random() < config.post_probability) {
          return { kind: "post", content: "calls for working together" };
        }
        if (view.canVote && view.postCount > 0 && stream.random() < VOTES) {
          return { kind: "vote", post: view.postAt(stream.below(view.postCount)), direction: 1 };
        }
        return NOOP;
      },
      answer: (offer, view) => acceptable(view.member, offer.initiator),
      learn(outcome) {
        trust.learn(outcome);
        const { member, counterparty } = outcome;
        const bond = bonds.obtain(member, counterparty);
        const trusted = trust.of(member, counterparty);
        if (!bond.allied && trusted >= JOINS && sizes[member] < config.coalition_size) {
          bond.allied = true;
          sizes[member] += 1;
        } else if (bond.allied && trusted < LEAVES) {
          bond.allied = false;
          sizes[member] -= 1;
        }
      },
      shiftTrust: (member, delta) => trust.shift(member, delta),
      save: () => ({ trust: trust.save(), bonds: bonds.save(), sizes: Array.from(sizes) }),
      restore(saved) {
        const state = saved as { trust: unknown; bonds: unknown; sizes: number[] };
        trust.restore(state.trust);
        bonds.restore(state.bonds);
        sizes.set(state.sizes);
      },
    };
  },
});
