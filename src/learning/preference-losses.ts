import { Registry } from "../base/registry.js";
import type { Policy } from "./policy.js";
import {
  addPreferenceGradient,
  type PreferencePair,
  type PreferenceSettings,
  preferenceLoss,
  preferenceMargin,
} from "./preference.js";
import { addImitationGradient, meanNegativeLogLikelihood } from "./supervised.js";

/** What a loss looks at: a policy in training, one that stays, and the words of the loss. */
interface LossInputs extends PreferenceSettings {
  readonly policy: Policy;
  readonly reference: Policy;
}

/** A loss on one pair. Names are those of the logs; a new loss is one entry. */
export interface LossDefinition {
  readonly name: string;
  readonly formula: string;
  /** The loss, >= 0. Adds `scale` times its downhill direction to `into`, where that is given. */
  evaluate(inputs: LossInputs, pair: PreferencePair, into?: Float64Array, scale?: number): number;
}

const preference = (name: string, formula: string, supervised: boolean): LossDefinition => ({
  name,
  formula,
  evaluate({ policy, reference, beta, sftWeight }, pair, into, scale = 1) {
    const weight = supervised ? sftWeight : 0;
    const margin = preferenceMargin(policy, reference, pair);
    const loss = preferenceLoss(margin, beta);
    if (into !== undefined) addPreferenceGradient(policy, pair, margin, { beta, sftWeight: weight }, scale, into);
    if (weight === 0) return loss;
    return loss + weight * meanNegativeLogLikelihood(policy, { context: pair.context, tokens: pair.chosen });
  },
});

const imitation: LossDefinition = {
  name: "sft.mean",
  formula: "-(1/|y+|) sum_i log pi(y+_i)",
  evaluate({ policy }, { context, chosen }, into, scale = 1) {
    const demonstration = { context, tokens: chosen };
    const loss = meanNegativeLogLikelihood(policy, demonstration);
    if (into !== undefined) addImitationGradient(policy, demonstration, scale, into);
    return loss;
  },
};

/** The losses of supervised and preference training by name. `sft.mean` looks at the chosen answer alone. */
export const LOSSES = new Registry<LossDefinition>(
  "loss",
  [
    preference("macpo.pref", "-log sigmoid(beta [D(y+) - D(y-)]), D(y) = log pi(y) - log ref(y)", false),
    preference("macpo.pref+sft", "macpo.pref + sftWeight sft.mean", true),
    imitation,
  ],
  ({ name }) => name,
);

/** @throws Error for a name that is not in the registry: a mistake of the program */
export function lossNamed(name: string): LossDefinition {
  const loss = LOSSES.find(name);
  if (loss === undefined) throw new Error(LOSSES.unknown(name));
  return loss;
}
