/** Ranks of a sample and how they are tied. */
export interface Midranks {
  /** In the order of the values, from 1; equal values share the mean of their ranks. */
  readonly ranks: readonly number[];
  /** Sum of m^3 - m over the groups of m equal values; 0 without ties. */
  readonly tieTerm: number;
}

/** Neighbours closer than this share of the largest size count as equal: differences of equal differences round apart. */
const TIE = 1e-12;

export function midranks(values: readonly number[]): Midranks {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const tolerance = TIE * values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const ranks = new Array<number>(values.length);
  let tieTerm = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    to = from + 1;
    while (to < order.length && values[order[to]] - values[order[to - 1]] <= tolerance) to += 1;
    for (let at = from; at < to; at += 1) ranks[order[at]] = (from + 1 + to) / 2;
    tieTerm += (to - from) ** 3 - (to - from);
  }
  return { ranks, tieTerm };
}
