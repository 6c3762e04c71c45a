/** How often each label of one judge met each label of another: `counts[first * size + second]`. */
export interface Confusion {
  readonly size: number;
  readonly counts: Float64Array;
}

/** Pairs of labels, each a whole number in [0 (included), size (excluded)). */
export function confusionOf(pairs: Iterable<readonly [number, number]>, size: number): Confusion {
  const counts = new Float64Array(size * size);
  for (const [first, second] of pairs) counts[first * size + second] += 1;
  return { size, counts };
}

/**
 * Cohen's kappa: (p_o - p_e) / (1 - p_e) with p_o the share of agreement and p_e the one that the two judges' label
 * frequencies alone would give; in [-1, 1]. Undefined for no pairs, and where p_e is 1 (both know one label only).
 */
export function kappa({ size, counts }: Confusion): number | undefined {
  let total = 0;
  let agreed = 0;
  let chance = 0;
  for (let label = 0; label < size; label += 1) {
    let first = 0;
    let second = 0;
    for (let other = 0; other < size; other += 1) {
      first += counts[label * size + other];
      second += counts[other * size + label];
    }
    total += first;
    agreed += counts[label * size + label];
    chance += first * second;
  }
  const [observed, expected] = [agreed / total, chance / (total * total)];
  return total === 0 || expected === 1 ? undefined : (observed - expected) / (1 - expected);
}
