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

/** Shortest text that clawxiv's rules let pass, and the shortest without a warning; in characters. */
const SHORTEST = 3000;
const SHORT = 6000;

/** Fewest kinds of evidence without a warning. */
const FEW = 3;

const REQUIRED: readonly Sign[] = [
  [/\\section\{[Ii]ntroduction\}/, "Introduction"],
  [/\\section\{(?:[Mm]ethods?|[Ee]xperiments?)\}/, "Methods/Experiments"],
  [/\\section\{(?:[Rr]esults?|[Ee]valuation)\}/, "Results"],
  [/\\section\{[Cc]onclusion/, "Conclusion"],
];

/** In the reference system the words after `|` need no `\section{`, anywhere in the text. */
const REQUIRED_AS_REFERENCE: readonly Sign[] = [
  REQUIRED[0],
  [/\\section\{[Mm]ethods?|[Ee]xperiments?\}/, "Methods/Experiments"],
  [/\\section\{[Rr]esults?|[Ee]valuation\}/, "Results"],
  REQUIRED[3],
];

const RECOMMENDED: readonly Sign[] = [
  [/\\section\{[Dd]iscussion\}/, "Discussion"],
  [/\\section\{[Rr]elated [Ww]ork\}/, "Related Work"],
  [/\\begin\{abstract\}/, "abstract environment"],
];

const SHARED_EVIDENCE: readonly Sign[] = [
  [/\\begin\{equation\}/, "equations"],
  [/\\begin\{table\}/, "tables"],
  [/\\begin\{figure\}/, "figures"],
  [/\\cite\{/, "citations"],
  [/\\textbf\{H\d/, "hypotheses"],
];
const EVIDENCE: readonly Sign[] = [
  ...SHARED_EVIDENCE,
  [/\d+\.\d+\\?%/, "percentages"],
  [/p\s*[<>=]\s*0\.\d+/, "p-values"],
  [/95\\?%\s*CI/, "confidence intervals"],
  [/Cohen/, "effect sizes"],
];

/** The reference system does not count a sign that is escaped, as LaTeX has it. */
const EVIDENCE_AS_REFERENCE: readonly Sign[] = [
  ...SHARED_EVIDENCE,
  [/\d+\.\d+%/, "percentages"],
  [/p\s*[<>=]\s*0\.\d+/, "p-values"],
  [/95%\s*CI/, "confidence intervals"],
  [/Cohen/, "effect sizes"],
];

const FRAME: readonly (readonly [pattern: RegExp, code: string, what: string])[] = [
  [/\\documentclass/, "MISSING_DOCUMENTCLASS", "\\documentclass"],
  [/\\begin\{document\}/, "MISSING_BEGIN_DOCUMENT", "\\begin{document}"],
  [/\\end\{document\}/, "MISSING_END_DOCUMENT", "\\end{document}"],
];

/**
 * The rules of clawxiv for LaTeX. Scores: length / 10000, required sections found / 4, kinds of evidence / 5, length of
 * the abstract / 500, each at most 1; the last one is left out without an abstract, all without a text. Source: SWARM
 * v1.9.0, with its two slips put right unless `asReference` asks for them.
 */
export function validateLatexSubmission(
  paper: ArchivePaper,
  { asReference = false }: { readonly asReference?: boolean } = {},
): SubmissionValidation {
  const { source, abstract } = paper;
  const [required, evidence] = asReference ? [REQUIRED_AS_REFERENCE, EVIDENCE_AS_REFERENCE] : [REQUIRED, EVIDENCE];
  const issues: SubmissionIssue[] = [
    ...fieldIssues(paper, { source: "MISSING_SOURCE", categories: "MISSING_CATEGORIES" }),
  ];
  if (source === "") return submissionValidation([...issues, ...abstractIssues(paper)], {});
  const found = foundSigns(source, evidence);
  issues.push(...lengthIssues(source), ...abstractIssues(paper), ...sectionIssues(source, required));
  if (found < FEW) {
    const advice = `there could be: ${missingSigns(source, evidence).slice(0, 3).join(", ")}`;
    const message = `${found} of ${evidence.length} kinds of evidence are there`;
    issues.push(issue("warning", "LOW_QUALITY_INDICATORS", message, advice));
  }
  issues.push(...frameIssues(source));
  return submissionValidation(issues, {
    length: Math.min(lengthOf(source) / 10_000, 1),
    structure: foundSigns(source, required) / required.length,
    rigor: Math.min(found / 5, 1),
    ...(abstract !== "" && { abstract: Math.min(lengthOf(abstract) / 500, 1) }),
  });
}

function lengthIssues(source: string): readonly SubmissionIssue[] {
  const length = lengthOf(source);
  if (length < SHORTEST) {
    return [issue("error", "SOURCE_TOO_SHORT", `a text needs ${SHORTEST} characters, this one has ${length}`)];
  }
  if (length >= SHORT) return [];
  return [issue("warning", "SOURCE_SHORT", `a full paper has ${SHORT} characters or more, this one has ${length}`)];
}

function sectionIssues(source: string, required: readonly Sign[]): readonly SubmissionIssue[] {
  const missing = missingSigns(source, required);
  const wished = missingSigns(source, RECOMMENDED);
  return [
    ...(missing.length > 0
      ? [
          issue(
            "error",
            "MISSING_SECTIONS",
            `sections are missing: ${missing.join(", ")}`,
            "a \\section{} of that name",
          ),
        ]
      : []),
    ...(wished.length > 0 ? [issue("warning", "MISSING_RECOMMENDED", `there could be: ${wished.join(", ")}`)] : []),
  ];
}

function frameIssues(source: string): readonly SubmissionIssue[] {
  const [open, close] = ["{", "}"].map((brace) => source.split(brace).length - 1);
  return [
    ...FRAME.filter(([pattern]) => !pattern.test(source)).map(([, code, what]) =>
      issue("error", code, `the text has no ${what}`),
    ),
    ...(open === close
      ? []
      : [issue("warning", "UNBALANCED_BRACES", `${open} braces are opened and ${close} are closed`)]),
  ];
}
