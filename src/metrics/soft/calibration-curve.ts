import { Bins } from "./bins.js";
import { Moments } from "./moments.js";
import { knownForecasts, type MaybeKnown } from "./truth.js";

/** Forecast against outcome, for the samples whose p falls into one bin. */
export interface CalibrationBin {
  /** Mean p, in [0, 1]; the middle of the bin if it is empty. */
  readonly predicted: number;
  /** Share of good outcomes, in [0, 1]; 0 if the bin is empty. */
  readonly observed: number;
  readonly count: number;
}

/** One entry per bin, ascending, over the samples with a known outcome; no bins at all if there are none. */
export function calibrationCurve(samples: readonly MaybeKnown[], binCount = 10): CalibrationBin[] {
  const bins = new Bins(binCount);
  const forecasts = knownForecasts(samples);
  if (forecasts.length === 0) return [];
  const predicted = Array.from({ length: binCount }, () => new Moments());
  const good = new Array<number>(binCount).fill(0);
  for (const { p, outcome } of forecasts) {
    const index = bins.of(p);
    predicted[index].add(p);
    good[index] += outcome;
  }
  return predicted.map(({ count, mean }, index) =>
    count === 0
      ? { predicted: bins.middle(index), observed: 0, count }
      : { predicted: mean, observed: good[index] / count, count },
  );
}

/** Mean over the samples with a known outcome of |predicted - observed| of their bin, in [0, 1]; undefined without any. */
export function expectedCalibrationError(samples: readonly MaybeKnown[], binCount = 10): number | undefined {
  const curve = calibrationCurve(samples, binCount);
  if (curve.length === 0) return undefined;
  let total = 0;
  let error = 0;
  for (const { predicted, observed, count } of curve) {
    total += count;
    error += count * Math.abs(predicted - observed);
  }
  return error / total;
}
