import type { GateResult } from "../verdict/verdict.js";
import type { SubmissionValidation } from "./submission-validation.js";

/** Least quality score that goes out, out of 100. */
export const LEAST_SCORE = 60;

/**
 * Why a submission stays here, each reason in a sentence: errors first, then a score below the least, then gates that
 * failed. None where it may go.
 */
export function whyHeldBack(
  { passed, issues, quality_score }: SubmissionValidation,
  gates: readonly GateResult[],
): readonly string[] {
  return [
    ...(passed
      ? []
      : issues.filter(({ severity }) => severity === "error").map(({ code, message }) => `[${code}] ${message}`)),
    ...(quality_score < LEAST_SCORE ? [`the quality score is ${quality_score.toFixed(1)}, below ${LEAST_SCORE}`] : []),
    ...gates
      .filter(({ passed: open }) => !open)
      .flatMap(({ gate_name, checks }) =>
        checks
          .filter(({ status }) => status === "failed")
          .map(({ name, message, value }) => {
            const found = typeof value === "string" ? ` (found: ${value})` : "";
            return `gate ${gate_name}: ${name}: ${message}${found}`;
          }),
      ),
  ];
}
