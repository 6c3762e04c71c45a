import type { Assumption, Density, Direction, FailureMode, RiskProfile } from "./annotation.js";
import { type Paper, paperText } from "./paper.js";
import {
  ASSUMPTION_WORDS,
  DENSITY_WORDS,
  FAILURE_MODE_WORDS,
  LESS_WORDS,
  METRIC_WORDS,
  MORE_WORDS,
} from "./reference-keywords.js";
import { ASSUMPTIONS, FAILURE_MODES } from "./vocabulary.js";

/** What the rules read of a claim, and where in the text. */
export interface ReadClaim {
  readonly claim: string;
  readonly metric: string;
  readonly expected: Direction;
  /** Offset of the fragment in the text. */
  readonly at: number;
}

/** Sentences in which a paper claims something; the fragment ends at the first full stop, even one inside a number. */
const PATTERNS = [
  /we (?:show|find|demonstrate|prove|establish) that (.+?)(?:\.|$)/gi,
  /our (?:results|analysis|experiments?) (?:show|demonstrate|indicate|suggest) (?:that )?(.+?)(?:\.|$)/gi,
  /(?:the|this) (?:result|finding|analysis) (?:shows?|demonstrates?|indicates?) (?:that )?(.+?)(?:\.|$)/gi,
];

/** Shorter fragments say nothing. */
const SHORTEST = 10;

/** The risk profile that the reference system, version 1.9, reads by keywords, those inside other words included. */
export function referenceProfile(paper: Paper): Omit<RiskProfile, "roles"> {
  const text = `${paper.abstract} ${paper.source}`.toLowerCase();
  const holds = (words: readonly string[]) => words.some((word) => text.includes(word));
  return {
    interaction_density: densityOf(text),
    failure_modes: FAILURE_MODES.filter((mode: FailureMode) => holds(FAILURE_MODE_WORDS[mode])),
    assumptions: ASSUMPTIONS.filter((assumption: Assumption) => holds(ASSUMPTION_WORDS[assumption])),
  };
}

/** The claims that it reads, pattern by pattern, none taken out. */
export function referenceClaims(paper: Paper): readonly ReadClaim[] {
  const text = paperText(paper);
  return PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): readonly ReadClaim[] => {
      const claim = match[1].trim();
      if (claim.length < SHORTEST) return [];
      const at = match.index + match[0].lastIndexOf(match[1]);
      return [{ claim, metric: referenceMetric(claim), expected: referenceDirection(claim), at }];
    }),
  );
}

/** The metric with the most of its words in a claim, the first of equals; empty where there is none. */
export function referenceMetric(claim: string): string {
  let best = "";
  let most = 0;
  for (const [metric, words] of METRIC_WORDS) {
    const count = hits(words, claim);
    if (count > most) [best, most] = [metric, count];
  }
  return best;
}

/** Whether more of the words for more or for less stand in a claim. */
export function referenceDirection(claim: string): Direction {
  const [more, less] = [hits(MORE_WORDS, claim), hits(LESS_WORDS, claim)];
  if (more === less) return "zero";
  return more > less ? "positive" : "negative";
}

function hits(words: readonly string[], claim: string): number {
  const text = claim.toLowerCase();
  return words.filter((word) => text.includes(word)).length;
}

function densityOf(text: string): Density {
  const count = DENSITY_WORDS.reduce((sum, word) => sum + text.split(word).length - 1, 0);
  if (count >= 20) return "high";
  return count >= 8 ? "medium" : "low";
}
