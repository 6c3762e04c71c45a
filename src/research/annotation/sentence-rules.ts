import type { Direction, Role, VerifiableClaim } from "./annotation.js";
import { kindOf, levelIn } from "./claim-kind.js";
import { type Paper, paperText } from "./paper.js";
import {
  ARISES,
  BAD,
  BETTER,
  GOOD,
  LESS,
  LESS_IS_BETTER,
  MORE,
  ROLE_WORDS,
  SAME,
  TOPICS,
  type Topic,
} from "./sentence-keywords.js";
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
  readonly note?: string;
}

/** Metrics of which governance is meant to leave less. */
const HARMS: readonly string[] = ["toxicity_rate", "ecosystem_collusion_risk"];

/**
 * Claims of whole sentences: those that name both a topic that is measured here and a direction, a level or "no change".
 * Words are whole words, a number ends no sentence, and nothing is read twice. Where no sentence does, what is said less
 * plainly: that one thing does better than another, or that a harm comes about. Those carry a note.
 */
export function sentenceClaims(paper: Paper): readonly VerifiableClaim[] {
  const sentences = sentencesOf(paper.abstract === "" ? paperText(paper) : paper.abstract)
    .map(({ text }) => text)
    .filter((text, at, all) => all.indexOf(text) === at && !NO_CLAIM.test(text));
  const plain = sentences.flatMap((text) => claimOf(text, readSentence(text)));
  const found = plain.length > 0 ? plain : sentences.flatMap((text) => claimOf(text, readLoosely(text)));
  return found.slice(0, MOST);
}

function claimOf(sentence: string, read: Read | undefined): readonly VerifiableClaim[] {
  if (read === undefined) return [];
  const { metric, expected, note } = read;
  const claim = sentence.replace(/[.!]$/, "");
  const kind = kindOf(sentence, expected);
  const notes = [kind.note, note].filter((each) => each !== undefined);
  return [
    {
      claim,
      testable: true,
      metric,
      expected,
      parameters: {},
      ...kind,
      sentence,
      ...(notes.length === 0 ? {} : { note: notes.join("; ") }),
    },
  ];
}

/** What a sentence says less plainly. */
function readLoosely(text: string): Read | undefined {
  if (BETTER.test(text)) {
    const note = "it is not said in what it does better: read as more welfare for all";
    return { metric: "total_welfare", expected: "positive", note };
  }
  const topic = TOPICS.find(({ words, inverse }) => !inverse && [...text.matchAll(words)].length > 0);
  if (topic === undefined || !ARISES.test(text) || !HARMS.includes(topic.metric)) return undefined;
  const note = "it says that this comes about: read as more of it without governance than with";
  return { metric: topic.metric, expected: "negative", note };
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
  const topics = TOPICS.flatMap((topic) => [...text.matchAll(topic.words)].map(({ index }) => ({ topic, index }))).sort(
    (a, b) => a.index - b.index,
  );
  if (topics.length === 0) return undefined;
  const level = levelIn(text);
  const direct = topics.find(({ topic }) => !topic.inverse);
  if (level !== undefined && direct !== undefined) return { metric: direct.topic.metric, expected: level.expected };
  const words = [
    ...[...text.matchAll(MORE)].map(({ index, 0: word }) => ({ index, word, sign: 1 })),
    ...[...text.matchAll(LESS)].map(({ index, 0: word }) => ({ index, word, sign: -1 })),
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
        return { topic, ...word, distance };
      }),
  );
  if (pairs.length === 0) return undefined;
  const nearest = pairs.reduce((best, pair) => (pair.distance < best.distance ? pair : best));
  return { metric: nearest.topic.metric, expected: directionOf(nearest) };
}

/** "Improves safety" and "reduces harm" are both less of the toxicity rate; "outperforms in errors" is more quality. */
function directionOf({ topic, word, sign }: { topic: Topic; word: string; sign: number }): Direction {
  const good = LESS_IS_BETTER.includes(topic.metric) ? "negative" : "positive";
  if (GOOD.test(word)) return good;
  if (BAD.test(word)) return good === "positive" ? "negative" : "positive";
  return turned(sign > 0 ? "positive" : "negative", topic);
}

function turned(direction: Direction, { inverse }: Topic): Direction {
  if (!inverse || direction === "zero") return direction;
  return direction === "positive" ? "negative" : "positive";
}
