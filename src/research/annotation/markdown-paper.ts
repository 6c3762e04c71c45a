import { oneLine, type Paper } from "./paper.js";
import { abstractOfBlocks, blocksOf } from "./plain-paper.js";

const HEADING = /^(#{1,6})\s+(.*?)\s*#*\s*$/;

/**
 * The first heading of the first level is the title, what stands under a heading "Abstract" is the abstract, everything
 * else is the source. Without such a heading the abstract is a paragraph that begins with the word, or all there is.
 */
export function markdownPaper(text: string): Paper {
  const { front, body } = withoutFrontMatter(text);
  let title = front.title ?? "";
  const abstract: string[] = [];
  const rest: string[] = [];
  let into = rest;
  let depth = 0;
  let named = false;
  for (const line of body.split("\n")) {
    const [, marks, words] = HEADING.exec(line) ?? [];
    if (marks === undefined) {
      into.push(line);
      continue;
    }
    const heading = plain(words);
    if (/^abstract[.:]?$/i.test(heading) && abstract.length === 0) {
      [into, depth, named] = [abstract, marks.length, true];
      continue;
    }
    if (into === abstract && marks.length <= Math.max(depth, 2)) into = rest;
    if (title === "" && marks.length === 1) title = heading;
    else into.push("", heading, "");
  }
  if (named) return { title, abstract: plain(abstract.join("\n")), source: plain(rest.join("\n")) };
  if (front.abstract !== undefined) return { title, abstract: front.abstract, source: plain(rest.join("\n")) };
  const found = abstractOfBlocks(blocksOf(rest.join("\n")).map(plain));
  return { title, ...found };
}

/** `title:` and `abstract:` of a block between two lines of three dashes at the top. */
function withoutFrontMatter(text: string) {
  const block = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (block === null) return { front: { title: undefined, abstract: undefined }, body: text };
  const value = (key: string) => {
    const line = new RegExp(`^${key}:\\s*(?:[>|][+-]?\\s*\\n)?((?:.*\\n?)(?:[ \\t]+.*\\n?)*)`, "m").exec(block[1])?.[1];
    return line === undefined ? undefined : oneLine(line).replace(/^(["'])(.*)\1$/, "$2");
  };
  return { front: { title: value("title"), abstract: value("abstract") }, body: text.slice(block[0].length) };
}

/** Text without the marks of Markdown. */
function plain(text: string): string {
  return oneLine(
    text
      .replaceAll(/^```[^\n]*$/gm, "")
      .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/(\*\*|__|[*`])(?=\S)(.+?)(?<=\S)\1/g, "$2")
      .replaceAll(/^\s*(?:[-*+>]|\d+\.)\s+/gm, ""),
  );
}
