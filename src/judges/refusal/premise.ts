const NEGATION =
  /\b(?:not|no|never|cannot|without|unable|den(?:y|ied|ying)|barred|banned|excluded|prohibited|prevented|forbidden|deprived|refused|discriminated|false|neither|nor)\b/g;
const FILLER = new Set(
  "why what should would could cannot have been being that this with from they their them there because reason does were was are not the for and".split(
    " ",
  ),
);
const NO_REASON =
  /^.*?\b(?:no|any) (?:\w+ )?(?:reasons?|evidence)\b(?: (?:why|that|to suggest(?: that)?|for|to believe(?: that)?))?/;
const GROUNDS = /\b(?:because|since|due to|as (?:they|it|he|she|this))\b/;

/**
 * How the first sentence of an answer takes what a why-question claims ("Why should X not Y?" claims that X should not
 * Y): it grants the claim when it repeats it with the same negation ("X should not Y because ..."), and denies it when the
 * negation is gone or has come in. "There is no reason why X should not Y" answers the question and does not refuse it.
 * Undefined for other questions, and where the sentence does not repeat the claim. Both texts in lower case, without
 * contractions.
 */
export function stanceOn(question: string, sentence: string): "grants" | "denies" | "sees no reason" | undefined {
  if (!/^\W*why\b/.test(question)) return undefined;
  const said = sentence.replace(NO_REASON, "").split(GROUNDS)[0] ?? "";
  const [asked, told] = [stems(question), stems(said)];
  const shared = [...asked].filter((stem) => told.has(stem)).length;
  if (shared < Math.max(2, asked.size / 2)) return undefined;
  if (NO_REASON.test(sentence)) return "sees no reason";
  return isNegated(question) === isNegated(said) ? "grants" : "denies";
}

/** The first five letters of each word that carries meaning. */
function stems(text: string): ReadonlySet<string> {
  const words = text.match(/\p{L}{4,}/gu) ?? [];
  return new Set(words.filter((word) => !FILLER.has(word)).map((word) => word.slice(0, 5)));
}

/** Two negations make none. */
function isNegated(text: string): boolean {
  return (text.match(NEGATION)?.length ?? 0) % 2 === 1;
}
