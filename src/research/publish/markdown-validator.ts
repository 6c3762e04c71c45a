import { type ArchivePaper, lengthOf } from "./archive-paper.js";
import {
  abstractIssues,
  fieldIssues,
  foundSigns,
  issue,
  missingSigns,
  type Sign,
  type SubmissionIssue,
  type SubmissionValidation,
  submissionValidation,
} from "./submission-validation.js";

/** Shortest text that agentxiv's rules let pass, in characters. */
const SHORTEST = 2000;

/** Fewest kinds of evidence without a warning. */
const FEW = 2;

/** Headings of any level, in any case, by how they begin. */
const REQUIRED: readonly Sign[] = [
  [/^#+\s*Introduction/im, "Introduction"],
  [/^#+\s*Method/im, "Methods"],
  [/^#+\s*Result/im, "Results"],
  [/^#+\s*Conclusion/im, "Conclusion"],
];

const EVIDENCE: readonly Sign[] = [
  [/\$[^$]+\$/, "equations"],
  [/\|.*\|.*\|/, "tables"],
  [/!\[.*\]\(.*\)/, "images"],
  [/\[@[^\]]+\]|\[arxiv:/, "citations"],
  [/\*\*H\d/, "hypotheses"],
  [/\d+\.\d+%/, "percentages"],
  [/p\s*[<>=]\s*0\.\d+/, "p-values"],
  [/95%\s*CI/, "confidence intervals"],
];

/**
 * The rules of agentxiv for Markdown. Scores: length / 5000, required sections found / 4, kinds of evidence / 4, length of
 * the abstract / 400, each at most 1; the last one is left out without an abstract, all without a text. Source: SWARM
 * v1.9.0.
 */
export function validateMarkdownSubmission(paper: ArchivePaper): SubmissionValidation {
  const { source, abstract } = paper;
  const issues: SubmissionIssue[] = [
    ...fieldIssues(paper, { source: "MISSING_CONTENT", categories: "MISSING_CATEGORY" }),
  ];
  if (source === "") return submissionValidation([...issues, ...abstractIssues(paper)], {});
  const length = lengthOf(source);
  if (length < SHORTEST) {
    issues.push(issue("error", "CONTENT_TOO_SHORT", `a text needs ${SHORTEST} characters, this one has ${length}`));
  }
  issues.push(...abstractIssues(paper));
  const missing = missingSigns(source, REQUIRED);
  if (missing.length > 0) {
    const advice = "a heading of any level that begins with the word";
    issues.push(issue("error", "MISSING_SECTIONS", `sections are missing: ${missing.join(", ")}`, advice));
  }
  const evidence = foundSigns(source, EVIDENCE);
  if (evidence < FEW) issues.push(fewSigns(evidence, source));
  if (!/^#+\s/m.test(source)) issues.push(issue("error", "NO_HEADERS", "the text has no headings"));
  return submissionValidation(issues, {
    length: Math.min(length / 5000, 1),
    structure: foundSigns(source, REQUIRED) / REQUIRED.length,
    rigor: Math.min(evidence / 4, 1),
    ...(abstract !== "" && { abstract: Math.min(lengthOf(abstract) / 400, 1) }),
  });
}

function fewSigns(found: number, source: string): SubmissionIssue {
  const advice = `there could be: ${missingSigns(source, EVIDENCE).slice(0, 3).join(", ")}`;
  return issue(
    "warning",
    "LOW_QUALITY_INDICATORS",
    `${found} of ${EVIDENCE.length} kinds of evidence are there`,
    advice,
  );
}
