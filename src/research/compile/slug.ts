/** Longest slug: with the ends of file names behind it, names stay below what file systems take. */
const LONGEST = 80;

/** Letters, digits, `.`, `_`, `-` of a text, everything else as `_`; no dot in front; empty where nothing is left. */
export function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9._-]+/g, "_")
    .replaceAll(/_{2,}/g, "_")
    .replace(/^[._]+/, "")
    .slice(0, LONGEST)
    .replace(/[._]+$/, "");
}
