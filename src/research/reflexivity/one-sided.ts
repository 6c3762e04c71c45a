import { type Answer, answer, lacking } from "../../analysis/statistics/answer.js";
import { pairedDifference } from "../../analysis/statistics/mean-difference.js";
import { studentTails } from "../../analysis/statistics/noncentral-t.js";

/** One-sided t tests of a mean paired difference against a limit. */
export interface OneSided {
  /** Of "the mean difference is at most the limit": small where it is above. */
  readonly above: number;
  /** Of "the mean difference is at least the limit": small where it is below. */
  readonly below: number;
}

/**
 * Pair i is `control[i]`, `treatment[i]`. Where all differences are the same there is nothing to test: p is 0 on the side
 * that they are on and 1 on the other, and 1 on both at the limit itself.
 */
export function oneSided(control: readonly number[], treatment: readonly number[], limit: number): Answer<OneSided> {
  if (control.length < 2) return lacking("fewer than two pairs tell nothing");
  const found = pairedDifference(control, treatment);
  if (!found.defined) return found;
  const { estimate, error } = found.value;
  if (!error.defined) return answer({ above: estimate > limit ? 0 : 1, below: estimate < limit ? 0 : 1 });
  const { standardError, freedom } = error.value;
  const tails = studentTails((estimate - limit) / standardError, freedom);
  return answer({ above: tails.above, below: tails.below });
}
