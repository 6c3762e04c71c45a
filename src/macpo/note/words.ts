import type { Estimate } from "../study-figures.js";

/** `0.512 (0.500 to 0.524)`; three decimals throughout: all figures of the note are scores, shares or tokens. */
export function withEnds(estimate: Estimate | undefined): string {
  if (estimate === undefined) return "not defined";
  const { mean, ends } = estimate;
  if (ends === undefined) return mean === 0 ? "0 for every seed" : `${decimals(mean)} for every seed`;
  return `${decimals(mean)} (${decimals(ends[0])} to ${decimals(ends[1])})`;
}

export function decimals(value: number | undefined): string {
  if (value === undefined) return "-";
  const text = value.toFixed(3);
  return text === "-0.000" ? "0.000" : text;
}

/** `0.004`, `< 0.0001`. */
export function probability(p: number | undefined): string {
  if (p === undefined) return "-";
  return p < 1e-4 ? "< 0.0001" : String(Number(p.toPrecision(2)));
}
