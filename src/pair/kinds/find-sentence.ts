/** Words that say nothing about a matter. */
const EMPTY = new Set(
  (
    "the a an of to in is are and or for on at by do does did what which who whom how when where why i you me my we us our it " +
    "its that this they them he she his her not but be will would can could may must have has had tell say give want one with " +
    "from as so if there all any than then was were am"
  ).split(" "),
);
const WORD = /[\p{L}\p{N}]+/gu;
const SENTENCE = /[^.!?]+[.!?]+(?=\s|$)/g;
const ASKS_HOW_MUCH = /\b(?:when|how (?:long|often|many|much)|what hour|(?:which|what) day)\b/i;
const SAYS_HOW_MUCH =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|forty|eighty|noon|dusk|hours?|minutes?|days?|week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b/i;
/** What a number or a time is worth where one is asked for, in shared words. */
const HOW_MUCH = 0.5;
/** A sentence on whoever answers ("You work at ...") seldom says what is asked. */
const ON_ITSELF = 0.5;
/** Share of the longer of two words that has to be the same at their start, and letters at least. */
const [STEM, STEM_LETTERS] = [0.6, 3];

/**
 * The sentence of a text that answers a request best: the one that shares most words with it, each worth less the more sentences
 * it stands in. Of equals, the first that is not on whoever answers. Undefined where the text has no sentence.
 */
export function sentenceFor(request: string, text: string): string | undefined {
  const sentences = (text.match(SENTENCE) ?? []).map((sentence) => sentence.trim());
  const asked = [...new Set(wordsOf(request))];
  const told = sentences.map(wordsOf);
  const standsIn = (word: string) => told.filter((words) => words.some((other) => isSame(word, other))).length;
  const worth = new Map(asked.map((word) => [word, 1 / Math.max(1, standsIn(word))]));
  const wantsNumber = ASKS_HOW_MUCH.test(request);
  const scored = sentences.map((sentence, at) => {
    const shared = asked.filter((word) => told[at].some((other) => isSame(word, other)));
    const number = wantsNumber && SAYS_HOW_MUCH.test(sentence) ? HOW_MUCH : 0;
    const score = shared.reduce((sum, word) => sum + (worth.get(word) ?? 0), number);
    const isOnItself = sentence.startsWith("You ");
    return { sentence, score: isOnItself ? score * ON_ITSELF : score, isOnItself };
  });
  const [best] = scored.sort((a, b) => b.score - a.score || Number(a.isOnItself) - Number(b.isOnItself));
  return best?.sentence;
}

function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(WORD) ?? []).filter((word) => !EMPTY.has(word));
}

/** Whether two words are one, or forms of one: "opens" and "open", "close" and "closing" ("took" and "taken" are not seen). */
function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  const stem = Math.min(shorter.length, Math.max(STEM_LETTERS, Math.ceil(longer.length * STEM)));
  return shorter.length >= STEM_LETTERS && a.slice(0, stem) === b.slice(0, stem);
}
