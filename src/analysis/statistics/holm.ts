/**
 * Holm's step-down correction (1979): with the m p-values ascending, the i-th (from 1) becomes the largest of
 * (m - j + 1) p_j over j <= i, at most 1. Holds the chance of any false finding among the m tests at the level, however
 * they depend on each other. In the order given. A test without a p-value (`undefined`) stays without one and still
 * counts in m: that it came out undefined must not make the others look better.
 */
export function holm(ps: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const order = [...ps.keys()].sort((a, b) => (ps[a] ?? 2) - (ps[b] ?? 2));
  const adjusted = new Array<number | undefined>(ps.length).fill(undefined);
  let largest = 0;
  for (const [rank, at] of order.entries()) {
    const p = ps[at];
    if (p === undefined) break;
    largest = Math.min(1, Math.max(largest, (ps.length - rank) * p));
    adjusted[at] = largest;
  }
  return adjusted;
}
