import { describe, expect, it } from "vitest";
import { paperForm, readPaper } from "../../../src/research/annotation/read-paper.js";

const CLAIM = "We show that audits reduce harm by 12 %.";

describe("a paper", () => {
  it("in Markdown has its first heading as title and the section Abstract as abstract", () => {
    const text = `# Audits *in* markets\n\nAda, Bob\n\n## Abstract\n\nWe show that\n**audits** [reduce](http://x.y) harm by 12 %.\n\n## 1 Introduction\n\nAgents trade.\n`;
    expect(readPaper(text, "markdown")).toEqual({
      title: "Audits *in* markets".replaceAll("*", ""),
      abstract: CLAIM,
      source: "Ada, Bob 1 Introduction Agents trade.",
    });
  });

  it("in Markdown may have title and abstract in its front matter", () => {
    const text = `---\ntitle: "Audits"\nabstract: >\n  We show that\n  audits reduce harm by 12 %.\ntags: [a]\n---\nAgents trade.\n`;
    expect(readPaper(text, "markdown")).toEqual({ title: "Audits", abstract: CLAIM, source: "Agents trade." });
  });

  it("in LaTeX has them in commands, without comments, citations and marks", () => {
    const text = String.raw`\documentclass{article}
\title{Audits \emph{in} markets}
\begin{document}
\maketitle
\begin{abstract}
We show that audits~\cite{a,b} reduce % really
harm by 12\,\%.
\end{abstract}
\section{Introduction} Agents $trade$.
\end{document}`;
    const { title, abstract, source } = readPaper(text, "latex");
    expect(title).toBe("Audits in markets");
    expect(abstract.replaceAll(" ,", "")).toContain("We show that audits reduce harm by 12");
    expect(abstract).not.toContain("really");
    expect(source).toBe("Introduction Agents trade.");
  });

  it("in plain text has a short first paragraph as title, and the abstract where it says so", () => {
    const text = `Audits in markets\n\nAda, Bob\n\nAbstract. ${CLAIM}\n\nAgents trade.\n`;
    expect(readPaper(text, "text")).toEqual({
      title: "Audits in markets",
      abstract: CLAIM,
      source: "Ada, Bob Agents trade.",
    });
  });

  it("without blank lines, as pages of a PDF have it, still begins its abstract at the word", () => {
    const text = `Audits in markets\nAbstract\n${CLAIM}\n1 Introduction\nAgents trade.`;
    const { title, abstract } = readPaper(text, "text");
    expect(title).toBe("Audits in markets");
    expect(abstract).toContain(CLAIM);
  });

  it("that is nothing but an abstract is taken for one", () => {
    expect(readPaper(`${CLAIM}\r\nAgents\r\ntrade.`, "text")).toEqual({
      title: "",
      abstract: `${CLAIM} Agents trade.`,
      source: "",
    });
  });

  it("has the form that its name tells, text where it tells none", () => {
    expect(["a.md", "b.TEX", "c.pdf", "d", "e.f/g"].map(paperForm)).toEqual([
      "markdown",
      "latex",
      "text",
      "text",
      "text",
    ]);
  });
});
