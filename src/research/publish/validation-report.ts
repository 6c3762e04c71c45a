import type { SubmissionIssue, SubmissionValidation } from "./submission-validation.js";

const RULE = "=".repeat(60);

/** Blocks of a full bar. */
const BAR = 20;

/** A validation for people: a bar per score in the order of their names, the overall score, errors, warnings, a last word. */
export function validationReport(validation: SubmissionValidation): string {
  const { scores, quality_score, issues, passed } = validation;
  const of = (severity: SubmissionIssue["severity"]) => issues.filter((each) => each.severity === severity);
  const [errors, warnings] = [of("error"), of("warning")];
  return [
    RULE,
    "Submission",
    RULE,
    "",
    ...Object.keys(scores)
      .sort()
      .map((name) => `  ${name.padEnd(20)} [${bar(scores[name])}] ${(scores[name] * 100).toFixed(1).padStart(5)}%`),
    `  ${"overall".padEnd(20)} ${quality_score.toFixed(1)}%`,
    "",
    ...issueLines("Errors", "✗", errors),
    ...issueLines("Warnings", "⚠", warnings),
    passed ? `✓ passed (${quality_score.toFixed(1)}%)` : `✗ failed: ${errors.length} to put right`,
  ].join("\n");
}

function bar(score: number): string {
  const full = Math.floor(score * BAR);
  return "█".repeat(full) + "░".repeat(BAR - full);
}

function issueLines(title: string, sign: string, issues: readonly SubmissionIssue[]): readonly string[] {
  if (issues.length === 0) return [];
  return [
    title,
    ...issues.flatMap(({ code, message, suggestion }) => [
      `  ${sign} [${code}] ${message}`,
      ...(suggestion === undefined ? [] : [`    → ${suggestion}`]),
    ]),
    "",
  ];
}
