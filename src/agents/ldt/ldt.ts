import { defineAgent } from "../../contract/agent.js";
import type { View } from "../../contract/view.js";
import { NOOP } from "../../model/action.js";
import { voteOnFresh } from "../fresh-vote.js";
import { Partners } from "../partners.js";
import { TrustMemory } from "../trust-memory.js";
import { voteMemory } from "../vote-memory.js";
import { LDT_KEYS } from "./config.js";
import { cooperates, twinScore } from "./decision.js";
import { privateStreams } from "./private-streams.js";
import { type Deed, newProfile, noteDeed, type Profile, remember } from "./profile.js";
import { conductVector } from "./twin.js";

const POSTS = ["reasons about twins", "asks what it would do", "keeps a promise", "weighs a counterfactual"];

/**
 * With its default keys cooperation is worth more than defection whatever happened, so at any depth and under any theory
 * it refuses only a partner whose conduct is proven opposite to its own, as in the reference system.
 */
export const ldt = defineAgent({
  type: "ldt",
  summary: "cooperates with those whose decisions seem tied to its own (logical decision theory)",
  archetype: "honest",
  config: LDT_KEYS,
  create(config, group) {
    const horizon = config.counterfactual_horizon;
    /** Level 5 moves every p of a partner's past; the others look at the latest only. */
    const sampling = config.acausality_depth >= 5;
    const kept = sampling ? Number.POSITIVE_INFINITY : horizon;
    const trust = new TrustMemory(group.size);
    const votes = voteMemory(group);
    const streams = privateStreams(group);
    const profiles = new Partners<Profile>(group.size, newProfile);
    const traces: Deed[][] = Array.from({ length: group.size }, () => []);

    const ownVector = (member: number): number[] => conductVector(traces[member], horizon, config.cooperation_prior);

    function decides(member: number, agent: number): boolean {
      const profile = profiles.find(member, agent);
      return cooperates({
        config,
        trace: traces[member],
        vector: ownVector(member),
        profile,
        others: () =>
          [...profiles.of(member)].flatMap(([other, theirs]) => (other === agent ? [] : [theirs])).reverse(),
        stream: () => streams.of(member),
      });
    }

    /** The visible agent most alike and most trusted. */
    function mostPromising(view: View): number {
      const vector = ownVector(view.member);
      return profiles.best(view, (profile, agent) => {
        const twin = twinScore({ config, vector, profile });
        return 0.6 * twin + 0.4 * trust.of(view.member, agent);
      });
    }

    return {
      act(view) {
        const { offer, member } = view;
        if (offer !== undefined) {
          return { kind: decides(member, offer.initiator) ? "accept" : "reject", offer: offer.id };
        }
        const stream = group.streams.of(member);
        if (view.canPost && stream.random() < config.post_probability) {
          return { kind: "post", content: POSTS[stream.below(POSTS.length)] };
        }
        if (view.canVote && view.postCount > 0 && stream.random() < config.vote_probability) {
          return voteOnFresh(view, votes, stream);
        }
        if (view.canPropose && view.count() > 0 && stream.random() < config.interact_probability) {
          const to = mostPromising(view);
          if (decides(member, to)) return { kind: "propose", to, type: "collaboration" };
        }
        return NOOP;
      },
      answer: (offer, view) => decides(view.member, offer.initiator),
      learn(outcome) {
        const { member, counterparty, accepted, p } = outcome;
        trust.learn(outcome);
        votes.noteOutcome(member);
        noteDeed(profiles.obtain(member, counterparty), { accepted, p }, kept);
        remember(traces[member], { accepted, p }, horizon);
      },
      shiftTrust: (member, delta) => trust.shift(member, delta),
      save: () => ({
        trust: trust.save(),
        votes: votes.save(),
        streams: sampling ? streams.save() : null,
        profiles: profiles.save(),
        traces: structuredClone(traces),
      }),
      restore(saved) {
        const state = saved as Record<"trust" | "votes" | "streams" | "profiles", unknown> & { traces: Deed[][] };
        trust.restore(state.trust);
        votes.restore(state.votes);
        if (sampling) streams.restore(state.streams);
        profiles.restore(state.profiles);
        state.traces.forEach((trace, member) => {
          traces[member] = structuredClone(trace);
        });
      },
    };
  },
});
