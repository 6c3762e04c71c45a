/** How far p is from telling good from bad: 1 - |2p - 1|, 1 at p = 0.5 and 0 at both ends. */
export function ambiguity(p: number): number {
  return 1 - Math.abs(2 * p - 1);
}
