/** Scores beyond this lie so far outside [-1, 1] that they are cut to it before they become a probability. */
const MAX_SCORE = 10;

/** Greatest sharpness (included); the least is 0 (excluded). */
const MAX_SIGMOID_K = 100;

/**
 * Probability of a good outcome for the quality score `vHat`: 1 / (1 + exp(-k vHat)). Checks nothing.
 *
 * In (0, 1) as a real number; as a double it reaches 1 from k vHat of about 37 on and 0 from about -710 down.
 * Source: SWARM 1.9 sigmoid.
 */
export function sigmoid(vHat: number, k: number): number {
  return 1 / (1 + Math.exp(-k * vHat));
}

/**
 * The sigmoid with its inputs checked: `vHat` is cut to [-10, 10]. A score outside [-1, 1] is no proxy score but is
 * answered.
 * @throws RangeError if `vHat` is NaN or `k` is outside (0, 100]
 */
export function calibratedSigmoid(vHat: number, k: number): number {
  return sigmoid(cutScore(vHat), checkedSharpness(k));
}

/**
 * Slope dp/dv of the sigmoid at `vHat` (cut to [-10, 10]): k p (1 - p), in [0, k/4].
 * @throws RangeError as {@link calibratedSigmoid}
 */
export function sigmoidDerivative(vHat: number, k: number): number {
  const p = calibratedSigmoid(vHat, k);
  return k * p * (1 - p);
}

/**
 * The score whose probability is `p`: ln(p / (1 - p)) / k. Written as a difference of logarithms so that it is finite
 * for every p strictly between 0 and 1, the smallest doubles included. A negative `k` mirrors the curve.
 * @throws RangeError unless 0 < p < 1 and k is finite and not 0
 */
export function inverseSigmoid(p: number, k: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p must lie between 0 and 1 (both excluded), got ${p}`);
  if (!Number.isFinite(k) || k === 0) throw new RangeError(`sigmoid_k must be finite and not 0, got ${k}`);
  return (Math.log(p) - Math.log1p(-p)) / k;
}

/**
 * Least and greatest probability a score in [-1, 1] can get.
 * @throws RangeError if `k` is outside (0, 100]
 */
export function sigmoidBounds(k: number): { readonly pMin: number; readonly pMax: number } {
  return { pMin: calibratedSigmoid(-1, k), pMax: calibratedSigmoid(1, k) };
}

/**
 * The scores between which |p - 0.5| < `threshold`: the inverse at 0.5 - threshold and at 0.5 + threshold.
 * @throws RangeError unless 0 <= threshold < 0.5 and k is finite and not 0
 */
export function uncertaintyBand(k: number, threshold = 0.1): { readonly vMin: number; readonly vMax: number } {
  if (!(threshold >= 0 && threshold < 0.5)) {
    throw new RangeError(`threshold must be at least 0 and below 0.5, got ${threshold}`);
  }
  return { vMin: inverseSigmoid(0.5 - threshold, k), vMax: inverseSigmoid(0.5 + threshold, k) };
}

/** `k` itself. @throws RangeError if it is outside (0, 100] */
export function checkedSharpness(k: number): number {
  if (!(k > 0 && k <= MAX_SIGMOID_K)) {
    throw new RangeError(`sigmoid_k must be above 0 and at most ${MAX_SIGMOID_K}, got ${k}`);
  }
  return k;
}

function cutScore(vHat: number): number {
  if (Number.isNaN(vHat)) throw new RangeError("the score must be a number, got NaN");
  return Math.min(MAX_SCORE, Math.max(-MAX_SCORE, vHat));
}
