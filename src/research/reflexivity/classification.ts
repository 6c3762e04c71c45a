/** How a finding fares once it is known. */
export type Robustness = "disclosure_robust" | "conditionally_valid" | "fragile" | "unknown";

/** Whether knowing changes the figures: within the margins, beyond them, or not settled. */
export type ShadowOutcome = "same" | "changed" | "open";

/** Whether governance holds against those who know: within the thresholds, past one, or not settled. */
export type AttackOutcome = "held" | "evaded" | "open";

/**
 * Of publish-then-attack alone: robust where every strategy was held, fragile where one got past, else conditionally
 * valid. Source: SWARM v1.9.0.
 */
export function attackClassification(outcomes: readonly ("held" | "evaded" | "neither")[]): Robustness {
  if (outcomes.length === 0) return "unknown";
  if (outcomes.every((outcome) => outcome === "held")) return "disclosure_robust";
  return outcomes.includes("evaded") ? "fragile" : "conditionally_valid";
}

/** Of both: robust where knowing changes nothing and attacks were held, fragile where neither. Source: SWARM v1.9.0. */
export function combinedClassification(shadowRobust: boolean, attacksHeld: boolean): Robustness {
  if (shadowRobust && attacksHeld) return "disclosure_robust";
  return shadowRobust || attacksHeld ? "conditionally_valid" : "fragile";
}

/** The same from what was shown; what is not settled on either side leaves it unknown. */
export function classify(shadow: ShadowOutcome, attacks: AttackOutcome): Robustness {
  if (shadow === "open" || attacks === "open") return "unknown";
  return combinedClassification(shadow === "same", attacks === "held");
}

/** What a class means for a reader, in one sentence. */
export const EPISTEMIC_NOTES: Readonly<Record<Robustness, string>> = {
  disclosure_robust: "It was shown to hold among agents that know it, under the reactions that were assumed.",
  conditionally_valid:
    "It holds on a condition: one of the two, knowing it or attacking it, changes the figures, the other does not.",
  fragile: "It does not survive being known: both knowing it and attacking it change the figures.",
  unknown: "So many seeds do not settle whether it survives being known.",
};
