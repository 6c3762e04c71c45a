import { COMPARABLE } from "../compare/metric-catalogue.js";
import type { Answer } from "../statistics/answer.js";
import type { Interval } from "../statistics/mean-difference.js";
import { short } from "../validity/words.js";

/** Shown where a figure is not defined. */
const BLANK = "-";

/** A figure in four digits; "-" where there is none. */
export function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? BLANK : short(value);
}

/** The same of a figure that the data may not define. */
export function figureOf(found: Answer<number>): string {
  return figure(found.defined ? found.value : undefined);
}

/** `0.21 to 0.25`, or "-". */
export function rangeText(found: Answer<Interval> | undefined): string {
  return found?.defined ? `${short(found.value.low)} to ${short(found.value.high)}` : BLANK;
}

/** A probability of a test: two digits, never 0. */
export function pText(p: number | null | undefined): string {
  if (p === null || p === undefined) return BLANK;
  return p < 0.0001 ? "< 0.0001" : String(Number(p.toPrecision(2)));
}

/** A column of words, or of figures. */
export const words = (head: string) => ({ head, numeric: false });
export const numbers = (head: string) => ({ head, numeric: true });

/** `net_social_welfare` -> `net social welfare`. */
export function plainName(name: string): string {
  return name.replaceAll("_", " ");
}

/** `net social welfare (payoff)`, for axes and panels; without a unit for a column that only a table knows. */
export function nameWithUnit(metric: string): string {
  const unit = COMPARABLE.get(metric)?.unit;
  return unit === undefined ? plainName(metric) : `${plainName(metric)} (${unit})`;
}
