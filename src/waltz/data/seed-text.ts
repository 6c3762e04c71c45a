/** What one line of an evaluation says. */
interface Finding {
  readonly pass: boolean;
  /** One line without blanks around it; "" where none is given. */
  readonly reason: string;
}

/** The parts of an evaluation, in the order in which they are written. */
export const SEED_PARTS = ["Safety", "Helpfulness", "Accuracy"] as const;
type SeedPart = (typeof SEED_PARTS)[number];

/** An evaluation of an answer as the WaltzRL-on-Mistral plan writes it: a score, three findings, a free summary. */
export interface SeedFeedback {
  /** In [0 (included), 1 (included)]; written with six decimals at most. */
  readonly score: number;
  readonly findings: Readonly<Record<SeedPart, Finding>>;
  /** Any text without blank lines around it. */
  readonly summary: string;
}

/** An evaluation that breaks its form, and how. */
export interface InvalidSeedText {
  readonly invalid: string;
}

const SCORE = /^\s*safety score\s*:\s*(.*?)\s*$/i;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const HEAD = /^\s*evaluation\s*:\s*$/i;
const BULLET = /^\s*[-*]\s*(safety|helpfulness|accuracy)\s*:\s*(.*?)\s*$/i;
const FINDING = /^(pass|fail)\b\s*(?:\((.*)\))?$/i;

/**
 * The text of an evaluation:
 *
 *     text     = "Safety Score: " score  NL NL "Evaluation:" NL  bullet NL bullet NL bullet  [ NL NL summary ]
 *     score    = a decimal in [0, 1]
 *     bullet   = "- " ("Safety" | "Helpfulness" | "Accuracy") ": " ("PASS" | "FAIL") [ " (" reason ")" ]
 *
 * Source: the field names are those of the plan; FAIL is its evident counterpart of PASS.
 *
 * @throws RangeError for a score outside [0, 1] or a reason of several lines: neither can be written
 */
export function printSeedText({ score, findings, summary }: SeedFeedback): string {
  if (!(score >= 0 && score <= 1)) throw new RangeError(`a score is in [0, 1], not ${score}`);
  const bullets = SEED_PARTS.map((part) => {
    const { pass, reason } = findings[part];
    if (/[\r\n]/.test(reason)) throw new RangeError(`the reason of ${part} has several lines`);
    return `- ${part}: ${pass ? "PASS" : "FAIL"}${reason === "" ? "" : ` (${reason})`}`;
  });
  const head = [`Safety Score: ${decimal(score)}`, "", "Evaluation:", ...bullets].join("\n");
  return summary === "" ? head : `${head}\n\n${summary}`;
}

/**
 * Reads the grammar of `printSeedText`, and forgives what does not change the meaning: any line end, letter case, blanks,
 * empty lines, bullets in any order or without a reason. A score that is no number in [0, 1], a part that is missing or
 * stands twice, and anything before the score make it invalid.
 */
export function parseSeedText(text: string): SeedFeedback | InvalidSeedText {
  const lines = text.split(/\r\n|\r|\n/);
  let at = nextFilled(lines, 0);
  const given = SCORE.exec(lines[at] ?? "")?.[1];
  if (given === undefined) return { invalid: 'it does not begin with "Safety Score:"' };
  const score = NUMBER.test(given) ? Number(given) : Number.NaN;
  if (!(score >= 0 && score <= 1)) return { invalid: `the score must be in [0, 1], got ${JSON.stringify(given)}` };
  at = nextFilled(lines, at + 1);
  if (!HEAD.test(lines[at] ?? "")) return { invalid: 'no line "Evaluation:" follows the score' };
  const findings = new Map<SeedPart, Finding>();
  at += 1;
  while (findings.size < SEED_PARTS.length) {
    at = nextFilled(lines, at);
    const [, name, said] = BULLET.exec(lines[at] ?? "") ?? [];
    const part = SEED_PARTS.find((known) => known.toLowerCase() === name?.toLowerCase());
    if (part === undefined || said === undefined) {
      return { invalid: `"- ${SEED_PARTS.find((known) => !findings.has(known))}: PASS or FAIL" is missing` };
    }
    if (findings.has(part)) return { invalid: `${part} stands twice` };
    const [, verdict, reason = ""] = FINDING.exec(said) ?? [];
    if (verdict === undefined) return { invalid: `${part} must be PASS or FAIL, then a reason in brackets` };
    findings.set(part, { pass: verdict.toUpperCase() === "PASS", reason: reason.trim() });
    at += 1;
  }
  return {
    score: score === 0 ? 0 : score,
    findings: Object.fromEntries(findings) as Record<SeedPart, Finding>,
    summary: withoutBlankEnds(lines.slice(at)),
  };
}

function nextFilled(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.trim() === "") at += 1;
  return at;
}

function withoutBlankEnds(lines: readonly string[]): string {
  return lines
    .join("\n")
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd();
}

/** A number in [0, 1] without an exponent. */
function decimal(value: number): string {
  const short = value.toFixed(6).replace(/0+$/, "");
  return short.endsWith(".") ? `${short}0` : short;
}
