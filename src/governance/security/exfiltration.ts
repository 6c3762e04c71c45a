import type { Assessment } from "./indicator.js";

const MIN_MISUSE = 2;

/**
 * An interaction with two misuse flags or more is taken for an attempt to carry data out.
 * Severity 0.3 per flag, at most 1; confidence 0.6. Source: SWARM 1.9 governance, security analysis step 2.
 */
export function assessExfiltration(misuse: number): Assessment | undefined {
  return misuse < MIN_MISUSE ? undefined : { severity: Math.min(1, 0.3 * misuse), confidence: 0.6 };
}
