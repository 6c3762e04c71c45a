import { ACCEPTABLE_BELOW } from "../reflexivity/divergence.js";
import type { Reflexivity } from "../reflexivity/reflexivity.js";
import type { GateResult, StudyVerdict } from "../verdict/verdict.js";
import { type QualityCheck, runGate } from "./quality-gate.js";
import type { PeerReview, Recommendation } from "./self-review.js";

/** Sources that the reference system's review of the literature asks for. */
const LEAST_SOURCES = 10;

/** Recommendations that let a paper go. */
const POSITIVE: readonly Recommendation[] = ["accept", "minor_revision"];

const literature: readonly QualityCheck<StudyVerdict>[] = [
  {
    name: "min_sources",
    ask: ({ references }) => references.length,
    threshold: LEAST_SOURCES,
    message: "references, of which a study of one paper has few",
    advisory: true,
  },
  {
    name: "gaps_identified",
    ask: ({ claims }) => claims.filter(({ role }) => role !== "not testable").length,
    threshold: 1,
    message: "claims that nobody has put to such a population before, as far as is known here",
  },
  { name: "hypothesis_formed", ask: ({ hypothesis }) => hypothesis, message: "a hypothesis is stated" },
];

const review: readonly QualityCheck<PeerReview>[] = [
  {
    name: "no_high_severity",
    ask: ({ critiques }) => {
      const grave = critiques.filter(({ severity }) => severity === "high" || severity === "critical");
      return [grave.length === 0, grave.map(({ issue }) => issue).join("; ") || null];
    },
    message: "no critique of high severity",
  },
  {
    name: "critiques_addressed",
    ask: ({ critiques }) => critiques.length === 0,
    message: "every critique was dealt with",
    advisory: true,
  },
  {
    name: "recommendation_positive",
    ask: ({ recommendation }) => [POSITIVE.includes(recommendation), recommendation],
    message: `the recommendation is ${POSITIVE.join(" or ")}`,
  },
];

/** What was not looked at is told and stops nothing; what was looked at has to be sound. */
const reflexivity: readonly QualityCheck<Reflexivity | undefined>[] = [
  {
    name: "shadow_simulation_run",
    ask: (found) => found !== undefined,
    message: "the finding was made known to its own population: swarm research reflexivity",
    advisory: true,
  },
  {
    name: "divergence_acceptable",
    ask: (found) => {
      const overall = found?.shadow.overall_divergence ?? null;
      return [overall !== null && overall < ACCEPTABLE_BELOW, overall];
    },
    message: `the overall divergence is below ${ACCEPTABLE_BELOW}`,
    advisory: true,
  },
  {
    name: "disclosure_robustness_tested",
    ask: (found) => (found?.attacks.attacks.length ?? 0) > 0,
    message: "members attacked the finding",
    advisory: true,
  },
  {
    name: "robustness_classification",
    ask: (found) => found?.classification ?? null,
    message: "the finding has a class, which may be unknown",
    advisory: true,
  },
];

/**
 * The gates of the study itself, and those of a publication: literature, review, reflexivity. All of them read recorded
 * facts. Those of reflexivity advise: a fragile finding may be published, as one.
 */
export function publicationGates(
  verdict: StudyVerdict,
  reviewed: PeerReview,
  known: Reflexivity | undefined,
): readonly GateResult[] {
  return [
    runGate("Literature Review", literature, verdict),
    ...verdict.gates,
    runGate("Review", review, reviewed),
    runGate("Reflexivity", reflexivity, known),
  ];
}
