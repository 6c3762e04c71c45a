import type { Block, Chart, ReportDocument, ReportTable, Section } from "../../analysis/report/document.js";
import { intervalPlot } from "../../analysis/report/interval-plot.js";
import { figure, figureOf, numbers, pText, rangeText, words } from "../../analysis/report/report-numbers.js";
import { filesSection, repeatSection, validitySection } from "../../analysis/report/shared-sections.js";
import { unitOf } from "./claim-figures.js";
import type { ClaimVerdict, StudyVerdict } from "./verdict.js";

/** The report of a study. */
export function studyReport(verdict: StudyVerdict): ReportDocument {
  const { title, hypothesis, summary, tool, limitations, references, commands, files } = verdict;
  return {
    kind: "study",
    title: `Study of "${title}"`,
    question: `Does it hold here that ${hypothesis.replace(/[.?!]+$/, "")}?`,
    verdict: summary,
    tool,
    sections: [
      claimsSection(verdict),
      askedSection(verdict),
      registrationSection(verdict),
      exploratorySection(verdict),
      gatesSection(verdict),
      validitySection(verdict.validity),
      { id: "limitations", title: "Limitations", blocks: [{ kind: "list", items: limitations }] },
      repeatSection(commands.map((command) => [command.slice(1, 3).join(" "), command])),
      filesSection(files.map(({ role, file, bytes, sha256 }) => ({ role, path: file, bytes, sha256 }))),
      { id: "references", title: "References", blocks: [{ kind: "list", items: references }] },
    ],
  };
}

function claimsSection({ claims, design }: StudyVerdict): Section {
  const tested = claims.filter(({ role }) => role !== "not testable");
  const rows = tested.map((claim) => [
    claim.id,
    claim.outcome,
    claim.claim,
    askedText(claim),
    figureOf(claim.estimate),
    rangeText(claim.interval),
    claim.effect_size?.defined ? figure(claim.effect_size.value.estimate) : "-",
    pText(claim.p),
    pText(claim.p_corrected),
    figureOf(claim.detectable),
  ]);
  const table: ReportTable = {
    caption:
      `Claims that were tested, the primary one (${tested.find(({ role }) => role === "primary")?.id}) among them; p corrected ` +
      `by ${design.correction.method} over ${design.correction.family}; detectable: a true effect that this many seeds find ` +
      `with a chance of ${100 * design.power} %`,
    columns: [
      ...["claim", "verdict", "what the paper says", "tested as"].map(words),
      ...["estimate", "95 % interval", "effect size d_z", "p", "corrected p", "detectable"].map(numbers),
    ],
    rows,
  };
  const why: Block = {
    kind: "list",
    items: tested.map(({ id, outcome, because }) => `${id}: ${outcome}: ${because}.`),
  };
  const untested = claims.filter(({ role }) => role === "not testable");
  const rest: readonly Block[] =
    untested.length === 0
      ? []
      : [
          {
            kind: "table",
            table: {
              caption: "Claims that cannot be tested here",
              columns: ["what the paper says", "where", "why not"].map(words),
              rows: untested.map(({ claim, where, because }) => [claim, where || "-", because]),
            },
          },
        ];
  const charts = chartsOf(tested).map((chart): Block => ({ kind: "chart", chart }));
  return { id: "claims", title: "The claims", blocks: [{ kind: "table", table }, why, ...charts, ...rest] };
}

