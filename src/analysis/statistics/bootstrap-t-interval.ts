import { type Answer, answer, lacking } from "./answer.js";
import type { Interval } from "./mean-difference.js";
import { quantile, type Resamples } from "./resamples.js";

/**
 * Studentised bootstrap interval of a mean (Efron 1981, Hall 1988): the t interval with the quantiles of t taken from the
 * resamples, mean - q((1 + level) / 2) s / sqrt(n) to mean - q((1 - level) / 2) s / sqrt(n). Lacking where so many
 * resamples have no spread that an end would be infinite, as happens with few distinct values. `level`: 0 to 1, both
 * excluded.
 */
export function bootstrapTInterval({ mean, standardError, ratios }: Resamples, level: number): Answer<Interval> {
  const low = quantile(ratios, (1 - level) / 2);
  const high = quantile(ratios, (1 + level) / 2);
  if (low === undefined || high === undefined) return lacking("too many resamples are without spread");
  return answer({ low: mean - high * standardError, high: mean - low * standardError, level });
}
