import { short } from "../../analysis/validity/words.js";
import type { ClaimVerdict } from "../verdict/verdict.js";
import { citation, citationKey } from "./citation-key.js";
import type { PaperFigures } from "./paper-figures.js";

/** A section of a paper, in Markdown, its heading included. */
export type PaperSection = (figures: PaperFigures) => string;

export const introduction: PaperSection = (f) => {
  const { paper, hypothesis } = f.verdict;
  const read = f.quote(paper.annotator || "nobody in particular", "who read the claims");
  return [
    "## Introduction",
    `The paper ${paperName(f)}${citedPaper(f)} makes claims that a population of simulated agents can be asked as well. The claims were read by ${read}. This study puts them to such a population, with a plan that was locked before the first run.`,
    `The question is whether it holds here that ${f.quote(hypothesis.replace(/[.?!]+$/, ""), "hypothesis")}.`,
    tested(f)
      .map(({ claim, expected, id }, at) => {
        const label = f.ledger.words(`**H${at + 1}**`, "plan", `claim ${id}`);
        return `- ${label} ${f.quote(claim, `claim ${id}`)} (expected: ${expected})`;
      })
      .join("\n"),
  ].join("\n\n");
};

export const methods: PaperSection = (f) => {
  const { design, arms, registration, tool } = f.verdict;
  const { first, step, count } = design.seeds;
  const runs = arms.reduce((sum, arm) => sum + arm.runs.last - arm.runs.first + 1, 0);
  const rows = arms.map(
    ({ name, role, scenario, stands_for, runs: own }) =>
      `| ${f.quote(name, "arm")} | ${role} | ${f.quote(fileName(scenario), "scenario")} | ${f.quote(stands_for || "-", "what it stands for")} | ${f.ledger.words(`${own.first}-${own.last}`, "record", `rows of ${name}`)} |`,
  );
  const { method, family } = design.correction;
  return [
    "## Methods",
    `Every arm ran with the same ${f.plan(count, "seeds")} seeds (from ${f.plan(first, "first seed")} in steps of ${f.plan(step, "step of seeds")}), ${f.record(runs, "runs")} runs in all, with ${f.ledger.words(`${tool.name} ${tool.version}`, "record", "program")}. The figure of a run is pooled over its interactions.`,
    `| arm | role | scenario | stands for | rows of the table |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}`,
    `Differences are taken seed by seed and tested by flipping their signs; levels and slopes by a t test of their mean; claims that nothing changes by two one-sided t tests against a stated margin. The p-values of ${f.plan(family, "tests that are corrected together")} tests are corrected by ${method}; below ${f.plan(design.alpha, "alpha")} counts as shown. Intervals are ${f.ci()}.`,
    `The plan was locked before the first run as ${f.ledger.words(registration.locked_hash, "plan", "hash of the locked plan")}, and every row of the table carries ${f.ledger.words(registration.hash, "plan", "hash of the plan")}.`,
    deviations(f),
  ].join("\n\n");
};

function deviations(f: PaperFigures): string {
  const { registration } = f.verdict;
  if (registration.deviations.length === 0) return "Nothing deviates from the locked plan.";
  const items = registration.deviations.map(({ field, registered, actual, severity }) => {
    const change = f.quote(`${field}: ${registered} -> ${actual}`, "deviation");
    return `- ${severity}: ${change}`;
  });
  return `The plan was changed after it was locked, so everything here is exploratory:\n\n${items.join("\n")}`;
}

export const results: PaperSection = (f) => {
  const { verdict } = f;
  const rows = tested(f).map((claim) => {
    const size = claim.effect_size?.defined
      ? f.result(claim.effect_size.value.estimate, `${claim.id}: effect size`, claim.column, claim)
      : "-";
    const seen = claim.detectable.defined
      ? f.result(claim.detectable.value, `${claim.id}: detectable effect`, claim.column, claim)
      : "-";
    return `| ${f.quote(claim.id, "claim")} | ${claim.outcome} | ${askedText(f, claim)} | ${f.outcome(claim)} | ${size} | ${seen} |`;
  });
  const untested = verdict.claims.filter(({ role }) => role === "not testable");
  return [
    "## Results",
    `| claim | verdict | tested as | estimate | effect size | detectable |\n| --- | --- | --- | --- | --- | --- |\n${rows.join("\n")}`,
    tested(f)
      .map((claim) => `- ${f.quote(claim.id, "claim")} is ${claim.outcome}: ${f.outcome(claim)}.`)
      .join("\n"),
    ...(untested.length === 0
      ? []
      : [
          `Claims that cannot be asked here:\n\n${untested
            .map(({ claim, because }) => `- ${f.quote(claim, "claim")}: ${f.quote(because, "why it is not tested")}`)
            .join("\n")}`,
        ]),
    price(f),
  ].join("\n\n");
};

