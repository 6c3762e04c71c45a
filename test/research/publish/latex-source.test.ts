import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { escapeMarkdown } from "../../../src/analysis/report/escape.js";
import { latexSource } from "../../../src/research/publish/latex-source.js";
import { latexLine, latexText } from "../../../src/research/publish/latex-text.js";

/** What stands for a sign in LaTeX, read back. */
const SHOWN: Readonly<Record<string, string>> = {
  textbackslash: "\\",
  textbraceleft: "{",
  textbraceright: "}",
  textasciitilde: "~",
  textasciicircum: "^",
  textless: "<",
  textgreater: ">",
  textbar: "|",
  textasciigrave: "`",
};

/** What a reader of the document sees; throws at a sign that LaTeX would take for more than text. */
function shown(latex: string): string {
  const part =
    /\\(?<name>text[a-z]+)\{\}|\\(?<sign>[$&%#_])|(?<gap>\{\}(?=-))|(?<quote>``|'')|(?<plain>[^\\{}$&%#_~^])/suy;
  let text = "";
  while (part.lastIndex < latex.length) {
    const at = part.lastIndex;
    const { name, sign, gap, quote, plain } = part.exec(latex)?.groups ?? {};
    if (part.lastIndex === 0) throw new Error(`more than text: ${latex.slice(at)}`);
    text += name !== undefined ? SHOWN[name] : (sign ?? plain ?? (gap === undefined && quote !== undefined ? '"' : ""));
  }
  return text;
}

describe("words of others in LaTeX", () => {
  it.each([
    ["50% of $5 & #1_a", "50\\% of \\$5 \\& \\#1\\_a"],
    ["{x} ~ ^ \\", "\\textbraceleft{}x\\textbraceright{} \\textasciitilde{} \\textasciicircum{} \\textbackslash{}"],
    ["p < 0.01 | `q`", "p \\textless{} 0.01 \\textbar{} \\textasciigrave{}q\\textasciigrave{}"],
    ["--seeds 3", "-{}-seeds 3"],
    ['"Audits" (or "not")', "``Audits'' (or ``not'')"],
  ])("%s is written %s", (text, latex) => expect(latexText(text)).toBe(latex));

  test.prop([fc.string({ unit: "grapheme" }).filter((text) => !/['\n\r]/.test(text))])(
    "are read as they were given, with no sign that LaTeX would act on",
    (text) => {
      expect(shown(latexText(text))).toBe(text);
    },
  );

  test.prop([fc.string({ unit: "binary-ascii" }).filter((text) => !/['\p{Cc}]/u.test(text))])(
    "are the same when they have gone through Markdown",
    (text) => {
      expect(shown(latexLine(escapeMarkdown(text)))).toBe(text);
    },
  );
});

describe("a line of a paper in LaTeX", () => {
  it("has bold, citations and escaped signs", () => {
    expect(latexLine("**H1** a\\_b \\[@no\\] [@swarm] and [arxiv:2410.07672]")).toBe(
      "\\textbf{H1} a\\_b [@no] \\cite{swarm} and \\cite{arxiv:2410.07672}",
    );
  });

  it("is refused with bold that does not end", () => {
    expect(() => latexLine("**H1")).toThrow("bold does not end");
  });
});

describe("a paper in LaTeX", () => {
  const of = (source: string) => latexSource({ title: "T & U", abstract: "50%", source });

  it("has its title and abstract as text, and every kind of block", () => {
    const text = of(
      [
        "## Methods",
        "One\\_line.",
        "- a\n- b",
        "| x | y \\| z |\n| --- | --- |\n| 1 | 2% |",
        "```sh\nswarm run a_b.yaml --quiet\nswarm list\n```",
        "## References",
        "- [@swarm] SWARM\n- [arxiv:2410.07672] A paper",
      ].join("\n\n"),
    );
    for (const part of [
      "\\title{T \\& U}",
      "\\begin{abstract}\n50\\%\n\\end{abstract}",
      "\\section{Methods}\n\nOne\\_line.\n\n\\begin{itemize}\n\\item a\n\\item b\n\\end{itemize}",
      "\\caption{Methods}",
      "x & y \\textbar{} z \\\\\n\\hline\n1 & 2\\% \\\\",
      "\\begin{quote}\\ttfamily\nswarm run a\\_b.yaml -{}-quiet\\\\\nswarm list\n\\end{quote}",
      "\\begin{thebibliography}{\\quad}\n\\bibitem{swarm} SWARM\n\\bibitem{arxiv:2410.07672} A paper\n\\end{thebibliography}",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain("\\section{References}");
    expect(text.endsWith("\\end{document}\n")).toBe(true);
  });

  it.each(["### Deeper", "two\nlines"])("is refused with a block that papers are not composed of: %j", (block) => {
    expect(() => of(block)).toThrow("no block of a paper");
  });
});
