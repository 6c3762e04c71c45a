import { latexPaper } from "./latex-paper.js";
import { markdownPaper } from "./markdown-paper.js";
import type { Paper } from "./paper.js";
import { plainPaper } from "./plain-paper.js";

/** Forms that a paper can have, by the ends of their names. */
const PAPER_FORMS = {
  markdown: [".md", ".markdown"],
  latex: [".tex", ".latex"],
  text: [".txt", ".text", ".pdf"],
} as const;

export type PaperForm = keyof typeof PAPER_FORMS;

/** The form that a file's name tells; plain text where it tells none. */
export function paperForm(file: string): PaperForm {
  const end = /\.[^./\\]+$/.exec(file.toLowerCase())?.[0] ?? "";
  const forms = Object.entries(PAPER_FORMS) as [PaperForm, readonly string[]][];
  return forms.find(([, ends]) => ends.includes(end))?.[0] ?? "text";
}

const READERS: Readonly<Record<PaperForm, (text: string) => Paper>> = {
  markdown: markdownPaper,
  latex: latexPaper,
  text: plainPaper,
};

/** Title, abstract and the rest of a paper from its text. */
export function readPaper(text: string, form: PaperForm): Paper {
  return READERS[form](text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n"));
}
