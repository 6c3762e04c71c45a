/** The normal distribution's 97.5 % quantile (R: qnorm(0.975)). */
const Z = 1.959963984540054;

/** A share with its 95 % interval; undefined of nothing. */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly value: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/**
 * A share with Wilson's score interval (without continuity correction):
 * (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n); E. B. Wilson, JASA 22 (1927).
 */
export function wilson(count: number, of: number): Share {
  if (of === 0) return { count, of, value: undefined, low: undefined, high: undefined };
  const p = count / of;
  const centre = p + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return {
    count,
    of,
    value: p,
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}
