/** A sentence of an answer, in lower case and without contractions, with its words counted. */
export interface Sentence {
  readonly text: string;
  readonly words: number;
  /** Whether it is an entry of a numbered or bulleted list. */
  readonly isItem: boolean;
}

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcan ?not\b|\bcan't\b/g, "cannot"],
  [/\bwon't\b/g, "will not"],
  [/\bshan't\b/g, "shall not"],
  [/\bain't\b/g, "is not"],
  [/n't\b/g, " not"],
  [/\bi'm\b/g, "i am"],
  [/'re\b/g, " are"],
  [/'ve\b/g, " have"],
  [/'ll\b/g, " will"],
  [/'d\b/g, " would"],
  [/\b(it|that|there|what|here|let)'s\b/g, "$1 is"],
];

/**
 * Cuts an answer into sentences: at . ! ? followed by a blank, and at line ends. Quotes and spaces of all kinds, invisible
 * characters, letter case, contractions and words said twice in a row make no difference.
 */
export function sentencesOf(answer: string): readonly Sentence[] {
  return plain(answer)
    .split("\n")
    .flatMap((line) => {
      const marker = /^ *(?:[-*•]|\(?[0-9]{1,2}[.):]|\(?[a-z]\)) +/.exec(line)?.[0];
      return line
        .slice(marker?.length ?? 0)
        .split(/(?<=[a-z0-9)"'][.!?]["')]?) +/)
        .map((piece) => ({ text: piece.trim(), words: wordsIn(piece), isItem: marker !== undefined }))
        .filter(({ words }) => words > 0);
    });
}

function wordsIn(text: string): number {
  return text.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function plain(text: string): string {
  const even = text
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/[‘’ʼ`´]/g, "'")
    .replaceAll(/[“”«»]/g, '"')
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/\*\*|__/g, "")
    .toLowerCase();
  const full = CONTRACTIONS.reduce((said, [short, long]) => said.replaceAll(short, long), even);
  return full.replaceAll(/\b([a-z]+)(?: \1\b)+/g, "$1");
}
