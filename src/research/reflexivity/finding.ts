import { short } from "../../analysis/validity/words.js";
import type { ClaimVerdict, StudyVerdict } from "../verdict/verdict.js";

/** What a study found on one claim, in the words in which it would become known. */
export interface Finding {
  readonly claim: string;
  readonly statement: string;
  readonly metric_name: string;
  readonly metric_value: number | null;
  /** `null` where the data define none. */
  readonly confidence_interval: readonly [low: number, high: number] | null;
  /** Under which it was found. */
  readonly conditions: readonly string[];
}

export function findingOf({ arms }: StudyVerdict, claim: ClaimVerdict): Finding {
  const { estimate, interval, column, kind, arm, versus, outcome } = claim;
  const figure = estimate.defined ? short(estimate.value) : "not defined";
  const ends = interval.defined ? ` (95 % interval ${short(interval.value.low)} to ${short(interval.value.high)})` : "";
  const what = versus === "" ? `${kind} of ${column} in ${arm}` : `${kind} of ${column}, ${arm} less ${versus}`;
  return {
    claim: claim.id,
    statement: `${claim.claim}: ${outcome}; ${what}: ${figure}${ends}`,
    metric_name: column,
    metric_value: estimate.defined ? estimate.value : null,
    confidence_interval: interval.defined ? [interval.value.low, interval.value.high] : null,
    conditions: arms
      .filter(({ name }) => name === arm || name === versus)
      .map(({ name, scenario, stands_for }) => `${name}: ${scenario}${stands_for === "" ? "" : ` (${stands_for})`}`),
  };
}
