import { Type } from "@sinclair/typebox";
import { flag, whole } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";
import { askAgain, majority } from "./majority.js";

/** Payoff units that each further answer costs an accepted interaction. */
const COST_PER_ANSWER = 0.01;

/** A turn takes as many times its usual time as there are samples. Source: SWARM v1.9.0 governance. */
export const selfEnsemble = defineLever({
  name: "self_ensemble",
  summary: "asks every agent several times per turn and carries out what it answered most often",
  config: Type.Object({
    self_ensemble_enabled: flag(false, "switches the lever on"),
    self_ensemble_samples: whole(
      5,
      1,
      "answers per turn; each one after the first costs accepted interactions 0.01 payoff units, half for either side",
    ),
  }),
  isOn: ({ self_ensemble_enabled }) => self_ensemble_enabled,
  create: (config) => ({
    async choose(choice) {
      const more = await askAgain(choice, config.self_ensemble_samples - 1);
      return { action: majority([choice.first, ...more]) };
    },
    interaction({ accepted }, effects) {
      if (!accepted) return;
      const total = COST_PER_ANSWER * (config.self_ensemble_samples - 1);
      effects.cost(total / 2, total / 2, "ensemble");
    },
  }),
});
