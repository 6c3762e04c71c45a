import { lgamma, qnorm } from "lib-r-math.js";
import { type Answer, answer, lacking } from "./answer.js";
import type { Interval, MeanDifference } from "./mean-difference.js";
import { studentTails } from "./noncentral-t.js";

/** Least probability whose normal quantile is taken: the quantile of 0 would be infinite. */
const TINY = 1e-300;

/** A mean difference in units of a standard deviation. */
export interface EffectSize {
  /** d_z of pairs: the deviation is that of the differences. g of independent arms: the one pooled over both arms. */
  readonly kind: "d_z" | "g";
  /** Corrected for bias. */
  readonly estimate: number;
  /**
   * For the population's own ratio of mean difference to deviation: exact where differences (arms, for g, with equal
   * spread) are normal, approximate elsewhere (docs/statistics.md has the measured coverage). The correction of the
   * estimate does not apply to it.
   */
  readonly interval: Interval;
}

/**
 * d = t / sqrt(m) with m = n pairs or n_c n_t / (n_c + n_t), times Hedges' exact correction; its interval holds the
 * noncentralities under which the observed t is neither among the (1 - level) / 2 largest nor smallest, over sqrt(m).
 * Sources: Hedges 1981 (correction), Steiger and Fouladi 1997 (interval). Needs 2 degrees of freedom.
 */
export function effectSize(difference: MeanDifference, level: number): Answer<EffectSize> {
  if (!difference.error.defined) return difference.error;
  const { t, freedom, m } = ratio(difference, difference.error.value.standardError);
  if (freedom < 2) return lacking("two pairs are too few for a corrected effect size");
  const root = Math.sqrt(m);
  const tail = (1 - level) / 2;
  const low = noncentrality(t, freedom, 1 - tail) / root;
  const high = noncentrality(t, freedom, tail) / root;
  return answer({
    kind: difference.design === "paired" ? "d_z" : "g",
    estimate: hedgesCorrection(freedom) * (t / root),
    interval: { low, high, level },
  });
}

/** Gamma(f / 2) / (sqrt(f / 2) Gamma((f - 1) / 2)): what the ratio has to be multiplied by to be unbiased; f >= 2. */
export function hedgesCorrection(freedom: number): number {
  return Math.exp(lgamma(freedom / 2) - lgamma((freedom - 1) / 2)) / Math.sqrt(freedom / 2);
}

function ratio({ design, control: c, treatment: t, estimate }: MeanDifference, standardError: number) {
  if (design === "paired") return { t: estimate / standardError, freedom: c.n - 1, m: c.n };
  const freedom = c.n + t.n - 2;
  const pooled = ((c.n - 1) * (c.variance ?? 0) + (t.n - 1) * (t.variance ?? 0)) / freedom;
  const m = (c.n * t.n) / (c.n + t.n);
  return { t: (estimate / Math.sqrt(pooled)) * Math.sqrt(m), freedom, m };
}

/**
 * The noncentrality under which P(T <= t) is `p`. P falls with it, and its normal quantile nearly along a line, on which
 * false position (Illinois) needs few steps.
 */
function noncentrality(t: number, freedom: number, p: number): number {
  const wanted = qnorm(p);
  const excess = (delta: number) => {
    const { below, above } = studentTails(t, freedom, delta);
    return (below < above ? qnorm(Math.max(below, TINY)) : -qnorm(Math.max(above, TINY))) - wanted;
  };
  const scale = Math.sqrt(1 + t ** 2 / (2 * freedom));
  const guess = t - wanted * scale;
  let [low, high] = [guess - scale / 4, guess + scale / 4];
  let [over, under] = [excess(low), excess(high)];
  for (let step = scale / 2; over < 0; step *= 2)
    [high, under, low, over] = [low, over, low - step, excess(low - step)];
  for (let step = scale / 2; under > 0; step *= 2)
    [low, over, high, under] = [high, under, high + step, excess(high + step)];
  let kept: "low" | "high" | undefined;
  while (high - low > 1e-13 * (Math.abs(guess) + scale)) {
    const middle = low + ((high - low) * over) / (over - under);
    const at = excess(middle);
    if (Math.abs(at) < 1e-12) return middle;
    if (at > 0) {
      [low, over] = [middle, at];
      if (kept === "high") under /= 2;
      kept = "high";
    } else {
      [high, under] = [middle, at];
      if (kept === "low") over /= 2;
      kept = "low";
    }
  }
  return (low + high) / 2;
}
