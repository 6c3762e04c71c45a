import { knownForecasts, type MaybeKnown } from "./truth.js";

/**
 * Share of the (good, bad) pairs in which the good one has the higher p, ties counting half: the area under the ROC
 * curve, in [0, 1], 0.5 for guessing; undefined unless good and bad outcomes are both known.
 * Counted by walking up the sorted p, so it costs n log n and not a look at every pair.
 */
export function discriminationAuc(samples: readonly MaybeKnown[]): number | undefined {
  const forecasts = knownForecasts(samples).sort((a, b) => a.p - b.p);
  let good = 0;
  let bad = 0;
  /** Twice the pairs ranked right, so that a tie is a whole number too. */
  let right = 0;
  for (let from = 0; from < forecasts.length; ) {
    let to = from;
    let goodHere = 0;
    for (; to < forecasts.length && forecasts[to].p === forecasts[from].p; to += 1) goodHere += forecasts[to].outcome;
    const badHere = to - from - goodHere;
    right += goodHere * (2 * bad + badHere);
    good += goodHere;
    bad += badHere;
    from = to;
  }
  return good === 0 || bad === 0 ? undefined : right / (2 * good * bad);
}
