import { Type } from "@sinclair/typebox";
import { flag, share } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";
import { ambiguity } from "./ambiguity.js";
import { FREEZE_DURATION, FreezeTerms } from "./freeze-terms.js";
import { RecentValues } from "./recent-values.js";

/** Interactions in an agent's window. */
const WINDOW = 10;

/**
 * One offence suffices, and the window is kept: an agent that was freed is frozen again by its next ambiguous proposal.
 * An epoch start looks at every agent once, an interaction at its initiator alone. Source: SWARM v1.9.0 governance.
 */
export const incoherenceBreaker = defineLever({
  name: "incoherence_breaker",
  summary: "freezes an agent whose last ten proposals were on average too ambiguous, for a number of epochs",
  config: Type.Object({
    incoherence_breaker_enabled: flag(false, "switches the lever on"),
    incoherence_breaker_threshold: share(
      0.7,
      "mean of 1 - |2p - 1| over the last ten initiated interactions, or fewer, at which the agent is frozen",
    ),
    freeze_duration_epochs: FREEZE_DURATION,
  }),
  isOn: ({ incoherence_breaker_enabled }) => incoherence_breaker_enabled,
  create(config, { agents }) {
    const recent = new RecentValues(agents.size, WINDOW);
    const terms = new FreezeTerms(agents.size);
    return {
      epochStart(epoch, effects) {
        for (const agent of terms.serve(epoch)) effects.unfreeze(agent, "freeze served");
      },
      interaction({ initiator, p, epoch }, effects) {
        recent.push(initiator, ambiguity(p));
        if (recent.mean(initiator) < config.incoherence_breaker_threshold) return;
        terms.start(initiator, epoch + config.freeze_duration_epochs);
        effects.freeze(initiator, "ambiguity");
      },
      save: () => [recent.save(), terms.save()],
      restore(saved) {
        const [values, ends] = saved as [unknown, unknown];
        recent.restore(values);
        terms.restore(ends);
      },
    };
  },
});
