import { defineAgent } from "../contract/agent.js";
import { keys, real, share, whole } from "../contract/keys.js";
import { NOOP } from "../model/action.js";
import { Partners } from "./partners.js";

type Phase = "cooperative" | "exploit" | "recovery";

/** How a partner is being handled. */
interface Dance {
  phase: Phase;
  /** What the partner is thought to have earned, payoff units. */
  estimate: number;
  interactions: number;
  /** Interactions in a row spent exploiting it. */
  exploits: number;
}

const FIRST_STEP: Readonly<Dance> = { phase: "cooperative", estimate: 0, interactions: 0, exploits: 0 };

export const thresholdDancer = defineAgent({
  type: "threshold_dancer",
  summary: "exploits each partner up to just above the point where it would be blacklisted, then makes up for it",
  archetype: "adversarial",
  config: keys({
    safety_margin: real(0.5, "distance it keeps from the blacklist threshold, payoff units"),
    exploitation_intensity: real(0.6, "room above the floor from which it exploits, payoff units"),
    warmup_interactions: whole(3, 0, "interactions before it may exploit a partner"),
    comfort_zone_floor: real(-0.3, "estimated payoff, plus 0.5, above which a partner can be exploited"),
    max_consecutive_exploits: whole(2, 0, "exploits in a row after which it makes up for them"),
    post_probability: share(0.2, "chance to post when it may"),
    blacklist_threshold: real(-2, "ledger at which partners are thought to blacklist, payoff units"),
  }),
  create(config, group) {
    const dances = new Partners<Dance>(group.size, () => ({ ...FIRST_STEP }));
    const floor = config.blacklist_threshold + config.safety_margin;

    /** Room above the floor; a partner never dealt with is worth 1 more. */
    const appeal = ({ estimate, interactions }: Readonly<Dance> = FIRST_STEP): number =>
      estimate - floor + (interactions === 0 ? 1 : 0);

    /** At most one step from phase to phase. */
    function review(dance: Dance): void {
      const { phase, estimate, interactions } = dance;
      const comfort = config.comfort_zone_floor;
      if (phase === "cooperative") {
        if (interactions >= config.warmup_interactions && estimate > comfort + 0.5) {
          dance.phase = "exploit";
          dance.exploits = 0;
        }
      } else if (phase === "exploit") {
        const cornered = estimate - floor < config.exploitation_intensity;
        if (cornered || dance.exploits >= config.max_consecutive_exploits) dance.phase = "recovery";
      } else if (estimate > comfort + 0.3) {
        dance.phase = "cooperative";
      }
    }

    function cooperates(member: number, agent: number): boolean {
      const dance = dances.obtain(member, agent);
      review(dance);
      return dance.phase !== "exploit" || dance.estimate - floor < config.exploitation_intensity;
    }

    return {
      act(view) {
        const { offer, member } = view;
        if (offer !== undefined) {
          return { kind: cooperates(member, offer.initiator) ? "accept" : "reject", offer: offer.id };
        }
        if (view.canPost && group.streams.of(member).random() < config.post_probability) {
          return { kind: "post", content: "talks of give and take" };
        }
        if (view.canPropose && view.count() > 0) {
          return { kind: "propose", to: dances.best(view, appeal), type: "collaboration" };
        }
        return NOOP;
      },
      answer: (offer, view) => cooperates(view.member, offer.initiator),
      learn({ member, counterparty, payoff }) {
        const dance = dances.obtain(member, counterparty);
        const exploiting = dance.phase === "exploit";
        dance.interactions += 1;
        if (payoff > 0) dance.estimate += (exploiting ? -0.7 : 0.8) * payoff;
        else dance.estimate += 0.5 * Math.abs(payoff);
        dance.exploits = exploiting ? dance.exploits + 1 : 0;
        review(dance);
      },
      save: () => dances.save(),
      restore: (saved) => dances.restore(saved),
    };
  },
});
