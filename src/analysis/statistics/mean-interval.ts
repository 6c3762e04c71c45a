import { answer } from "./answer.js";
import { bcaInterval } from "./bca-interval.js";
import { bootstrapTInterval } from "./bootstrap-t-interval.js";
import { type Interval, tInterval } from "./mean-difference.js";
import type { Resamples } from "./resamples.js";

/** Intervals of a mean, the plainest first. */
export type Method = "t" | "bootstrap-t" | "BCa";

export const METHODS: readonly Method[] = ["t", "bootstrap-t", "BCa"];

export interface MeanInterval {
  readonly interval: Interval;
  /** Why the t interval stands in for the method asked for; `undefined` where it does not. */
  readonly standIn: string | undefined;
}

/** The interval by `method`; where a bootstrap has no finite one, the t interval, and why. */
export function meanInterval(method: Method, resamples: Resamples, level: number): MeanInterval {
  if (method === "t") return { interval: plain(resamples, level), standIn: undefined };
  const found = method === "BCa" ? bcaInterval(resamples, level) : bootstrapTInterval(resamples, level);
  if (found.defined) return { interval: found.value, standIn: undefined };
  return { interval: plain(resamples, level), standIn: found.why };
}

function plain({ n, mean, standardError }: Resamples, level: number): Interval {
  const t = tInterval({ estimate: mean, error: answer({ standardError, freedom: n - 1 }) }, level);
  if (!t.defined) throw new Error(t.why);
  return t.value;
}
