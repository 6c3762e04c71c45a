/**
 * Marks (1) the points that no other one dominates: none has no more harm and no less welfare, and differs. Points without
 * both figures (NaN) are on no front. O(n log n).
 */
export function nonDominated(harm: Float64Array, welfare: Float64Array): Uint8Array {
  const marks = new Uint8Array(harm.length);
  const order = Uint32Array.from(harm.keys())
    .filter((i) => !Number.isNaN(harm[i]) && !Number.isNaN(welfare[i]))
    .sort((i, j) => harm[i] - harm[j] || welfare[j] - welfare[i] || i - j);
  let most = Number.NEGATIVE_INFINITY;
  let at = -1;
  for (const i of order) {
    // Of equal harm the best comes first; one that equals it is as good.
    if (welfare[i] > most || (welfare[i] === most && harm[i] === at)) {
      marks[i] = 1;
      most = welfare[i];
      at = harm[i];
    }
  }
  return marks;
}
