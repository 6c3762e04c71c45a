import { defineAgent } from "../contract/agent.js";
import { keys, share } from "../contract/keys.js";
import type { View } from "../contract/view.js";
import { type Action, type InteractionType, NOOP } from "../model/action.js";
import { type Heat, newHeat, takeStock } from "./adversary-heat.js";
import { chooseStrategy, drawStrategy, newTrials, type Strategy, type Trials } from "./adversary-strategies.js";
import { SeenSet } from "./seen-set.js";

interface Mind extends Heat {
  /** Turns for which it lies low after a timed attack. */
  cooldown: number;
  /** What it did when it last did something. */
  strategy: Strategy;
  trials: Trials;
}

/** Its toxicity as it takes it to be; the reference system reads 0 whatever it did. */
const OWN_TOXICITY = 0;

/**
 * What the reference system's adaptive adversary was meant to be. It draws a balance once an epoch from what it can see
 * of itself (see `takeStock`), in place of the callback that never comes. An interaction that it started is an attempt of
 * the strategy it followed, a success if it was accepted and paid. A detection counts against the strategy followed last.
 * Since it lies low while heat is above the threshold, the choice that was meant for hot times never comes up.
 */
export const adaptiveAdversaryActive = defineAgent({
  type: "adaptive_adversary_active",
  summary: "tries twelve strategies, keeps to what pays undetected, and lies low when it gets hot",
  archetype: "adversarial",
  refusedInCompat: "in the reference system this behaviour is never reached: use adaptive_adversary",
  config: keys({
    exploration_rate: share(0.2, "chance to try any strategy instead of the best"),
    heat_threshold: share(0.6, "heat above which it lies low"),
  }),
  create(config, group) {
    const honest = group.pool(({ archetype }) => archetype === "honest");
    const allies = new SeenSet(group, "adversarial");
    const vulnerable = new SeenSet(group, "honest", ({ reputation }) => reputation > 3);
    const minds: Mind[] = Array.from({ length: group.size }, () => ({
      ...newHeat(),
      cooldown: 0,
      strategy: "low_profile",
      trials: newTrials(),
    }));

    const isHot = ({ heat, quietEpochs, cooldown }: Mind, view: View): boolean =>
      heat > config.heat_threshold || quietEpochs < 2 || view.resources < 20 || cooldown > 0;

    const chance = (view: View, probability: number): boolean => group.streams.of(view.member).random() < probability;

    const post = (view: View): Action =>
      view.canPost ? { kind: "post", content: "passes for one of the crowd" } : NOOP;

    function innocent(view: View): Action {
      if (chance(view, 0.3)) return post(view);
      if (view.postCount === 0 || !view.canVote) return NOOP;
      return { kind: "vote", post: view.postAt(0), direction: 1 };
    }

    const propose = (view: View, to: number, type: InteractionType): Action =>
      view.canPropose ? { kind: "propose", to, type } : post(view);

    /** To a uniform honest agent with the given chance, if one is visible; else a post. */
    function approach(view: View, probability: number, type: InteractionType): Action {
      const count = view.count(honest);
      if (count === 0 || !chance(view, probability)) return post(view);
      return propose(view, view.pick(group.streams.of(view.member).below(count), honest), type);
    }

    /** To a uniform visible agent of a set, or undefined when none is visible. */
    function proposeToOne(view: View, set: SeenSet, type: InteractionType): Action | undefined {
      const count = set.count(view);
      return count === 0 ? undefined : propose(view, set.pick(view, group.streams.of(view.member).below(count)), type);
    }

    const opportunistic = (view: View): Action => approach(view, 0.5, "trade");

    const farm = (view: View): Action =>
      view.reputation < 5 ? approach(view, 0.5, "collaboration") : opportunistic(view);

    function follow(strategy: Strategy, view: View): Action {
      const mind = minds[view.member];
      mind.strategy = strategy;
      switch (strategy) {
        case "reputation_farming":
          return farm(view);
        case "collusion":
          return proposeToOne(view, allies, "collaboration") ?? opportunistic(view);
        case "low_profile":
          return chance(view, 0.7) ? NOOP : post(view);
        case "mimicry":
          return view.count(honest) === 0 ? innocent(view) : approach(view, 0.4, "collaboration");
        case "threshold_dancing":
        case "governance_gaming":
          return mind.toleratedToxicity - OWN_TOXICITY > 0.2 ? opportunistic(view) : innocent(view);
        case "timing_attack": {
          const ripe = view.reputation > 3 && mind.quietEpochs > 3;
          const attack = ripe ? proposeToOne(view, vulnerable, "trade") : undefined;
          if (attack !== undefined) mind.cooldown = 3;
          return attack ?? farm(view);
        }
        case "adaptive_blend":
          return follow(drawStrategy(mind.trials, group.streams.of(view.member)), view);
        default:
          return opportunistic(view);
      }
    }

    return {
      act(view) {
        const mind = minds[view.member];
        allies.look(view);
        vulnerable.look(view);
        if (takeStock(mind, view)) mind.trials[mind.strategy].detections += 1;
        if (isHot(mind, view)) {
          if (mind.cooldown > 0) mind.cooldown -= 1;
          return innocent(view);
        }
        return follow(chooseStrategy(mind.trials, config.exploration_rate, group.streams.of(view.member)), view);
      },
      answer({ initiator }, view) {
        const known = allies.has(view, initiator) || vulnerable.has(view, initiator);
        return known || isHot(minds[view.member], view) || chance(view, 0.6);
      },
      learn({ member, initiated, accepted, p, payoff }) {
        if (!initiated) return;
        const mind = minds[member];
        const trial = mind.trials[mind.strategy];
        trial.attempts += 1;
        if (!accepted) return;
        mind.reputation += p - 0.5;
        trial.payoff += payoff;
        if (payoff > 0) trial.successes += 1;
      },
      save: () => ({ allies: allies.save(), vulnerable: vulnerable.save(), minds: structuredClone(minds) }),
      restore(saved) {
        const state = saved as { allies: unknown; vulnerable: unknown; minds: Mind[] };
        allies.restore(state.allies);
        vulnerable.restore(state.vulnerable);
        state.minds.forEach((mind, member) => {
          minds[member] = structuredClone(mind);
        });
      },
    };
  },
});
