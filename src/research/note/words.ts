import type { Answer } from "../../analysis/statistics/answer.js";
import type { Gap } from "./figures.js";

/** A figure by itself: at most four significant digits, an exponent for what is smaller than 0.0001. */
export function number(value: number): string {
  if (Number.isInteger(value)) return String(value === 0 ? 0 : value);
  return Math.abs(value) < 1e-4 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

/** Figures that are read together: as many decimals as give the largest four digits, a bare 0 for what is exactly that. */
export function numbers(values: readonly number[]): readonly string[] {
  if (values.every(Number.isInteger)) return values.map(number);
  const largest = Math.max(...values.map(Math.abs));
  const decimals = largest === 0 ? 0 : Math.max(0, 3 - Math.floor(Math.log10(largest)));
  return values.map((value) => {
    if (value === 0) return "0";
    const text = value.toFixed(Math.min(decimals, 20));
    return largest < 1e-4 || Number(text) === 0 ? value.toExponential(2) : text;
  });
}

export function shown(figure: Answer<number>): string {
  return figure.defined ? number(figure.value) : "not defined";
}

/** Two levels that are held against each other. */
export function levels(...figures: readonly Answer<number>[]): readonly string[] {
  const texts = [...numbers(figures.filter((figure) => figure.defined).map(({ value }) => value))];
  return figures.map((figure) => (figure.defined ? (texts.shift() ?? "") : "not defined"));
}

/** `-0.100 (-0.200 to -0.050)`. */
export function withEnds(value: number, [low, high]: readonly [number, number]): string {
  const [middle, from, to] = numbers([value, low, high]);
  return `${middle} (${from} to ${to})`;
}

/** A difference with its interval, or why there is none. */
export function gapText(gap: Answer<Gap>): string {
  if (!gap.defined) return "not defined";
  const { estimate, interval } = gap.value;
  if (interval === undefined) return estimate === 0 ? "0 for every seed" : `${number(estimate)} for every seed`;
  return withEnds(estimate, interval);
}
