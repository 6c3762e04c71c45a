import { type Answer, answer, lacking } from "./answer.js";

/** Outcome of the two-sample test; p is two-sided. */
export interface KolmogorovSmirnovTest {
  readonly p: number;
  /** D, the largest vertical distance of the two empirical distribution functions, 0 to 1. */
  readonly distance: number;
  readonly method: "exact" | "asymptotic";
}

/** Up to this many lattice points (n_c n_t) the distribution is exact. */
const LARGEST_EXACT = 1_000_000;

/**
 * Kolmogorov and Smirnov's test of "both arms have one distribution". Exact up to n_c n_t = 1,000,000, given how the
 * values are tied; beyond that 2 sum over k of (-1)^(k-1) exp(-2 k^2 D^2 n_c n_t / (n_c + n_t)), which is too large with
 * ties. If all values are equal, p is 1.
 */
export function kolmogorovSmirnov(
  control: readonly number[],
  treatment: readonly number[],
): Answer<KolmogorovSmirnovTest> {
  const [nc, nt] = [control.length, treatment.length];
  if (nc === 0) return lacking("the control has no values");
  if (nt === 0) return lacking("the treatment has no values");
  const all = Float64Array.from([...control, ...treatment]).sort();
  // ends[k]: whether the k smallest values are all those up to some value, so that the distance is looked at there
  const ends = Uint8Array.from({ length: all.length + 1 }, (_, k) =>
    k === all.length || all[k] !== all[k - 1] ? 1 : 0,
  );
  const largest = largestGap(Float64Array.from(control).sort(), Float64Array.from(treatment).sort());
  const distance = largest / (nc * nt);
  if (nc * nt > LARGEST_EXACT) {
    return answer({ p: kolmogorovLimit(distance * Math.sqrt((nc * nt) / (nc + nt))), distance, method: "asymptotic" });
  }
  return answer({ p: shareOfPaths(nc, nt, largest, ends), distance, method: "exact" });
}

/** n_c n_t D, a whole number: the largest |i n_t - j n_c| where i controls and j treatments are at most x, over all x. */
function largestGap(control: Float64Array, treatment: Float64Array): number {
  let largest = 0;
  for (let i = 0, j = 0; i < control.length && j < treatment.length; ) {
    const x = Math.min(control[i], treatment[j]);
    while (i < control.length && control[i] === x) i += 1;
    while (j < treatment.length && treatment[j] === x) j += 1;
    largest = Math.max(largest, Math.abs(i * treatment.length - j * control.length));
  }
  return largest;
}

/**
 * Of all orders in which n_c and n_t values can come, equally likely under the hypothesis, the share whose gap reaches
 * `largest` at the end of some group of equal values. `share[j]` is that share among the beginnings with i controls and
 * j treatments, of which the last is a control with chance i / (i + j). A sum of positive terms, so small p keep their
 * digits. Sources: Hodges 1958, Schröer and Trenkler 1995 (ties).
 */
function shareOfPaths(nc: number, nt: number, largest: number, ends: Uint8Array): number {
  const share = new Float64Array(nt + 1);
  for (let i = 0; i <= nc; i += 1) {
    for (let j = 0; j <= nt; j += 1) {
      if (ends[i + j] === 1 && Math.abs(i * nt - j * nc) >= largest) share[j] = 1;
      else if (i + j === 0) share[j] = 0;
      else share[j] = ((i > 0 ? i * share[j] : 0) + (j > 0 ? j * share[j - 1] : 0)) / (i + j);
    }
  }
  return share[nt];
}

/** P(K > lambda) of Kolmogorov's limiting distribution, lambda >= 0. Below 0.2 it differs from 1 by less than 1e-12. */
export function kolmogorovLimit(lambda: number): number {
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * lambda) ** 2);
  return Math.min(1, sum);
}
