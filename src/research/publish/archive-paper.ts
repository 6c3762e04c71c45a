import { createHash } from "node:crypto";

/** A paper as archives for agents hold it. Texts are counted in characters, not in UTF-16 units. */
export interface ArchivePaper {
  readonly title: string;
  readonly abstract: string;
  /** `cs.MA`, `multi-agent`, ...; the first one counts most. */
  readonly categories: readonly string[];
  /** Markdown or LaTeX, whichever the archive takes. */
  readonly source: string;
}

/**
 * The first 16 hexadecimal digits of the SHA-256 of the UTF-8 text `title|abstract|source`. The same as the reference
 * system's: it tells two versions of a paper apart, and is no proof of anything.
 */
export function contentHash({ title, abstract, source }: Omit<ArchivePaper, "categories">): string {
  return createHash("sha256").update(`${title}|${abstract}|${source}`).digest("hex").slice(0, 16);
}

/** Characters of a text, a surrogate pair counting as one. */
export function lengthOf(text: string): number {
  return [...text].length;
}
