import { type ArchivePaper, lengthOf } from "./archive-paper.js";

/** Something that an archive, or its readers, would object to. */
export interface SubmissionIssue {
  /** An error keeps a submission from being sent. */
  readonly severity: "error" | "warning" | "info";
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** What became of checking a submission. */
export interface SubmissionValidation {
  readonly issues: readonly SubmissionIssue[];
  /** By name, 0 to 1; none where there is no source. */
  readonly scores: Readonly<Record<string, number>>;
  /** No error; warnings are allowed. */
  readonly passed: boolean;
  /** 100 times the mean of the scores; 0 where there are none. */
  readonly quality_score: number;
}

/** A pattern and what it stands for. */
export type Sign = readonly [pattern: RegExp, name: string];

export function submissionValidation(
  issues: readonly SubmissionIssue[],
  scores: Readonly<Record<string, number>>,
): SubmissionValidation {
  const values = Object.values(scores);
  return {
    issues,
    scores,
    passed: !issues.some(({ severity }) => severity === "error"),
    quality_score: values.length === 0 ? 0 : (values.reduce((sum, value) => sum + value, 0) / values.length) * 100,
  };
}

export function issue(
  severity: SubmissionIssue["severity"],
  code: string,
  message: string,
  suggestion?: string,
): SubmissionIssue {
  return { severity, code, message, ...(suggestion !== undefined && { suggestion }) };
}

/** Shortest title and abstract, in characters. */
const SHORTEST_TITLE = 10;
const SHORTEST_ABSTRACT = 200;

/** Of any format: title, abstract, source, categories. `codes`: how the archive calls what is missing. */
export function fieldIssues(
  { title, abstract, source, categories }: ArchivePaper,
  codes: { readonly source: string; readonly categories: string },
): readonly SubmissionIssue[] {
  return [
    ...(lengthOf(title) < SHORTEST_TITLE
      ? [issue("error", "MISSING_TITLE", `a title needs ${SHORTEST_TITLE} characters, this one has ${lengthOf(title)}`)]
      : []),
    ...(abstract === "" ? [issue("error", "MISSING_ABSTRACT", "there is no abstract")] : []),
    ...(source === "" ? [issue("error", codes.source, "there is no text")] : []),
    ...(categories.length === 0
      ? [issue("warning", codes.categories, "there is no category", "name one, such as multi-agent")]
      : []),
  ];
}

/** An abstract that is there and too short. */
export function abstractIssues({ abstract }: ArchivePaper): readonly SubmissionIssue[] {
  const length = lengthOf(abstract);
  if (abstract === "" || length >= SHORTEST_ABSTRACT) return [];
  return [
    issue("error", "ABSTRACT_TOO_SHORT", `an abstract needs ${SHORTEST_ABSTRACT} characters, this one has ${length}`),
  ];
}

/** Names of the signs that a text does not bear. */
export function missingSigns(source: string, signs: readonly Sign[]): readonly string[] {
  return signs.filter(([pattern]) => !pattern.test(source)).map(([, name]) => name);
}

/** Part of the signs that a text bears, by number. */
export function foundSigns(source: string, signs: readonly Sign[]): number {
  return signs.length - missingSigns(source, signs).length;
}
