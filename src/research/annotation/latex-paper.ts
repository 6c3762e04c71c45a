import { oneLine, type Paper } from "./paper.js";

/** Commands whose arguments are no text. */
const DROPPED =
  /\\(?:cite\w*|ref|eqref|label|url|bibliography\w*|usepackage|documentclass|includegraphics|input|include)\*?(?:\[[^\]]*\])*\{[^{}]*\}/g;

/** `\title` and the environment `abstract`; the rest of the document is the source. Comments and commands are left out. */
export function latexPaper(text: string): Paper {
  const bare = text.replaceAll(/(?<!\\)%.*$/gm, "");
  const title = plain(braced(bare, "\\title") ?? "");
  const body = /\\begin\{document\}([\s\S]*?)(?:\\end\{document\}|$)/.exec(bare)?.[1] ?? bare;
  const environment = /\\begin\{abstract\}([\s\S]*?)\\end\{abstract\}/.exec(bare);
  const abstract = environment?.[1] ?? braced(bare, "\\abstract") ?? "";
  const rest = body.replace(environment?.[0] ?? "", " ").replace(/\\title\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}/, " ");
  return abstract === ""
    ? { title, abstract: plain(rest), source: "" }
    : { title, abstract: plain(abstract), source: plain(rest) };
}

/** The argument of a command, braces inside included; undefined where there is none. */
function braced(text: string, command: string): string | undefined {
  const found = new RegExp(`\\${command}\\s*(?:\\[[^\\]]*\\])?\\s*\\{`).exec(text);
  if (found === null) return undefined;
  const start = found.index + found[0].length;
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "{" && text[at - 1] !== "\\") depth += 1;
    if (text[at] === "}" && text[at - 1] !== "\\") depth -= 1;
    if (depth === 0) return text.slice(start, at);
  }
  return undefined;
}

function plain(text: string): string {
  return oneLine(
    text
      .replaceAll(DROPPED, "")
      .replaceAll(/\\(?:begin|end)\{[^{}]*\}(?:\[[^\]]*\])?/g, " ")
      .replaceAll(/\\\\(?:\[[^\]]*\])?/g, " ")
      .replaceAll(/\\([%&$#_{}])/g, "$1")
      .replaceAll(/\\[a-zA-Z]+\*?(?:\[[^\]]*\])?/g, " ")
      .replaceAll(/[{}$]/g, "")
      .replaceAll("~", " ")
      .replaceAll("``", '"')
      .replaceAll("''", '"')
      .replaceAll(/ +([.,;:])/g, "$1"),
  );
}
