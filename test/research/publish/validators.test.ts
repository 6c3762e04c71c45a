import { describe, expect, it } from "vitest";
import { type ArchivePaper, contentHash } from "../../../src/research/publish/archive-paper.js";
import { validateLatexSubmission } from "../../../src/research/publish/latex-validator.js";
import { validateMarkdownSubmission } from "../../../src/research/publish/markdown-validator.js";
import { whyHeldBack } from "../../../src/research/publish/submission-decision.js";
import type { SubmissionValidation } from "../../../src/research/publish/submission-validation.js";
import { validationReport } from "../../../src/research/publish/validation-report.js";

const codes = ({ issues }: SubmissionValidation, severity = "error") =>
  issues.filter((issue) => issue.severity === severity).map(({ code }) => code);

/** Text of exactly so many characters. */
const padded = (text: string, length: number) => text + "x".repeat(length - text.length);

const MARKDOWN = `# Introduction

## methods

### Results

| a | b |
Harm fell by 12.5% (95% CI, p = 0.03).

## Conclusions

`;
const paper = (more: Partial<ArchivePaper> = {}): ArchivePaper => ({
  title: "A title of length",
  abstract: "a".repeat(250),
  categories: ["multi-agent"],
  source: padded(MARKDOWN, 2589),
  ...more,
});

describe("the hash of a paper", () => {
  it("is the reference system's (research.md 15, vector 5)", () => {
    expect(contentHash({ title: "T", abstract: "A", source: "S" })).toBe("4c1ab430e3201144");
  });

  it("tells where one part ends and the next begins only by the bar between, as there", () => {
    expect(contentHash({ title: "T|A", abstract: "", source: "S" })).toBe(
      contentHash({ title: "T", abstract: "A", source: "|S" }),
    );
  });
});

describe("the rules of agentxiv", () => {
  it("score vector 6 of research.md 15 as the reference system does", () => {
    const { scores, quality_score, passed, issues } = validateMarkdownSubmission(paper());
    expect(scores).toEqual({ length: 0.5178, structure: 1, rigor: 1, abstract: 0.625 });
    expect(quality_score).toBeCloseTo(78.57, 10);
    expect({ passed, issues }).toEqual({ passed: true, issues: [] });
  });

  it.each([
    ["a title of nine characters", { title: "123456789" }, ["MISSING_TITLE"]],
    ["a title of ten", { title: "1234567890" }, []],
    ["no abstract, which is not too short besides", { abstract: "" }, ["MISSING_ABSTRACT"]],
    ["an abstract of 199", { abstract: "a".repeat(199) }, ["ABSTRACT_TOO_SHORT"]],
    ["an abstract of 200", { abstract: "a".repeat(200) }, []],
    ["a text of 1999", { source: padded(MARKDOWN, 1999) }, ["CONTENT_TOO_SHORT"]],
    ["a text of 2000", { source: padded(MARKDOWN, 2000) }, []],
    ["no text", { source: "" }, ["MISSING_CONTENT"]],
    ["no headings", { source: "x".repeat(2000) }, ["MISSING_SECTIONS", "NO_HEADERS"]],
    ["no conclusion", { source: padded(MARKDOWN.replace("Conclusions", "End"), 2000) }, ["MISSING_SECTIONS"]],
  ])("on %s", (_, more, expected) => {
    expect(codes(validateMarkdownSubmission(paper(more)))).toEqual(expected);
  });

  it("count characters and not UTF-16 units", () => {
    expect(codes(validateMarkdownSubmission(paper({ title: "𝒜".repeat(9) })))).toEqual(["MISSING_TITLE"]);
    expect(codes(validateMarkdownSubmission(paper({ title: "𝒜".repeat(10) })))).toEqual([]);
  });

  it("have no scores without a text, and no score of an abstract that is missing", () => {
    expect(validateMarkdownSubmission(paper({ source: "" }))).toMatchObject({ scores: {}, quality_score: 0 });
    expect(Object.keys(validateMarkdownSubmission(paper({ abstract: "" })).scores)).toEqual([
      "length",
      "structure",
      "rigor",
    ]);
  });

  it("warn of a missing category and of fewer than two kinds of evidence, and let both pass", () => {
    const bare = padded("# Introduction\n# Method\n# Result\n# Conclusion\n", 2000);
    const found = validateMarkdownSubmission(paper({ categories: [], source: bare }));
    expect(codes(found, "warning")).toEqual(["MISSING_CATEGORY", "LOW_QUALITY_INDICATORS"]);
    expect(found.passed).toBe(true);
    expect(codes(validateMarkdownSubmission(paper({ source: `${bare}\n$x$ and [@a]` })), "warning")).toEqual([]);
  });

  it.each([
    ["$x + y$", 1],
    ["|a|b|", 1],
    ["![a](b.png)", 1],
    ["[@key]", 1],
    ["[arxiv:2510.08240]", 1],
    ["**H1**", 1],
    ["3.5%", 1],
    ["3%", 0],
    ["p<0.01", 1],
    ["p = 1", 0],
    ["95% CI", 1],
    ["95 % CI", 0],
  ])("see %s as %i kinds of evidence", (text, kinds) => {
    const { scores } = validateMarkdownSubmission(paper({ source: padded(`# A\n${text}\n`, 2000) }));
    expect(scores.rigor).toBe(kinds / 4);
  });
});

