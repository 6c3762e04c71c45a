import { pnorm, qnorm } from "lib-r-math.js";
import { type Answer, answer, lacking } from "./answer.js";
import type { Interval } from "./mean-difference.js";
import { quantile, type Resamples } from "./resamples.js";

/** Shifts closer to 0 than this many standard errors are 0: rounding must not break ties. */
const TIE = 1e-10;

/**
 * Bias-corrected and accelerated bootstrap interval of a mean (Efron 1987): quantiles of the resampled means at
 * Phi(z0 + (z0 + z) / (1 - a (z0 + z))), z = -+ the normal quantile of the level. z0 is the normal quantile of the share
 * of resampled means below that of the sample, equal ones counting half; a is a sixth of `skew`, which is the jackknife's
 * acceleration for a mean. Too narrow in small samples: see docs/statistics.md. `level`: 0 to 1, both excluded.
 */
export function bcaInterval({ mean, standardError, skew, shifts }: Resamples, level: number): Answer<Interval> {
  const below = shifts.reduce((sum, x) => sum + (x < -TIE ? 1 : x <= TIE ? 0.5 : 0), 0) / shifts.length;
  if (below === 0 || below === 1) return lacking("all resampled means lie on one side of the mean");
  const z0 = qnorm(below);
  const end = (z: number): number | undefined => {
    const shift = z0 + z;
    const stretch = 1 - (skew / 6) * shift;
    return stretch > 0 ? quantile(shifts, pnorm(z0 + shift / stretch)) : undefined;
  };
  const reach = qnorm((1 + level) / 2);
  const [low, high] = [end(-reach), end(reach)];
  if (low === undefined || high === undefined) return lacking("the sample is too skewed for a BCa interval");
  return answer({ low: mean + low * standardError, high: mean + high * standardError, level });
}
