import { createHash } from "node:crypto";
import type { CheckedRun } from "./check.js";

/**
 * A number below 2^48 that follows from every figure of a run: metrics, agents by type, counts. Two runs that share it
 * came out the same. Neither the seed nor what levers merely noted goes in, nor the number of logged events.
 */
export function fingerprintOf({ pooled, epochMeans, epochMeansWithZeros, types, counts }: CheckedRun): number {
  const figures = [pooled, epochMeans, epochMeansWithZeros, types, { ...counts, events: 0 }];
  return createHash("sha256").update(JSON.stringify(figures)).digest().readUIntBE(0, 6);
}
