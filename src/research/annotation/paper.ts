/** A paper as text. Blanks and line ends stand for single blanks. */
export interface Paper {
  readonly title: string;
  readonly abstract: string;
  /** What follows the abstract; empty where that is all there is. */
  readonly source: string;
}

/** What annotators read of it. */
export function paperText({ abstract, source }: Paper): string {
  return `${abstract} ${source}`.trim();
}

/** Text in one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
