import type { Direction, Role, VerifiableClaim } from "./annotation.js";
import { kindOf, levelIn } from "./claim-kind.js";
import { type Paper, paperText } from "./paper.js";
import { LESS, MORE, ROLE_WORDS, SAME, TOPICS, type Topic } from "./sentence-keywords.js";
import { sentencesOf } from "./sentences.js";
import { ROLES } from "./vocabulary.js";

/** Claims that are kept of a paper: of a long one every other sentence compares something. */
const MOST = 8;

/** A sentence about future work or an open question claims nothing. */
const NO_CLAIM =
  /\b(?:future work|remains? (?:an )?open|we (?:ask|study|investigate|explore)|is it possible|research question)\b|\?$/i;

interface Read {
  readonly metric: string;
  readonly expected: Direction;
}

/**
 * Claims of whole sentences: those that name both a topic that is measured here and a direction, a level or "no change".
 * Words are whole words, a number ends no sentence, and nothing is read twice.
 */
export function sentenceClaims(paper: Paper): readonly VerifiableClaim[] {
  const claims: VerifiableClaim[] = [];
  for (const { text } of sentencesOf(paper.abstract === "" ? paperText(paper) : paper.abstract)) {
    if (claims.length === MOST) break;
    const read = NO_CLAIM.test(text) ? undefined : readSentence(text);
    if (read === undefined || claims.some(({ sentence }) => sentence === text)) continue;
    const { metric, expected } = read;
    const claim = text.replace(/[.!]$/, "");
    claims.push({ claim, testable: true, metric, expected, parameters: {}, ...kindOf(text, expected), sentence: text });
  }
  return claims;
}

/** Parts that the paper's agents play. */
export function rolesIn(paper: Paper): readonly Role[] {
  const text = paperText(paper);
  return ROLES.filter((role) => ROLE_WORDS[role].test(text));
}

/**
 * The topic that stands nearest to a word of direction, in words of that sentence. "Reduces harm" and "improves safety"
 * are both less of the toxicity rate.
 */
function readSentence(text: string): Read | undefined {
  const topics = TOPICS.flatMap((topic) => [...text.matchAll(topic.words)].map(({ index }) => ({ topic, index })));
  if (topics.length === 0) return undefined;
  const level = levelIn(text);
  const direct = topics.find(({ topic }) => !topic.inverse);
  if (level !== undefined && direct !== undefined) return { metric: direct.topic.metric, expected: level.expected };
  const words = [
    ...[...text.matchAll(MORE)].map(({ index }) => ({ index, sign: 1 })),
    ...[...text.matchAll(LESS)].map(({ index }) => ({ index, sign: -1 })),
  ];
  const same = SAME.exec(text);
  if (words.length === 0) {
    const [{ topic }] = topics;
    return same === null ? undefined : { metric: topic.metric, expected: "zero" };
  }
  // A direction is said of what follows it, or else of what stands before: a word behind counts half as far.
  const pairs = topics.flatMap(({ topic, index }) =>
    words
      .filter((word) => word.index !== index)
      .map((word) => {
        const distance = index > word.index ? index - word.index : 2 * (word.index - index);
        return { topic, sign: word.sign, distance };
      }),
  );
  if (pairs.length === 0) return undefined;
  const nearest = pairs.reduce((best, pair) => (pair.distance < best.distance ? pair : best));
  const expected = turned(nearest.sign > 0 ? "positive" : "negative", nearest.topic);
  return { metric: nearest.topic.metric, expected };
}

function turned(direction: Direction, { inverse }: Topic): Direction {
  if (!inverse || direction === "zero") return direction;
  return direction === "positive" ? "negative" : "positive";
}
