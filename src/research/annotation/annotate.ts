import type { PaperAnnotation, VerifiableClaim } from "./annotation.js";
import { kindOf } from "./claim-kind.js";
import { oneLine, type Paper, paperText } from "./paper.js";
import { referenceClaims, referenceProfile } from "./reference-rules.js";
import { rolesIn, sentenceClaims } from "./sentence-rules.js";
import { sentenceAt } from "./sentences.js";

/**
 * How claims are read: `swarm-1.9` as the reference system does, quirks included; `sentences` by whole sentences and
 * words; `both` takes the first, and the second where the first has found no claim that can be tested.
 */
export const RULES = ["both", "swarm-1.9", "sentences"] as const;

export type Rules = (typeof RULES)[number];

/** What is known of a paper besides its text. */
export interface PaperNames {
  readonly paper_id?: string | undefined;
  readonly title?: string | undefined;
  readonly citation?: string | undefined;
  readonly annotated_at?: string | undefined;
}

const ARXIV = /(?:^|arxiv:)\s*(\d{4}\.\d{4,5})(?:v\d+)?$/i;

/** Reads a paper by rules alone, without any model. The risk profile is that of the reference system. */
export function annotatePaper(paper: Paper, rules: Rules, names: PaperNames = {}): PaperAnnotation {
  const { claims, used } = claimsBy(paper, rules);
  return annotationOf(paper, names, { kind: "rules", name: used }, claims);
}

/** An annotation of claims that somebody has read. */
export function annotationOf(
  paper: Paper,
  { paper_id = "", title = paper.title, citation, annotated_at }: PaperNames,
  annotator: PaperAnnotation["annotator"],
  claims: readonly VerifiableClaim[],
): PaperAnnotation {
  return {
    paper_id,
    arxiv_id: ARXIV.exec(paper_id)?.[1] ?? "",
    title: oneLine(title),
    ...(citation === undefined ? {} : { citation }),
    annotator,
    risk_profile: { ...referenceProfile(paper), roles: rolesIn(paper) },
    claims,
    swarm_scenarios: [],
    ...(annotated_at === undefined ? {} : { annotated_at }),
  };
}

function claimsBy(paper: Paper, rules: Rules): { readonly claims: readonly VerifiableClaim[]; readonly used: string } {
  const literal = rules === "sentences" ? [] : literalClaims(paper);
  if (rules === "swarm-1.9" || literal.some(({ testable }) => testable)) return { claims: literal, used: "swarm-1.9" };
  const found = sentenceClaims(paper);
  const used = rules === "both" && found.length === 0 ? "swarm-1.9" : "sentences";
  const doubled = (claim: VerifiableClaim) => found.some(({ sentence }) => sentence === claim.sentence);
  return { claims: [...literal.filter((claim) => !doubled(claim)), ...found], used };
}

function literalClaims(paper: Paper): readonly VerifiableClaim[] {
  const text = paperText(paper);
  return referenceClaims(paper).map(({ claim, metric, expected, at }) => {
    const sentence = sentenceAt(text, at);
    const testable = metric !== "";
    const why = testable ? {} : { why_not: "no word of it names something that is measured here" };
    return { claim, testable, metric, expected, parameters: {}, ...kindOf(sentence, expected), sentence, ...why };
  });
}
