import type { Deed } from "./profile.js";

/** Fills a stranger's conduct vector. */
export const STRANGER = 0.5;

/**
 * The last `length` deeds as numbers, p if accepted and -(1 - p) if not, oldest first; filled up at the end with
 * `padding`.
 */
export function conductVector(deeds: readonly Deed[], length: number, padding: number): number[] {
  const vector = deeds.slice(-length).map(({ accepted, p }) => (accepted ? p : -(1 - p)));
  while (vector.length < length) vector.push(padding);
  return vector;
}

/** How alike two conduct vectors of one length are: their cosine, cut to [0, 1]; 0 when one of them is all zeros. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < a.length; i += 1) {
    dot += a[i] * b[i];
    squareA += a[i] * a[i];
    squareB += b[i] * b[i];
  }
  if (squareA === 0 || squareB === 0) return 0;
  return Math.max(0, Math.min(1, dot / (Math.sqrt(squareA) * Math.sqrt(squareB))));
}
