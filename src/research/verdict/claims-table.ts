import { stringify } from "csv-stringify/sync";
import type { Answer } from "../../analysis/statistics/answer.js";
import type { ClaimVerdict, StudyVerdict } from "./verdict.js";

/**
 * One row per claim, with the rows of the results table that its figures come from: `runs` of the arm and `against` of the
 * other one, first to last row number. Blank where there is nothing.
 */
export function claimsTable({ claims, arms, registration, design }: StudyVerdict): string {
  const runs = (name: string) => {
    const found = arms.find((arm) => arm.name === name)?.runs;
    return found === undefined ? "" : `${found.first}-${found.last}`;
  };
  const rows = claims.map((claim: ClaimVerdict) => [
    claim.id,
    claim.role,
    claim.outcome,
    claim.kind,
    claim.column,
    claim.expected,
    claim.arm,
    claim.versus,
    number(claim.estimate),
    claim.interval.defined ? claim.interval.value.low : "",
    claim.interval.defined ? claim.interval.value.high : "",
    claim.effect_size?.defined ? claim.effect_size.value.estimate : "",
    claim.p ?? "",
    claim.p_corrected ?? "",
    number(claim.detectable),
    claim.outcome === "not testable" ? "" : design.seeds.count,
    runs(claim.arm),
    runs(claim.versus),
    claim.outcome === "not testable" ? "" : registration.hash,
    claim.claim,
  ]);
  return stringify([HEADER, ...rows.map((row) => row.map(String))]);
}

const HEADER = [
  ...["claim_id", "role", "outcome", "kind", "column", "expected", "arm", "versus"],
  ...[
    "estimate",
    "low",
    "high",
    "effect_size",
    "p",
    "p_corrected",
    "detectable",
    "seeds",
    "runs",
    "against",
    "plan",
    "claim",
  ],
];

function number(found: Answer<number>): string {
  return found.defined ? String(found.value) : "";
}
