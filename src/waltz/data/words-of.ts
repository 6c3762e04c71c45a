/**
 * The words of a text for comparing: compatibility forms made equal (NFKC), invisible characters dropped, lower case, runs
 * of letters and digits with their marks. Punctuation and blanks do not count.
 */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize("NFKC")
      .replaceAll(/\p{Cf}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}
