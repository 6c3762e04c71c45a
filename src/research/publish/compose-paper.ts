import type { Reflexivity } from "../reflexivity/reflexivity.js";
import type { StudyVerdict } from "../verdict/verdict.js";
import type { ArchivePaper } from "./archive-paper.js";
import type { PaperFormat } from "./archives.js";
import { latexSource } from "./latex-source.js";
import { type LedgerEntry, NumberLedger } from "./number-ledger.js";
import { PaperFigures } from "./paper-figures.js";
import {
  conclusion,
  discussion,
  introduction,
  methods,
  paperName,
  references,
  reproducibility,
  results,
  tested,
} from "./paper-sections.js";
import { reflexivityText } from "./reflexivity-text.js";

/** A paper, and where each of its numbers comes from: those of the title, the abstract, the text, in this order. */
export interface ComposedPaper {
  readonly paper: ArchivePaper;
  readonly trace: readonly (LedgerEntry & { readonly part: "title" | "abstract" | "source" })[];
}

export interface PaperOptions {
  readonly categories: readonly string[];
  readonly format: PaperFormat;
  /** Name of the table of the runs. */
  readonly table: string;
  readonly reflexivity?: Reflexivity | undefined;
  /** Name of the table of the runs that reflexivity rests on. */
  readonly reflexivityTable?: string | undefined;
}

/**
 * The paper of a study. It says the same in every format; in LaTeX the source holds title and abstract as well. Every number in it is put there from the verdict, which is made of the rows of the
 * table.
 *
 * @throws Error for a number that nobody accounts for, which is a bug
 */
export function composePaper(verdict: StudyVerdict, options: PaperOptions): ComposedPaper {
  const { categories, format, table, reflexivity, reflexivityTable = "" } = options;
  const part = (name: "title" | "abstract" | "source", make: (figures: PaperFigures) => string) => {
    const ledger = new NumberLedger();
    const { text, entries } = ledger.settle(make(new PaperFigures(ledger, verdict, table)));
    return { text, entries: entries.map((entry) => ({ part: name, ...entry })) };
  };
  const title = part("title", titleOf);
  const abstract = part("abstract", abstractOf);
  const source = part("source", (figures) => {
    const sections = [
      introduction,
      methods,
      results,
      ...(reflexivity === undefined ? [] : [reflexivityText(reflexivity, reflexivityTable)]),
      discussion,
      conclusion,
      reproducibility,
      references(verdict.references),
    ];
    const whole = (): string => `${sections.map((section) => section(figures)).join("\n\n")}\n`;
    if (format === "markdown") return whole();
    return latexSource({ title: titleOf(figures), abstract: abstractOf(figures), source: whole() });
  });
  return {
    paper: { title: title.text, abstract: abstract.text, categories, source: source.text },
    trace: [...title.entries, ...abstract.entries, ...source.entries],
  };
}

function titleOf(f: PaperFigures): string {
  const first = f.verdict.registration.status === "exploratory" ? "Exploratory: the" : "The";
  return `${first} claims of ${plain(paperName(f))}, put to a simulated population`;
}

function abstractOf(f: PaperFigures): string {
  const { arms, design, registration } = f.verdict;
  const claims = tested(f);
  const primary = claims.find(({ role }) => role === "primary");
  const main =
    primary === undefined
      ? ""
      : ` The primary claim, that ${plain(f.quote(primary.claim, "primary claim"))}, is ${primary.outcome}: ${f.outcome(primary)}.`;
  const changed =
    registration.status === "exploratory"
      ? " The plan was changed after it was locked: all of this is exploratory."
      : "";
  return plain(
    `We put ${f.record(claims.length, "claims that are tested")} ${claims.length === 1 ? "claim" : "claims"} of ${paperName(f)} to a population of simulated agents, ` +
      `in ${f.record(arms.length, "arms")} arms over the same ${f.plan(design.seeds.count, "seeds")} seeds, with a plan that was ` +
      `locked before the first run.${main} ${f.derived(f.verdict.summary, "summary of the verdicts")}${changed} ` +
      `A verdict is on a claim as this population can be asked it, and neither repeats nor refutes the paper's own experiment.`,
  );
}

/** Title and abstract are plain text: nothing in them is escaped for Markdown. */
function plain(text: string): string {
  return text.replaceAll(/\\([\\`*_[\]<>|#~])/g, "$1");
}
