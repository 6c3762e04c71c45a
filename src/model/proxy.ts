import type { Observables } from "./observables.js";
import { calibratedSigmoid, checkedSharpness } from "./sigmoid.js";

/** How much each signal counts, each >= 0; in use they sum to 1. */
export interface ProxyWeights {
  readonly task_progress: number;
  readonly rework_penalty: number;
  readonly verifier_penalty: number;
  readonly engagement_signal: number;
}

/** How measurements become a quality score and a probability. */
export interface ProxyParameters {
  readonly weights: ProxyWeights;
  /** Sharpness of the sigmoid, in (0, 100]. */
  readonly sigmoid_k: number;
  /** What is left of a signal per rework, in [0.01, 1). */
  readonly rework_decay: number;
  /** What is left of a signal per verifier rejection, in [0.01, 1). */
  readonly rejection_decay: number;
  /** What is left of a signal per misuse flag, in [0.01, 1). */
  readonly misuse_decay: number;
}

/** Source: SWARM 1.9 defaults. The weights sum to 1 as they stand. */
export const DEFAULT_PROXY: ProxyParameters = Object.freeze({
  weights: Object.freeze({ task_progress: 0.4, rework_penalty: 0.2, verifier_penalty: 0.2, engagement_signal: 0.2 }),
  sigmoid_k: 2,
  rework_decay: 0.3,
  rejection_decay: 0.4,
  misuse_decay: 0.5,
});

/**
 * Quality score of one interaction, in [-1, 1]: the weighted sum of the signals
 * progress and engagement (cut to [-1, 1]), rework 2 d^n - 1, and the mean of rejections and misuse, each 2 d^n - 1.
 * Needs weights that sum to 1 (see {@link normalizedProxy}); checks and allocates nothing.
 * A negative count is not cut: it counts as more than perfect. Source: SWARM 1.9 proxy.
 */
export function proxyScore(proxy: ProxyParameters, observables: Observables): number {
  const weights = proxy.weights;
  const verifier =
    (decayed(proxy.rejection_decay, observables.rejections) + decayed(proxy.misuse_decay, observables.misuse)) / 2;
  return cut(
    weights.task_progress * cut(observables.progress) +
      weights.rework_penalty * decayed(proxy.rework_decay, observables.rework) +
      weights.verifier_penalty * verifier +
      weights.engagement_signal * cut(observables.engagement),
  );
}

/**
 * Score in [-1, 1] and probability in (0, 1) of one interaction, its inputs checked.
 * @throws RangeError if a measurement is not finite, or a count is no integer or so far below 0 that it has no score
 */
export function assess(
  proxy: ProxyParameters,
  observables: Observables,
): { readonly vHat: number; readonly p: number } {
  const { progress, engagement } = observables;
  for (const [name, value] of Object.entries({ progress, engagement })) {
    if (!Number.isFinite(value)) throw new RangeError(`${name} must be a finite number, got ${value}`);
  }
  const { rework, rejections, misuse } = observables;
  for (const [name, value] of Object.entries({ rework, rejections, misuse })) {
    if (!Number.isInteger(value)) throw new RangeError(`${name} must be a whole number, got ${value}`);
  }
  const vHat = proxyScore(proxy, observables);
  return { vHat, p: calibratedSigmoid(vHat, proxy.sigmoid_k) };
}

/**
 * The parameters, checked, with weights that sum to 1. To be called once, before {@link proxyScore}.
 * @throws RangeError if a weight is negative or not finite, a decay is outside [0.01, 1) or sigmoid_k outside (0, 100]
 */
export function normalizedProxy(parameters: ProxyParameters): ProxyParameters {
  for (const name of ["rework_decay", "rejection_decay", "misuse_decay"] as const) {
    const decay = parameters[name];
    if (!(decay >= 0.01 && decay < 1)) throw new RangeError(`${name} must be at least 0.01 and below 1, got ${decay}`);
  }
  checkedSharpness(parameters.sigmoid_k);
  return { ...parameters, weights: normalizedWeights(parameters.weights) };
}

/**
 * The weights divided by their sum; a quarter each if all are 0.
 * @throws RangeError if a weight is negative or not finite
 */
export function normalizedWeights(weights: ProxyWeights): ProxyWeights {
  const { task_progress, rework_penalty, verifier_penalty, engagement_signal } = weights;
  const all = { task_progress, rework_penalty, verifier_penalty, engagement_signal };
  for (const [name, weight] of Object.entries(all)) {
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`weight ${name} must be at least 0, got ${weight}`);
  }
  const sum = task_progress + rework_penalty + verifier_penalty + engagement_signal;
  if (sum === 0) return { task_progress: 0.25, rework_penalty: 0.25, verifier_penalty: 0.25, engagement_signal: 0.25 };
  if (sum === Infinity) throw new RangeError("the weights are too large to be added up");
  return {
    task_progress: task_progress / sum,
    rework_penalty: rework_penalty / sum,
    verifier_penalty: verifier_penalty / sum,
    engagement_signal: engagement_signal / sum,
  };
}

/** 1 without an event, falling towards -1 with each: 2 decay^count - 1. Most counts are 0, and a power is dear. */
function decayed(decay: number, count: number): number {
  return count === 0 ? 1 : 2 * decay ** count - 1;
}

function cut(signal: number): number {
  return signal > 1 ? 1 : signal < -1 ? -1 : signal;
}
