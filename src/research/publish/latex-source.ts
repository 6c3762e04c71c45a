import { latexLine, latexText } from "./latex-text.js";

/** A paper in the Markdown of `compose-paper.ts`; title and abstract are plain text. Marks of a ledger pass through. */
export interface MarkdownPaper {
  readonly title: string;
  readonly abstract: string;
  readonly source: string;
}

/**
 * The same paper as a document of LaTeX that needs `tabularx` alone, references included. It knows the Markdown that papers are
 * composed in and no other: headings, paragraphs, lists, tables, commands, bold, citations.
 *
 * @throws Error for a block that is none of these, which is a bug
 */
export function latexSource({ title, abstract, source }: MarkdownPaper): string {
  const blocks = source.trim().split(/\n{2,}/);
  let section = "";
  const body = blocks.map((block) => {
    const heading = /^## (.*)$/.exec(block);
    if (heading !== null) {
      section = latexLine(heading[1]);
      // The environment of references brings a heading of its own.
      return section === "References" ? "" : `\\section{${section}}`;
    }
    return blockOf(block, section);
  });
  return `${[
    "\\documentclass{article}",
    "\\usepackage{tabularx}",
    `\\title{${latexText(title)}}`,
    "\\author{}",
    "\\date{}",
    "\\begin{document}",
    "\\maketitle",
    "\\sloppy",
    `\\begin{abstract}\n${latexText(abstract)}\n\\end{abstract}`,
    "",
    body.filter((block) => block !== "").join("\n\n"),
    "",
    "\\end{document}",
  ].join("\n")}\n`;
}

function blockOf(block: string, section: string): string {
  const lines = block.split("\n");
  if (lines[0].startsWith("```")) return commands(lines.slice(1, -1));
  if (lines.every((line) => line.startsWith("| "))) return table(lines, section);
  if (lines.every((line) => line.startsWith("- "))) return list(lines, section);
  if (lines.length > 1 || block.startsWith("#")) throw new Error(`no block of a paper: ${block.slice(0, 80)}`);
  return latexLine(block);
}

function commands(lines: readonly string[]): string {
  return `\\begin{quote}\\ttfamily\n${lines.map(latexText).join("\\\\\n")}\n\\end{quote}`;
}

function list(lines: readonly string[], section: string): string {
  const items = lines.map((line) => latexLine(line.slice(2)));
  if (section !== "References") {
    return `\\begin{itemize}\n${items.map((item) => `\\item ${item}`).join("\n")}\n\\end{itemize}`;
  }
  const entries = items.map((item) => item.replace("\\cite{", "\\bibitem{"));
  return `\\begin{thebibliography}{\\quad}\n${entries.join("\n")}\n\\end{thebibliography}`;
}

/** The second line only parts head and body. */
function table([head, , ...rows]: readonly string[], section: string): string {
  const cells = (line: string) =>
    line
      .replace(/^\| | \|$/g, "")
      .split(" | ")
      .map(latexLine);
  const row = (line: string) => `${cells(line).join(" & ")} \\\\`;
  return [
    "\\begin{table}[!ht]",
    "\\footnotesize",
    `\\caption{${section}}`,
    `\\begin{tabularx}{\\textwidth}{${cells(head)
      .map(() => ">{\\raggedright\\arraybackslash}X")
      .join("")}}`,
    "\\hline",
    row(head),
    "\\hline",
    ...rows.map(row),
    "\\hline",
    "\\end{tabularx}",
    "\\end{table}",
  ].join("\n");
}
