import { qnorm } from "lib-r-math.js";
import { type Answer, answer, lacking } from "./answer.js";
import type { Interval } from "./mean-difference.js";
import { momentsOf } from "./moments.js";

/** What it brought that both arms ran on the same seeds. */
export interface Pairing {
  /** Pearson's correlation of the arms over the pairs, -1 to 1. */
  readonly correlation: number;
  /** 95 % interval of the correlation, by Fisher's z; needs 4 pairs. */
  readonly interval: Answer<Interval>;
  /**
   * 1 - var(treatment - control) / (var(treatment) + var(control)), -1 to 1: the share of the variance of an unpaired
   * mean difference that pairing takes away. Negative where pairing made things worse.
   */
  readonly varianceSaved: number;
  readonly verdict: "helped" | "bought nothing" | "harmed";
}

const LEVEL = 0.95;

/**
 * Helped (harmed) means that the interval of the correlation lies above (below) 0; without an interval nothing is shown.
 * Pair i is `control[i]`, `treatment[i]`. Fisher 1921: atanh(r) -+ z / sqrt(n - 3).
 */
export function pairing(control: readonly number[], treatment: readonly number[]): Answer<Pairing> {
  if (control.length !== treatment.length) throw new RangeError("pairs need as many controls as treatments");
  if (control.length < 2) return lacking("fewer than two pairs have no correlation");
  const [c, t] = [standardised(control), standardised(treatment)];
  if (c === undefined) return lacking("the control does not vary over the seeds");
  if (t === undefined) return lacking("the treatment does not vary over the seeds");
  const n = control.length;
  const sum = c.scores.reduce((total, score, i) => total + score * t.scores[i], 0);
  const correlation = Math.max(-1, Math.min(1, sum / (n - 1)));
  const interval = fisher(correlation, n);
  // the ratio of the deviations, not their product, which could leave the range of a double
  const balance = 2 / (c.deviation / t.deviation + t.deviation / c.deviation);
  return answer({ correlation, interval, varianceSaved: correlation * balance, verdict: verdict(interval) });
}

function verdict(interval: Answer<Interval>): Pairing["verdict"] {
  if (!interval.defined) return "bought nothing";
  if (interval.value.low > 0) return "helped";
  return interval.value.high < 0 ? "harmed" : "bought nothing";
}

function fisher(correlation: number, n: number): Answer<Interval> {
  if (n < 4) return lacking("fewer than four pairs give no interval of the correlation");
  const margin = qnorm((1 + LEVEL) / 2) / Math.sqrt(n - 3);
  const z = Math.atanh(correlation);
  return answer({ low: Math.tanh(z - margin), high: Math.tanh(z + margin), level: LEVEL });
}

function standardised(values: readonly number[]) {
  const { mean, variance = 0 } = momentsOf(values);
  const deviation = Math.sqrt(variance);
  if (deviation <= 10 * Number.EPSILON * Math.abs(mean)) return undefined;
  return { deviation, scores: values.map((value) => (value - mean) / deviation) };
}
