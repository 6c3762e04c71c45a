import { oneLine, type Paper } from "./paper.js";

/** Longest title that a first line without a full stop is taken for. */
const LONGEST_TITLE = 250;

/**
 * A first paragraph that is short and ends without a full stop is the title. The abstract is the paragraph that begins with
 * the word "Abstract", or the one after a paragraph that is nothing else; without the word it is all there is.
 */
export function plainPaper(text: string): Paper {
  const blocks = blocksOf(text);
  const [first = "", ...others] = blocks;
  const titled = others.length > 0 && first.length <= LONGEST_TITLE && !/[.!?:]$/.test(first) && !isAbstract(first);
  return titled
    ? { title: first.replace(/^title:\s*/i, ""), ...abstractOfBlocks(others) }
    : { title: "", ...abstractOfBlocks(blocks) };
}

/** Paragraphs, each in one line. Where pages have lost their blank lines, "Abstract" and "Introduction" begin one. */
export function blocksOf(text: string): readonly string[] {
  return text
    .replaceAll(/\n(?=[ \t]*abstract(?:[ \t]*[.:—–-]|[ \t]*\n))/gi, "\n\n")
    .replaceAll(/\n(?=[ \t]*(?:\d\.?|I\.)?[ \t]*introduction[ \t]*\n)/gi, "\n\n")
    .split(/\n\s*\n/)
    .map(oneLine)
    .filter((block) => block !== "");
}

/** Where no paragraph says that it is the abstract, everything counts as one. */
export function abstractOfBlocks(blocks: readonly string[]): Pick<Paper, "abstract" | "source"> {
  const at = blocks.findIndex(isAbstract);
  if (at === -1) return { abstract: blocks.join(" "), source: "" };
  const own = withoutWord(blocks[at]);
  const length = own === "" ? 2 : 1;
  const abstract = own === "" ? (blocks[at + 1] ?? "") : own;
  return { abstract, source: [...blocks.slice(0, at), ...blocks.slice(at + length)].join(" ") };
}

function isAbstract(block: string): boolean {
  return /^abstract(?:\s*[.:—–-]|$)/i.test(block) || /^ABSTRACT\s/.test(block);
}

function withoutWord(block: string): string {
  return block.replace(/^abstract\s*[.:—–-]*\s*/i, "");
}
