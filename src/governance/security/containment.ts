/** Share of contagion chains that were contained, [0, 1]; 1 without any chain. */
export function containmentEffectiveness(contained: readonly boolean[]): number {
  return contained.length === 0 ? 1 : contained.filter(Boolean).length / contained.length;
}
