import type { ChatModel, JsonSchema } from "../../contract/provider.js";
import type { ClaimKind, Direction, VerifiableClaim } from "./annotation.js";
import { unknownClaimMetric } from "./annotation-faults.js";
import { oneLine, type Paper, paperText } from "./paper.js";
import { CLAIM_KINDS, DIRECTIONS, REFERENCE_METRICS } from "./vocabulary.js";

/** Characters of a paper that a model is given; what a longer one says after that is not read, and the caller is told. */
export const MOST_READ = 60_000;

/** A claim as a model proposes it. */
interface Proposal {
  readonly sentence: string;
  readonly claim: string;
  readonly metric: string;
  readonly expected: Direction;
  readonly kind: ClaimKind;
  readonly threshold?: number;
}

/** What a model has read in a paper. */
export interface ModelReading {
  readonly claims: readonly VerifiableClaim[];
  /** Claims that were not taken, and why. */
  readonly refused: readonly { readonly claim: string; readonly why: string }[];
  /** Whether the paper was longer than what was read. */
  readonly cut: boolean;
}

const METRICS = [
  ...REFERENCE_METRICS,
  "acceptance_rate",
  "overrefusal_rate",
  "unsafe_rate",
  "ecosystem_collusion_risk",
];

const SCHEMA: JsonSchema = {
  type: "object",
  properties: {
    claims: {
      type: "array",
      items: {
        type: "object",
        properties: {
          sentence: { type: "string", minLength: 10 },
          claim: { type: "string", minLength: 1 },
          metric: { type: "string", enum: ["", ...METRICS] },
          expected: { type: "string", enum: [...DIRECTIONS] },
          kind: { type: "string", enum: [...CLAIM_KINDS] },
          threshold: { type: "number" },
        },
        required: ["sentence", "claim", "metric", "expected", "kind"],
        additionalProperties: false,
      },
    },
  },
  required: ["claims"],
  additionalProperties: false,
};

const TASK = `You read a paper on agents that deal with each other and list what it claims as a result, nothing else.
For each claim give "sentence", copied letter by letter from the paper; "claim", the same in a few words; "metric", the
figure that would show it, or "" where none of the list fits; "expected", the sign of the change or of the level; "kind":
"difference" (one condition against another), "level" (one condition above or below a number, then with "threshold"),
"equivalence" (nothing changes; expected is then zero), "trend" (a course over time). Figures: toxicity_rate is harm,
quality_gap is how much better accepted interactions are than rejected ones, total_welfare is what all gain, spread is what
selection costs, acceptance_rate is the share of useful work let through. Answer with JSON.`;

/**
 * Asks a model for the claims of a paper. A claim whose sentence does not stand in the paper is refused: a model may choose
 * and name, it may not invent.
 *
 * @throws ModelError when there is no usable answer
 */
export async function modelClaims(paper: Paper, model: ChatModel): Promise<ModelReading> {
  const whole = paperText(paper);
  const text = whole.slice(0, MOST_READ);
  const { data } = await model.complete({
    messages: [
      { role: "system", content: TASK },
      { role: "user", content: `Title: ${paper.title}\n\n${text}` },
    ],
    schema: SCHEMA,
    temperature: 0,
    seed: 1,
  });
  const { claims } = data as { readonly claims: readonly Proposal[] };
  const found = letters(whole);
  const judged = claims.map((proposal) => ({ proposal, why: whyNot(proposal, found) }));
  return {
    claims: judged.flatMap(({ proposal, why }) => (why === undefined ? [claimOf(proposal)] : [])),
    refused: judged.flatMap(({ proposal, why }) => (why === undefined ? [] : [{ claim: proposal.claim, why }])),
    cut: whole.length > MOST_READ,
  };
}

function whyNot({ sentence, metric, kind, expected, threshold }: Proposal, paper: string): string | undefined {
  if (!paper.includes(letters(sentence))) return `the paper does not hold the sentence "${oneLine(sentence)}"`;
  if (metric !== "" && unknownClaimMetric(metric) !== undefined) return `there is no metric "${metric}"`;
  if (kind === "equivalence" && expected !== "zero") return "a claim that nothing changes has no sign";
  if (kind === "difference" && expected === "zero") return "a difference has a sign";
  return kind === "level" && threshold === undefined ? "a level needs a threshold" : undefined;
}

function claimOf({ sentence, claim, metric, expected, kind, threshold }: Proposal): VerifiableClaim {
  const testable = metric !== "";
  return {
    claim: oneLine(claim),
    testable,
    metric,
    expected,
    parameters: {},
    kind,
    ...(kind === "level" && threshold !== undefined ? { threshold } : {}),
    sentence: oneLine(sentence),
    ...(testable ? {} : { why_not: "the model named nothing that is measured here" }),
  };
}

/** Text as it compares: quotes, dashes and ligatures of typesetting, blanks and a full stop at the end are no matter. */
function letters(text: string): string {
  return oneLine(text.normalize("NFKC"))
    .replaceAll(/[“”„]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[‐‑–—]/g, "-")
    .replace(/[.\s]+$/, "")
    .toLowerCase();
}
