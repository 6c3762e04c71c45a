/** A figure with the ends of its 95 % interval. */
export interface WithEnds {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Ends {
  readonly low: number;
  readonly high: number;
}

/**
 * The interval of a plain mean of independent figures from their own intervals (method of variance estimates recovery):
 * mean -+ sqrt(sum of squared distances to the ends) / k. Source: Zou and Donner, Statistics in Medicine 27 (2008).
 *
 * @param figures at least one
 */
export function meanEnds(figures: readonly WithEnds[]): Ends {
  const k = figures.length;
  const mean = figures.reduce((sum, { value }) => sum + value, 0) / k;
  const reach = (distance: (figure: WithEnds) => number) =>
    Math.sqrt(figures.reduce((sum, figure) => sum + distance(figure) ** 2, 0)) / k;
  return {
    low: mean - reach(({ value, low }) => value - low),
    high: mean + reach(({ value, high }) => high - value),
  };
}

/** The interval of `second` - `first`, taken as independent: wider than it need be where they rest on the same prompts. Source: as `meanEnds`. */
export function differenceEnds(first: WithEnds, second: WithEnds): Ends {
  const difference = second.value - first.value;
  return {
    low: difference - Math.hypot(second.value - second.low, first.high - first.value),
    high: difference + Math.hypot(second.high - second.value, first.value - first.low),
  };
}

/**
 * The interval of 1 - `second` / `first`, both in [0, 1] and taken as independent; undefined where the low end of `first` is
 * 0, as the cut then has no low end. Source: Donner and Zou, Statistical Methods in Medical Research 21 (2012), ratios.
 */
export function cutEnds(first: WithEnds, second: WithEnds): Ends | undefined {
  if (first.low <= 0) return undefined;
  const product = first.value * second.value;
  const part = (figure: WithEnds, end: number) => end * (2 * figure.value - end);
  const root = (a: number, b: number) => Math.sqrt(Math.max(0, product ** 2 - a * b));
  const [least, most] = [part(second, second.low), part(first, first.high)];
  const lowest = least === 0 ? 0 : least / (product + root(least, most));
  const scale = part(first, first.low);
  const highest = (product + root(part(second, second.high), scale)) / scale;
  return { low: 1 - highest, high: 1 - lowest };
}
