import type { Assessment } from "./indicator.js";
import { LOW_P, plusFlags, type Symptoms } from "./suspicion.js";

/**
 * How much an interaction looks like a prompt injection by its initiator.
 * Severity in [0, 1]: how far an accepted p lies below 0.3 (0 to 0.3), plus 0.2 per misuse flag (at most 0.4), plus
 * 0.15 per rejection (at most 0.3). Confidence: severity + 0.2, at most 0.9.
 * Source: SWARM 1.9 governance, security analysis step 1.
 */
export function assessInjection({ accepted, p, misuse, rejections }: Symptoms): Assessment {
  const low = accepted && p < LOW_P ? 0.3 * ((LOW_P - p) / 0.3) : 0;
  const severity = Math.min(1, plusFlags(low, misuse, rejections));
  return { severity, confidence: Math.min(0.9, severity + 0.2) };
}
