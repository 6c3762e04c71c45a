import { metricNamed } from "../../analysis/compare/metric-catalogue.js";
import type { StudyClaim } from "../study/research-study.js";

/** Of rates, scores and correlations: a difference of a fiftieth is the least that anybody acts on. */
const OF_RATES = 0.02;

/** Of everything else: this share of what the pilot's control came to. */
const SHARE = 0.05;

/**
 * The least effect that matters, where the annotation does not say: it is the margin of a claim that nothing changes, and
 * what the number of seeds is chosen for otherwise.
 *
 * @param control mean of the metric in the arm held against, or in the arm itself; undefined without a pilot
 * @param epochs of the arm: a slope of a rate matters when it adds up to a fiftieth over the run
 */
export function limitFor(
  { kind, metric }: StudyClaim,
  control: number | undefined,
  epochs: number,
): number | undefined {
  const { unit } = metricNamed(metric);
  const bounded = unit === "probability" || unit === "share" || unit === "correlation" || unit === "score";
  if (bounded) return kind === "trend" ? twoDigits(OF_RATES / Math.max(1, epochs - 1)) : OF_RATES;
  if (control === undefined || control === 0) return undefined;
  return twoDigits(SHARE * Math.abs(control));
}

function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}
