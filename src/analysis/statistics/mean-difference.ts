import { type Answer, answer, lacking } from "./answer.js";
import { type Moments, momentsOf } from "./moments.js";
import { tCritical } from "./t-critical.js";

/** A figure and its error. */
export interface Estimate {
  readonly estimate: number;
  readonly error: Answer<StandardError>;
}

/** The mean of the treatment less the mean of the control. */
export interface MeanDifference extends Estimate {
  readonly design: "paired" | "unpaired";
  readonly control: Moments;
  readonly treatment: Moments;
}

interface StandardError {
  /** Of the estimate; > 0. */
  readonly standardError: number;
  /** Degrees of freedom of the t that the estimate over its error follows; >= 1, need not be whole. */
  readonly freedom: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Confidence, 0 to 1, for example 0.95. */
  readonly level: number;
}

/**
 * Pair i is `control[i]`, `treatment[i]`. Estimate: mean of d = treatment - control; error s_d / sqrt(n) with n - 1
 * degrees of freedom (Student 1908).
 */
export function pairedDifference(control: readonly number[], treatment: readonly number[]): Answer<MeanDifference> {
  if (control.length !== treatment.length) throw new RangeError("pairs need as many controls as treatments");
  if (control.length === 0) return lacking("there are no pairs");
  const arms = { control: momentsOf(control), treatment: momentsOf(treatment) };
  const { n, mean, variance } = momentsOf(control.map((value, i) => treatment[i] - value));
  const error = (): Answer<StandardError> => {
    if (variance === undefined) return lacking("one pair tells nothing of the spread");
    const standardError = Math.sqrt(variance / n);
    if (isRounding(standardError, arms)) return lacking(`the difference is the same in all ${n} pairs`);
    return answer({ standardError, freedom: n - 1 });
  };
  return answer({ design: "paired", ...arms, estimate: mean, error: error() });
}

/**
 * Independent arms of any two sizes and spreads. With u = s^2 / n of each arm: error sqrt(u_c + u_t), degrees of freedom
 * (u_c + u_t)^2 / (u_c^2 / (n_c - 1) + u_t^2 / (n_t - 1)) (Welch 1947).
 */
export function unpairedDifference(control: readonly number[], treatment: readonly number[]): Answer<MeanDifference> {
  if (control.length === 0) return lacking("the control has no values");
  if (treatment.length === 0) return lacking("the treatment has no values");
  const arms = { control: momentsOf(control), treatment: momentsOf(treatment) };
  const error = (): Answer<StandardError> => {
    const { control: c, treatment: t } = arms;
    if (c.variance === undefined) return lacking("one value of the control tells nothing of its spread");
    if (t.variance === undefined) return lacking("one value of the treatment tells nothing of its spread");
    const uc = c.variance / c.n;
    const ut = t.variance / t.n;
    const standardError = Math.sqrt(uc + ut);
    if (isRounding(standardError, arms)) return lacking("neither arm varies");
    const share = uc / (uc + ut);
    return answer({ standardError, freedom: 1 / (share ** 2 / (c.n - 1) + (1 - share) ** 2 / (t.n - 1)) });
  };
  return answer({ design: "unpaired", ...arms, estimate: arms.treatment.mean - arms.control.mean, error: error() });
}

/** estimate -+ t((1 + level) / 2, freedom) standard errors. `level`: 0 to 1, both excluded. */
export function tInterval({ estimate, error }: Estimate, level: number): Answer<Interval> {
  if (!error.defined) return error;
  const margin = tCritical(level, error.value.freedom) * error.value.standardError;
  return answer({ low: estimate - margin, high: estimate + margin, level });
}

/** Whether an error is no more than what rounding leaves of constant data: R's rule in t.test, 10 units in the last place. */
function isRounding(error: number, { control, treatment }: { control: Moments; treatment: Moments }): boolean {
  return error <= 10 * Number.EPSILON * Math.max(Math.abs(control.mean), Math.abs(treatment.mean));
}
