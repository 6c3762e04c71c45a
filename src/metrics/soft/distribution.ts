import { Bins } from "./bins.js";

/** How many p fall between two edges. */
export interface QualityBin {
  /** Lower edge (included). */
  readonly from: number;
  /** Upper edge (excluded, but for the last bin). */
  readonly to: number;
  readonly count: number;
}

/** Counts of p per bin, ascending; no bins at all if there are no samples. */
export function qualityDistribution(samples: readonly { readonly p: number }[], binCount = 10): QualityBin[] {
  const bins = new Bins(binCount);
  if (samples.length === 0) return [];
  const counts = new Array<number>(binCount).fill(0);
  for (const { p } of samples) counts[bins.of(p)] += 1;
  return counts.map((count, index) => ({ from: bins.edge(index), to: bins.edge(index + 1), count }));
}
