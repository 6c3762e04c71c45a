import { Moments } from "./moments.js";
import { averageQuality } from "./quality.js";
import type { Judged } from "./sample.js";

/** How coherent a population looks from outside against how coherent it is. */
export interface CoherenceIllusion {
  /** Mean p of the accepted interactions, in [0, 1]; 0 if none is accepted. */
  readonly perceived: number;
  /** 1 - mean disagreement over decisions, in [0, 1]; 1 if there are none. */
  readonly distributed: number;
  /** perceived - distributed, in [-1, 1]. Positive: it looks better than it is. */
  readonly delta: number;
}

/** @param disagreements disagreement rate of each decision, in [0, 1] */
export function coherenceIllusion(samples: readonly Judged[], disagreements: Iterable<number>): CoherenceIllusion {
  const perceived = averageQuality(samples, "accepted");
  const disagreement = new Moments();
  for (const rate of disagreements) disagreement.add(rate);
  const distributed = 1 - disagreement.mean;
  return { perceived, distributed, delta: perceived - distributed };
}