/** `difference of toxicity_rate, targeted less ungoverned, expected negative` */
function askedText({ kind, metric, arm, versus, expected, threshold, margin, min_effect }: ClaimVerdict): string {
  const against = versus === "" ? arm : `${arm} less ${versus}`;
  const limits = Object.entries({ threshold, margin, "smallest that matters": min_effect })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`);
  return [`${kind} of ${metric}`, against, `expected ${expected}`, ...limits].join(", ");
}

/** One plot per unit of what is held against 0: levels have a place of their own. */
function chartsOf(claims: readonly ClaimVerdict[]): readonly Chart[] {
  const byUnit = new Map<string, ClaimVerdict[]>();
  for (const claim of claims) {
    if (claim.kind === "level" || !claim.estimate.defined) continue;
    const unit = unitOf(claim);
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), claim]);
  }
  return [...byUnit].map(([unit, drawn]) => chartOf(unit, drawn));
}

function chartOf(unit: string, claims: readonly ClaimVerdict[]): Chart {
  const id = `claims-${unit.replaceAll(/[^a-z]+/gi, "-").toLowerCase()}`;
  const rows = claims.flatMap(({ id: name, column, estimate, interval, outcome }) => {
    if (!estimate.defined) return [];
    const ends = interval.defined ? ([interval.value.low, interval.value.high] as const) : null;
    return [{ label: `${name} ${column}`, series: outcome, estimate: estimate.value, interval: ends }];
  });
  return {
    id,
    title: `Claims in ${unit}: estimates with 95 % intervals`,
    description: rows.map(({ label, series, estimate }) => `${label}: ${figure(estimate)}, ${series}`).join("; "),
    spec: intervalPlot(rows, { axis: unit, reference: 0 }),
    figures: {
      caption: `Estimates, ${unit}`,
      columns: [words("claim"), words("verdict"), numbers("estimate"), numbers("95 % interval")],
      rows: claims.map((claim) => [
        `${claim.id} ${claim.column}`,
        claim.outcome,
        figureOf(claim.estimate),
        rangeText(claim.interval),
      ]),
    },
  };
}

function askedSection({ paper, design, arms }: StudyVerdict): Section {
  const { first, step, count } = design.seeds;
  const rows: readonly (readonly string[])[] = [
    ["paper", [paper.title, paper.paper_id].filter((part) => part !== "").join(", ")],
    ["claims read by", paper.annotator || "-"],
    ["seeds", `${count} from ${first} in steps of ${step}, the same in every arm`],
    ["figure of a run", "pooled over its interactions; trends are slopes over its epochs"],
    [
      "correction",
      `${design.correction.method}, ${design.correction.family} tests; below ${design.alpha} counts as shown`,
    ],
  ];
  return {
    id: "asked",
    title: "How it was asked",
    blocks: [
      { kind: "table", table: { caption: "The design", columns: [words("what"), words("value")], rows } },
      {
        kind: "table",
        table: {
          caption: "The arms, the control first, with the rows of the results table",
          columns: [
            words("arm"),
            words("role"),
            words("scenario"),
            words("stands for"),
            numbers("runs"),
            numbers("failed"),
          ],
          rows: arms.map(({ name, role, scenario, stands_for, runs }) => [
            name,
            role,
            scenario,
            stands_for || "-",
            `${runs.first} to ${runs.last}`,
            String(runs.failed),
          ]),
        },
      },
    ],
  };
}

function registrationSection({ registration }: StudyVerdict): Section {
  const { hash, locked_hash, deviations, status } = registration;
  const kept: Block = {
    kind: "text",
    text:
      status === "confirmatory"
        ? `The plan was locked before the first run as ${locked_hash}, every row of the table carries that hash, and nothing deviates from it.`
        : `The plan was locked as ${locked_hash} and changed afterwards; the rows carry ${hash}. Everything here is exploratory.`,
  };
  if (deviations.length === 0) return { id: "registration", title: "Registration", blocks: [kept] };
  const table: ReportTable = {
    caption: "Deviations from the locked plan",
    columns: ["severity", "field", "registered", "actual"].map(words),
    rows: deviations.map(({ severity, field, registered, actual }) => [severity, field, registered, actual]),
  };
  return { id: "registration", title: "Registration", blocks: [kept, { kind: "table", table }] };
}

function exploratorySection({ exploratory }: StudyVerdict): Section {
  const table: ReportTable = {
    caption:
      "Differences that nobody announced, what it costs among them; not corrected, for questions and not for answers",
    columns: [
      ...["figure", "unit", "arm", "against"].map(words),
      ...["difference", "95 % interval", "in per cent", "correlation over seeds"].map(numbers),
    ],
    rows: exploratory.map(({ metric, unit, difference: { arm, against, estimate, interval, percent, pairing } }) => [
      metric,
      unit,
      arm,
      against,
      figureOf(estimate),
      rangeText(interval),
      figureOf(percent),
      pairing.defined ? figure(pairing.value.correlation) : "-",
    ]),
  };
  return { id: "exploratory", title: "Exploratory", blocks: [{ kind: "table", table }] };
}

function gatesSection({ gates }: StudyVerdict): Section {
  const table: ReportTable = {
    caption: "Gates over recorded facts",
    columns: ["gate", "check", "status", "what was found"].map(words),
    rows: gates.flatMap(({ gate_name, checks }) =>
      checks.map(({ name, status, message }) => [gate_name, name, status, message]),
    ),
  };
  const lines = gates.map(({ gate_name, passed }) => `${gate_name}: ${passed ? "passed" : "FAILED"}`);
  return {
    id: "gates",
    title: "Quality gates",
    blocks: [
      { kind: "list", items: lines },
      { kind: "table", table },
    ],
  };
}