/** What nobody announced, what it costs among it. */
function price(f: PaperFigures): string {
  const rows = f.verdict.exploratory.flatMap(({ metric, difference }) => {
    const { arm, against, estimate, interval, percent } = difference;
    if (!estimate.defined) return [];
    const of = (value: number, what: string, text?: string) =>
      f.result(value, `exploratory: ${what}`, metric, { arm, versus: against }, text);
    const ends = interval.defined
      ? `${of(interval.value.low, "low end")} to ${of(interval.value.high, "high end")}`
      : "-";
    const share = percent.defined ? of(percent.value, "per cent", `${percent.value.toFixed(1)}%`) : "-";
    return [
      `| ${f.quote(metric, "figure")} | ${f.quote(arm, "arm")} | ${f.quote(against, "arm")} | ${of(estimate.value, "difference")} | ${ends} | ${share} |`,
    ];
  });
  return `Differences that nobody announced, for questions and not for answers; what governance costs is among them:\n\n| figure | arm | against | difference | ${f.ci()} | in per cent |\n| --- | --- | --- | --- | --- | --- |\n${rows.join("\n")}`;
}

export const discussion: PaperSection = (f) => {
  const { limitations, claims } = f.verdict;
  const open = claims.filter(({ outcome }) => outcome === "inconclusive").map(({ id }) => id);
  return [
    "## Discussion",
    "A verdict is on a claim as this population can be asked it: it neither repeats nor refutes the experiment of the paper.",
    `Limitations:\n\n${limitations.map((each) => `- ${f.derived(each, "limitation")}`).join("\n")}`,
    open.length === 0
      ? "Future work: other populations and other mixes of agents."
      : `Future work: more seeds for ${f.quote(open.join(", "), "claims")}, which so many seeds leave open, and other populations.`,
  ].join("\n\n");
};

export const conclusion: PaperSection = (f) =>
  ["## Conclusion", f.derived(f.verdict.summary, "summary of the verdicts")].join("\n\n");

export const reproducibility: PaperSection = (f) => {
  const { commands, files } = f.verdict;
  const lines = commands.map((command) => f.ledger.quote(command.map(fileName).join(" "), "command"));
  const listed = files.map(
    ({ role, file, sha256 }) =>
      `- ${f.quote(`${role}: ${file}`, "file")}, SHA-${f.ledger.words(`256 ${sha256}`, "record", `hash of ${file}`)}`,
  );
  return [
    "## Reproducibility",
    "The same files, seeds and program give the same bytes. Each number of this text is listed with the rows that it comes from in trace.csv beside it.",
    `\`\`\`sh\n${lines.join("\n")}\n\`\`\``,
    listed.join("\n"),
  ].join("\n\n");
};

/** @param citations as `citationsOf` has them */
export const references =
  (citations: readonly string[]): PaperSection =>
  (f) =>
    [
      "## References",
      citations
        .map((text) => `- ${f.ledger.quote(citation(citationKey(text)), "citation")} ${f.quote(text, "citation")}`)
        .join("\n"),
    ].join("\n\n");

/** `"Title" (arXiv:...)`. */
export function paperName(f: PaperFigures): string {
  const { title, arxiv_id, paper_id } = f.verdict.paper;
  const id = arxiv_id !== "" ? `arXiv:${arxiv_id}` : paper_id;
  const name = [title === "" ? "" : `"${title}"`, id === "" || title === "" ? id : `(${id})`].filter(
    (part) => part !== "",
  );
  return f.quote(name.join(" ") || f.verdict.title, "the paper");
}

/** The citation of the paper, after a blank; nothing where no reference is to it. */
function citedPaper({ verdict: { paper, references: all }, ledger }: PaperFigures): string {
  const names = [paper.arxiv_id, paper.citation, paper.title].filter((name) => name !== "");
  const own = all.find((text) => names.some((name) => text.includes(name)));
  return own === undefined ? "" : ` ${ledger.quote(citation(citationKey(own)), "citation")}`;
}

export function tested({ verdict }: PaperFigures): readonly ClaimVerdict[] {
  return verdict.claims.filter(({ role }) => role !== "not testable");
}

/** `difference of toxicity_rate, governed less ungoverned, expected negative` */
function askedText(
  f: PaperFigures,
  { id, kind, metric, arm, versus, expected, threshold, margin }: ClaimVerdict,
): string {
  const against = versus === "" ? arm : `${arm} less ${versus}`;
  const limits = Object.entries({ threshold, margin }).flatMap(([name, value]) =>
    value === null ? [] : [`, ${name} ${f.plan(value, `${id}: ${name}`, short(value))}`],
  );
  return `${kind} of ${f.quote(metric, "figure")}, ${f.quote(against, "arms")}, expected ${expected}${limits.join("")}`;
}

/** Where files lie on the machine of whoever publishes is nobody's business. */
function fileName(path: string): string {
  return path.replace(/^.*[/\\]/, "");
}