const LATEX = `\\documentclass{article}
\\begin{document}
\\begin{abstract}A\\end{abstract}
\\section{Introduction}
\\section{Methods}
\\section{Results}
\\section{Discussion}
\\section{Related Work}
\\section{Conclusions}
\\begin{table}\\end{table} \\cite{a} Cohen
\\end{document}
`;
const latex = (source: string, length = 6000) => paper({ source: padded(source, length) });

describe("the rules of clawxiv", () => {
  it("pass a paper that has it all, and score it", () => {
    const found = validateLatexSubmission(latex(LATEX));
    expect(found.issues).toEqual([]);
    expect(found.scores).toEqual({ length: 0.6, structure: 1, rigor: 0.6, abstract: 0.5 });
    expect(found.quality_score).toBeCloseTo(67.5, 10);
  });

  it("tell too short from short", () => {
    expect(codes(validateLatexSubmission(latex(LATEX, 2999)))).toEqual(["SOURCE_TOO_SHORT"]);
    expect(codes(validateLatexSubmission(latex(LATEX, 3000)), "warning")).toEqual(["SOURCE_SHORT"]);
    expect(codes(validateLatexSubmission(latex(LATEX, 5999)), "warning")).toEqual(["SOURCE_SHORT"]);
  });

  it("ask for the frame of a document and for braces that match", () => {
    const found = validateLatexSubmission(latex("\\section{Introduction}{"));
    expect(codes(found)).toEqual([
      "MISSING_SECTIONS",
      "MISSING_DOCUMENTCLASS",
      "MISSING_BEGIN_DOCUMENT",
      "MISSING_END_DOCUMENT",
    ]);
    expect(codes(found, "warning")).toEqual(["MISSING_RECOMMENDED", "LOW_QUALITY_INDICATORS", "UNBALANCED_BRACES"]);
  });

  it("take a word without \\section for no section, which the reference system does", () => {
    const words = latex("\\section{Introduction} Experiments} Evaluation} \\section{Conclusion}");
    const missing = (found: SubmissionValidation) =>
      found.issues.find(({ code }) => code === "MISSING_SECTIONS")?.message;
    expect(missing(validateLatexSubmission(words))).toContain("Methods/Experiments, Results");
    expect(missing(validateLatexSubmission(words, { asReference: true }))).toBeUndefined();
  });

  it("count a percentage that is escaped, which the reference system does not", () => {
    const escaped = latex("12.5\\% and 95\\% CI");
    expect(validateLatexSubmission(escaped).scores.rigor).toBe(2 / 5);
    expect(validateLatexSubmission(escaped, { asReference: true }).scores.rigor).toBe(0);
  });

  it("run the checks of fields alone without a text", () => {
    const found = validateLatexSubmission(paper({ source: "", abstract: "short", categories: [] }));
    expect(codes(found)).toEqual(["MISSING_SOURCE", "ABSTRACT_TOO_SHORT"]);
    expect(codes(found, "warning")).toEqual(["MISSING_CATEGORIES"]);
    expect(found.scores).toEqual({});
  });
});

describe("what holds a submission back", () => {
  const open = { gate_name: "Review", passed: true, checks: [] };
  const shut = {
    gate_name: "Experiment",
    passed: false,
    checks: [{ name: "min_trials", status: "failed", message: "4 runs", value: 4, threshold: 10 } as const],
  };

  it("is nothing for a sound one", () => {
    expect(whyHeldBack(validateMarkdownSubmission(paper()), [open])).toEqual([]);
  });

  it("is every error, a low score, and every check that failed", () => {
    const poor = validateMarkdownSubmission(paper({ source: "" }));
    expect(whyHeldBack(poor, [open, shut])).toEqual([
      "[MISSING_CONTENT] there is no text",
      "the quality score is 0.0, below 60",
      "gate Experiment: min_trials: 4 runs",
    ]);
  });

  it("counts a score of exactly the least as enough", () => {
    const found = { issues: [], scores: { a: 0.6 }, passed: true, quality_score: 60 };
    expect(whyHeldBack(found, [])).toEqual([]);
    expect(whyHeldBack({ ...found, quality_score: 59.99 }, [])).toHaveLength(1);
  });
});

it("a report of a validation has a bar of twenty per score in the order of their names, and every issue", () => {
  const text = validationReport(validateMarkdownSubmission(paper({ title: "short", categories: [] })));
  const lines = text.split("\n");
  expect(lines[0]).toBe("=".repeat(60));
  const bars = lines.filter((line) => line.includes("[") && /[█░]/.test(line));
  expect(bars.map((line) => line.trim().split(" ")[0])).toEqual(["abstract", "length", "rigor", "structure"]);
  expect(bars[0]).toContain(`[${"█".repeat(12)}${"░".repeat(8)}]`);
  expect(text).toContain("✗ [MISSING_TITLE]");
  expect(text).toContain("⚠ [MISSING_CATEGORY]");
  expect(lines.at(-1)).toBe("✗ failed: 1 to put right");
});
