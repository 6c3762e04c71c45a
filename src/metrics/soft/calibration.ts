import { type Forecast, knownForecasts, type MaybeKnown } from "./truth.js";

// Each figure is taken over the samples with a known outcome alone, and undefined if there are none.

/** Mean p minus share of good outcomes, in [-1, 1]. Positive: too confident. */
export function calibrationError(samples: readonly MaybeKnown[]): number | undefined {
  return meanOver(knownForecasts(samples), ({ p, outcome }) => p - outcome);
}

/** Mean of (p - v)^2 with v = 1 for good and 0 for bad, in [0, 1]. Higher is worse. */
export function brierScore(samples: readonly MaybeKnown[]): number | undefined {
  return meanOver(knownForecasts(samples), ({ p, outcome }) => (p - outcome) ** 2);
}

/**
 * Mean of -ln(probability given to what came), >= 0. Higher is worse.
 * @param epsilon p is cut to [epsilon, 1 - epsilon], so that one wrong certainty does not make it infinite; in (0, 0.5)
 */
export function logLoss(samples: readonly MaybeKnown[], epsilon = 1e-15): number | undefined {
  if (!(epsilon > 0 && epsilon < 0.5)) throw new RangeError(`epsilon must be above 0 and below 0.5, got ${epsilon}`);
  return meanOver(knownForecasts(samples), ({ p, outcome }) => {
    const cut = Math.min(1 - epsilon, Math.max(epsilon, p));
    return -Math.log(outcome === 1 ? cut : 1 - cut);
  });
}

function meanOver(forecasts: readonly Forecast[], value: (forecast: Forecast) => number): number | undefined {
  if (forecasts.length === 0) return undefined;
  let sum = 0;
  for (const forecast of forecasts) sum += value(forecast);
  return sum / forecasts.length;
}
