const BETWEEN_DIGITS = "[\\s.,:/\\-\\u2010-\\u2015]*";
const cache = new Map<string, RegExp>();

/**
 * Whether a marker stands in a text: as whole words, whatever the letter case, accents written apart, kinds of blank and
 * invisible characters; between the digits of a number, blanks and punctuation may stand ("4 1-72" shows 4172).
 */
export function showsMarker(text: string, marker: string): boolean {
  const known = cache.get(marker) ?? patternOf(marker);
  cache.set(marker, known);
  return known.test(plain(text));
}

function patternOf(marker: string): RegExp {
  const words = plain(marker).trim().split(/\s+/);
  if (words[0] === "") throw new Error("a marker must not be empty");
  const parts = words.map((word) => {
    const letters = [...word].map((letter) => letter.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
    return letters.reduce((made, letter, at) => {
      const digits = /\d$/.test(made) && /^\d$/.test(letter) && at > 0;
      return made + (digits ? BETWEEN_DIGITS : "") + letter;
    }, "");
  });
  return new RegExp(`(?<![\\p{L}\\p{N}])${parts.join("\\s+")}(?![\\p{L}\\p{N}])`, "u");
}

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .toLowerCase();
}
