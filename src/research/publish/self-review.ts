import type { StudyVerdict } from "../verdict/verdict.js";
import type { ArchivePaper } from "./archive-paper.js";

export interface Critique {
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly category: string;
  readonly issue: string;
  readonly suggestion: string;
}

export type Recommendation = "accept" | "minor_revision" | "major_revision" | "reject";

/** A review in the shape in which archives keep them. */
export interface PeerReview {
  readonly critiques: readonly Critique[];
  readonly recommendation: Recommendation;
  readonly summary: string;
  /** 1 to 5. */
  readonly rating: number;
}

const RATINGS: Readonly<Record<string, number>> = { accept: 5, minor_revision: 4, major_revision: 2, reject: 1 };

/** 5, 4, 2 or 1; 3 for what is no recommendation. Source: SWARM v1.9.0. */
export function ratingOf(recommendation: string): number {
  return RATINGS[recommendation] ?? 3;
}

/** Any high critique asks for a major revision, more than two medium ones for a minor one. Source: SWARM v1.9.0. */
export function recommendationOf(critiques: readonly Pick<Critique, "severity">[]): Recommendation {
  if (critiques.some(({ severity }) => severity === "high" || severity === "critical")) return "major_revision";
  return critiques.filter(({ severity }) => severity === "medium").length > 2 ? "minor_revision" : "accept";
}

/**
 * What the program itself would object to, from recorded facts: never from how p-values or effects look, so that a null
 * result is as welcome as any other.
 */
export function selfReview(verdict: StudyVerdict, paper: ArchivePaper): PeerReview {
  const critiques = critiquesOf(verdict, paper);
  const recommendation = recommendationOf(critiques);
  const summary = `${critiques.length} critiques from recorded facts`;
  return { critiques, recommendation, summary, rating: ratingOf(recommendation) };
}

function critiquesOf(verdict: StudyVerdict, { source }: ArchivePaper): readonly Critique[] {
  const { claims, registration, limitations, references, paper, validity } = verdict;
  const of = (when: boolean, severity: Critique["severity"], category: string, issue: string, suggestion: string) =>
    when ? [{ severity, category, issue, suggestion }] : [];
  const tested = claims.filter(({ role }) => role !== "not testable");
  // Runs that are all alike have no interval, and their estimate is exact.
  const bare = tested.filter(({ interval, estimate, n }) => !interval.defined && !(estimate.defined && n[1] > 1));
  const uncited = references.filter((text) => !source.replaceAll("\\", "").includes(text));
  const nameless = [paper.citation, paper.title, paper.arxiv_id].every((part) => part === "");
  const serious = (validity ?? []).filter(({ severity }) => severity === "serious");
  return [
    ...of(
      bare.length > 0,
      "high",
      "statistics",
      `no interval: ${bare.map(({ id }) => id).join(", ")}`,
      "more seeds, or another figure",
    ),
    ...of(
      registration.status === "exploratory",
      "high",
      "registration",
      "the plan was changed after it was locked",
      "lock the new plan under another name, and run it",
    ),
    ...of(uncited.length > 0, "high", "citations", `not cited: ${uncited.join("; ")}`, "cite them"),
    ...of(
      nameless,
      "high",
      "citations",
      "the paper that the claims are of is not named",
      "give its title, arxiv_id or citation in the study",
    ),
    ...of(
      serious.length > 0,
      "high",
      "validity",
      `serious findings on validity: ${serious.map(({ message }) => message).join("; ")}`,
      "the report of the study says what to do about each",
    ),
    ...of(validity === null, "medium", "validity", "nobody looked at the validity of the runs", "run the study again"),
    ...of(limitations.length === 0, "medium", "limitations", "no limitations are stated", "state them"),
    ...of(!/seed|reproducib/i.test(source), "medium", "reproducibility", "no seeds are named", "name them"),
    ...of(!/future/i.test(source), "low", "discussion", "nothing is said of what comes next", "say it"),
  ];
}
