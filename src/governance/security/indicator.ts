/** Kinds of threat, as the reference system names them. */
export type ThreatKind =
  | "prompt_injection"
  | "exfiltration"
  | "cross_agent_manipulation"
  | "information_laundering"
  | "contagion";

/** One finding: who threatens whom, and how much. */
export interface ThreatIndicator {
  readonly kind: ThreatKind;
  /** Agent indices. */
  readonly source: number;
  readonly targets: readonly number[];
  /** [0, 1], for manipulation possibly above 1. */
  readonly severity: number;
  /** [0, 0.9]. */
  readonly confidence: number;
  /** severity x confidence. */
  readonly risk: number;
  /** Rows of the history that show it. */
  readonly interactions: readonly number[];
}

/** Severity and confidence of a finding. */
export interface Assessment {
  readonly severity: number;
  readonly confidence: number;
}

export function riskOf({ severity, confidence }: Assessment): number {
  return severity * confidence;
}

export function indicator(
  kind: ThreatKind,
  source: number,
  targets: readonly number[],
  assessment: Assessment,
  interactions: readonly number[],
): ThreatIndicator {
  const { severity, confidence } = assessment;
  return { kind, source, targets, severity, confidence, risk: riskOf(assessment), interactions };
}
