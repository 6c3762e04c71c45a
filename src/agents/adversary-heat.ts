import type { View } from "../contract/view.js";

/** How hot it is getting for an adversary, and what it has seen to tell. Plain JSON. */
export interface Heat {
  /** In [0, 1]. */
  heat: number;
  /** Epochs that it has seen pass since it was last detected. */
  quietEpochs: number;
  /** Toxicity above which it thinks to be caught. */
  toleratedToxicity: number;
  epoch: number;
  timesFrozen: number;
  resources: number;
  /** Reputation at its last turn, with what its own interactions have changed since. */
  reputation: number;
  /** Whether anything was taken from it in this epoch. */
  penalised: boolean;
}

/** A loss below this is rounding. */
const ROUNDING = 1e-9;

/**
 * Before its first turn nothing is known: `epoch` is 0 and the rest is what every agent starts with.
 */
export function newHeat(): Heat {
  return {
    heat: 0,
    quietEpochs: 0,
    toleratedToxicity: 0.7,
    epoch: 0,
    timesFrozen: 0,
    resources: 100,
    reputation: 0,
    penalised: false,
  };
}

/**
 * Takes in, at its turn, what has befallen the agent since its last one. It is penalised by whatever it lost without an
 * interaction of its own to explain it: resources at any time; reputation within an epoch only, because decay between
 * epochs is nobody's penalty. Taxes count, since it cannot tell them from fines.
 *
 * When an epoch has passed it draws the balance: it was detected if it was frozen meanwhile. Then heat +0.3 and its
 * tolerance x 0.95; otherwise one more quiet epoch and heat -0.1 x quiet epochs; +0.2 if penalised. Returns whether it
 * was detected. Source of the figures: SWARM v1.9.0.
 */
export function takeStock(heat: Heat, view: View): boolean {
  if (view.resources < heat.resources - ROUNDING) heat.penalised = true;
  if (view.epoch === heat.epoch && view.reputation < heat.reputation - ROUNDING) heat.penalised = true;
  heat.resources = view.resources;
  heat.reputation = view.reputation;
  if (view.epoch === heat.epoch) return false;

  const detected = view.timesFrozen > heat.timesFrozen;
  if (detected) {
    heat.heat += 0.3;
    heat.quietEpochs = 0;
    heat.toleratedToxicity *= 0.95;
  } else {
    heat.quietEpochs += 1;
    heat.heat = Math.max(0, heat.heat - 0.1 * heat.quietEpochs);
  }
  if (heat.penalised) heat.heat += 0.2;
  heat.heat = Math.min(1, heat.heat);
  heat.epoch = view.epoch;
  heat.timesFrozen = view.timesFrozen;
  heat.penalised = false;
  return detected;
}
