import { LOW_P, plusFlags, type Symptoms } from "./suspicion.js";

/** What the security lever thinks of one interaction before any analysis. */
export interface RealtimeThreat {
  /** [0, 1]. */
  readonly score: number;
  readonly kind: "exfiltration" | "prompt_injection" | "cross_agent_manipulation" | "unknown";
}

/**
 * Score: 0.3 for an accepted p below 0.3, plus the flags, plus 0.3 of the initiator's score in the latest report, at
 * most 1. Source: SWARM 1.9 governance, security lever, interaction.
 *
 * @param latestScore the initiator's threat score in the latest report; 0 without one
 */
export function realtimeThreat({ accepted, p, misuse, rejections }: Symptoms, latestScore: number): RealtimeThreat {
  const flags = plusFlags(accepted && p < LOW_P ? 0.3 : 0, misuse, rejections);
  return { score: Math.min(1, flags + 0.3 * latestScore), kind: kindOf(accepted, p, misuse) };
}

function kindOf(accepted: boolean, p: number, misuse: number): RealtimeThreat["kind"] {
  if (misuse >= 2) return "exfiltration";
  if (misuse === 1) return "prompt_injection";
  return accepted && p < 0.2 ? "cross_agent_manipulation" : "unknown";
}
