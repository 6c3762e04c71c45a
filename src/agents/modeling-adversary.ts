import { defineAgent } from "../contract/agent.js";
import { amount, inert, keys, share, whole } from "../contract/keys.js";
import type { View } from "../contract/view.js";
import { type Action, NOOP } from "../model/action.js";
import { type Conduct, cooperationRate, newConduct, noteConduct, selectivity, stability } from "./conduct.js";
import { Partners } from "./partners.js";
import { SeenSet } from "./seen-set.js";

/** What it takes a partner for: one that follows a decision theory, or one of simpler kinds. */
export type PartnerKind = "unknown" | "ldt_like" | "cooperative" | "selective" | "adversarial" | "mixed";

/** How much it wants to propose to each kind. */
const APPEAL: Readonly<Record<PartnerKind, number>> = {
  ldt_like: 1,
  cooperative: 0.8,
  selective: 0.5,
  unknown: 0.2,
  adversarial: 0.2,
  mixed: 0.2,
};

/** What a partner's conduct makes of it; `sensitivity` is the likeness from which it counts as LDT-like. */
export function partnerKind(conduct: Readonly<Conduct> | undefined, sensitivity: number): PartnerKind {
  if (conduct === undefined || conduct.answers.length === 0) return "unknown";
  const rate = cooperationRate(conduct);
  const selective = selectivity(conduct);
  if (0.4 * selective + 0.3 * stability(conduct) + 0.3 * rate >= sensitivity) return "ldt_like";
  if (rate > 0.8) return "cooperative";
  if (selective > 0.7) return "selective";
  return rate < 0.3 ? "adversarial" : "mixed";
}

/** A partner whose phase is undecided has never been looked at. */
interface Mark {
  conduct: Conduct;
  phase: "undecided" | "trust_building" | "exploit";
}

/**
 * The phase of a partner is settled at the first look, nearly always before any interaction with it, and never again: it
 * goes on building trust for ever and always cooperates, as in the reference system.
 */
export const modelingAdversary = defineAgent({
  type: "modeling_adversary",
  summary: "models its partners, mimics those that follow a decision theory, and means to exploit the others",
  archetype: "adversarial",
  config: keys({
    modeling_horizon: inert(
      whole(15, 1, "interactions its models look back"),
      "never used, in the reference system neither",
    ),
    mimicry_probability: share(0.6, "chance to mimic an LDT-like partner in the exploit phase"),
    exploitation_threshold: whole(
      5,
      0,
      "interactions, at the first look, from which a partner is in the exploit phase",
    ),
    ldt_detection_sensitivity: amount(0.7, "likeness from which a partner counts as LDT-like, nominally in [0, 1]"),
    aggression_level: share(0.6, "chance to turn down a partner it does not mimic and that is not LDT-like"),
    post_probability: share(0.3, "chance to post when it may"),
  }),
  create(config, group) {
    const allies = new SeenSet(group, "adversarial");
    const marks = new Partners<Mark>(group.size, () => ({ conduct: newConduct(), phase: "undecided" }));

    const kindOf = (member: number, agent: number): PartnerKind =>
      partnerKind(marks.find(member, agent)?.conduct, config.ldt_detection_sensitivity);

    function exploits(member: number, agent: number): boolean {
      const mark = marks.obtain(member, agent);
      if (mark.phase === "undecided") {
        const enough = mark.conduct.answers.length >= config.exploitation_threshold;
        mark.phase = enough ? "exploit" : "trust_building";
      }
      return mark.phase === "exploit";
    }

    function cooperates(view: View, agent: number): boolean {
      const { member } = view;
      if (allies.has(view, agent)) return true;
      if (!exploits(member, agent)) return true;
      const stream = group.streams.of(member);
      const follower = kindOf(member, agent) === "ldt_like";
      if (stream.random() < (follower ? config.mimicry_probability : 0.2)) return true;
      return stream.random() < (follower ? 0.4 : 1 - config.aggression_level);
    }

    /** The first post by an ally is upvoted, the first by an LDT-like mark is downvoted; else the best post is. */
    function vote(view: View): Action {
      const { member } = view;
      for (let rank = 0; rank < view.postCount; rank += 1) {
        const post = view.postAt(rank);
        const author = view.authorOf(post);
        if (allies.has(view, author)) return { kind: "vote", post, direction: 1 };
        if (kindOf(member, author) === "ldt_like" && exploits(member, author)) {
          return { kind: "vote", post, direction: -1 };
        }
      }
      return { kind: "vote", post: view.postAt(0), direction: -1 };
    }

    return {
      act(view) {
        const { offer, member } = view;
        allies.look(view);
        if (offer !== undefined) {
          return { kind: cooperates(view, offer.initiator) ? "accept" : "reject", offer: offer.id };
        }
        const stream = group.streams.of(member);
        if (view.canPost && stream.random() < config.post_probability) {
          return { kind: "post", content: `predicts a trend, ${Math.floor(100 * stream.random())} % sure` };
        }
        if (view.canVote && view.postCount > 0) return vote(view);
        if (view.canPropose && view.count() > 0) {
          const to = marks.best(view, (_, agent) => APPEAL[kindOf(member, agent)]);
          if (!cooperates(view, to)) return NOOP;
          return { kind: "propose", to, type: kindOf(member, to) === "ldt_like" ? "collaboration" : "trade" };
        }
        return NOOP;
      },
      answer: (offer, view) => cooperates(view, offer.initiator),
      learn({ member, counterparty, accepted, p }) {
        noteConduct(marks.obtain(member, counterparty).conduct, accepted, p);
      },
      save: () => ({ allies: allies.save(), marks: marks.save() }),
      restore(saved) {
        const state = saved as { allies: unknown; marks: unknown };
        allies.restore(state.allies);
        marks.restore(state.marks);
      },
    };
  },
});
