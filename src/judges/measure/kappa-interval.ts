import { keyedSource } from "../../base/random/keyed-source.js";
import { type Confusion, confusionOf, kappa } from "./confusion.js";

/** Resamples of an interval. */
const RESAMPLES = 2000;
const SEED = 1;

export interface KappaInterval {
  readonly value: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/**
 * Cohen's kappa with a 95 % percentile interval from 2000 resamples of groups of prompts: answers to the prompts of a
 * group resemble each other, so groups are drawn, not answers. The draws are the same each time.
 *
 * @param groups the pairs of labels of each group
 */
export function kappaInterval(
  groups: readonly (readonly (readonly [number, number])[])[],
  size: number,
): KappaInterval {
  const parts = groups.map((pairs) => confusionOf(pairs, size).counts);
  const value = kappa(summed(parts, size));
  const stream = keyedSource(SEED).family("bootstrap", ["groups"]).of(0);
  const drawn: number[] = [];
  for (let at = 0; at < RESAMPLES && parts.length > 0; at += 1) {
    const again = kappa(
      summed(
        parts.map(() => parts[stream.below(parts.length)]),
        size,
      ),
    );
    if (again !== undefined) drawn.push(again);
  }
  drawn.sort((a, b) => a - b);
  return { value, low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) };
}

function summed(parts: readonly Float64Array[], size: number): Confusion {
  const counts = new Float64Array(size * size);
  for (const part of parts) for (let cell = 0; cell < counts.length; cell += 1) counts[cell] += part[cell];
  return { size, counts };
}

/** Linear between order statistics (R's type 7). */
function quantile(ascending: readonly number[], share: number): number | undefined {
  if (ascending.length === 0) return undefined;
  const place = share * (ascending.length - 1);
  const below = Math.floor(place);
  const above = Math.min(ascending.length - 1, below + 1);
  return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
}
