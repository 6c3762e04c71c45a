/** Abbreviations whose full stop ends no sentence. */
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|et al|vs|cf|Fig|Figs|Eq|Sec|Tab|approx|resp|Dr|Prof)|\b[A-Z])\.$/;

/** A sentence and its offset in the text. */
export interface Sentence {
  readonly text: string;
  readonly at: number;
}

/** Text in one line, cut where a full stop, question or exclamation mark is followed by a blank and no small letter. */
export function sentencesOf(text: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/[.!?]["')\]]?(?=\s+[^a-z\s]|\s*$)/g)) {
    const stop = index + end.length;
    if (ABBREVIATION.test(text.slice(start, index + 1))) continue;
    add(sentences, text.slice(start, stop), start);
    start = stop;
  }
  add(sentences, text.slice(start), start);
  return sentences;
}

function add(sentences: Sentence[], text: string, at: number): void {
  if (text.trim() === "") return;
  sentences.push({ text: text.trim(), at: at + text.length - text.trimStart().length });
}

/** The whole sentence that holds an offset; empty past the end. */
export function sentenceAt(text: string, at: number): string {
  return sentencesOf(text).findLast((sentence) => sentence.at <= at)?.text ?? "";
}
