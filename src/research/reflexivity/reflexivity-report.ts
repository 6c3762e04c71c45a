import type { Block, ReportDocument, ReportTable, Section } from "../../analysis/report/document.js";
import { figure, figureOf, numbers, pText, rangeText, words } from "../../analysis/report/report-numbers.js";
import { filesSection, repeatSection } from "../../analysis/report/shared-sections.js";
import { short } from "../../analysis/validity/words.js";
import type { Reflexivity } from "./reflexivity.js";

/** The analysis as a page of its own. */
export function reflexivityReport(found: Reflexivity): ReportDocument {
  const { finding, tool, command, files } = found;
  return {
    kind: "study",
    title: `Reflexivity of claim ${finding.claim} of "${found.study}"`,
    question: `Does it still hold where agents know it: ${finding.statement}?`,
    verdict: classText(found),
    tool,
    sections: [
      reflexivitySection(found),
      { id: "limitations", title: "Limitations", blocks: [{ kind: "list", items: limitationsOf(found) }] },
      repeatSection([["research reflexivity", command]]),
      filesSection(files.map(({ role, file, bytes, sha256 }) => ({ role, path: file, bytes, sha256 }))),
    ],
  };
}

/** `fragile: knowing it changes the figures, attacks evaded. ...` */
export function classText({ classification, shadow, attacks, epistemic_note }: Reflexivity): string {
  const knowing = { same: "changes nothing that matters", changed: "changes the figures", open: "is not settled" };
  return `${classification}: knowing it ${knowing[shadow.outcome]}, attacks: ${attacks.outcome}. ${epistemic_note}`;
}

/** What a report of the study itself can show. */
export function reflexivitySection(found: Reflexivity): Section {
  const blocks: readonly Block[] = [
    { kind: "text", text: classText(found) },
    { kind: "table", table: shadowTable(found) },
    ...(found.finding_again.length === 0 ? [] : [{ kind: "table", table: againTable(found) } as const]),
    { kind: "table", table: attackTable(found) },
    { kind: "table", table: goodhartTable(found) },
    { kind: "table", table: checkpointTable(found) },
  ];
  return { id: "reflexivity", title: "Does it survive being known?", blocks };
}

/** What a reader has to keep in mind. */
function limitationsOf({ reactions, seeds, classification_by_size, shadow }: Reflexivity): readonly string[] {
  const changed = Object.entries(reactions.changed)
    .map(([arm, agents]) => `${arm} ${agents}`)
    .join(", ");
  const overall = figure(shadow.overall_divergence);
  return [
    `What agents do who know the finding is assumed (${reactions.source}): scripted agents read nothing, and follow another rule of conduct instead. Agents whose conduct changes: ${changed}.`,
    `Nothing of this was announced before the first run: it is exploratory. ${seeds.count} seeds, the same in every arm.`,
    `By the reference system's formulas the same runs come out ${classification_by_size} (overall divergence ${overall}): those weigh sizes and test nothing.`,
  ];
}

function shadowTable({ shadow }: Reflexivity): ReportTable {
  return {
    caption:
      "Known less withheld, same seeds; the same where two one-sided tests put the change within the margin, changed where " +
      "it is shown to be beyond (p by Holm over the figures)",
    columns: [
      ...["figure", "unit", "outcome"].map(words),
      ...["margin", "change", "95 % interval", "p within", "p beyond", "divergence"].map(numbers),
    ],
    rows: shadow.metrics.map(({ metric, unit, outcome, margin, difference, ...p }) => [
      metric,
      unit,
      outcome,
      short(margin),
      figureOf(difference.estimate),
      rangeText(difference.interval),
      pText(p.p_same),
      pText(p.p_changed_corrected),
      figure(p.divergence),
    ]),
  };
}

function againTable({ finding_again, finding }: Reflexivity): ReportTable {
  return {
    caption: `The finding again, among agents that know it; published: ${finding.statement}`,
    columns: [words("among"), words("holds"), numbers("difference"), numbers("95 % interval")],
    rows: finding_again.map(({ among, holds, difference }) => [
      among,
      holds ? "yes" : "not shown",
      figureOf(difference.estimate),
      rangeText(difference.interval),
    ]),
  };
}

function attackTable({ attacks }: Reflexivity): ReportTable {
  return {
    caption:
      "Attacked less baseline, same seeds; held where every figure is shown to stay short of its threshold, evaded where " +
      "one is shown to be past it (p by Holm over all); the rate is the share of seeds past any threshold",
    columns: [
      ...["strategy", "outcome", "figure"].map(words),
      ...["threshold", "change", "95 % interval", "p held", "p evaded", "rate"].map(numbers),
    ],
    rows: attacks.attacks.flatMap(({ strategy, outcome, metrics, evasion_rate }) =>
      metrics.map(({ metric, threshold, degradation, p_held, p_evaded_corrected }) => [
        strategy,
        outcome,
        metric,
        short(threshold),
        figureOf(degradation.estimate),
        rangeText(degradation.interval),
        pText(p_held),
        pText(p_evaded_corrected),
        short(evasion_rate),
      ]),
    ),
  };
}

function goodhartTable({ goodhart }: Reflexivity): ReportTable {
  const told = (value: boolean | null) => (value === null ? "-" : value ? "yes" : "no");
  return {
    caption: "Whether the published figure still stands for what it was taken for (Goodhart)",
    columns: [
      ...[
        "strategy",
        "published figure",
        "shown to be better",
        "others shown to be worse",
        "gaming suspected",
        "gamed by level",
      ].map(words),
      numbers("mean of the measures of harm"),
      words("measures agree"),
    ],
    rows: goodhart.map(
      ({ strategy, published, better, worse, gaming_suspected, gamed_by_level, composite, consistent }) => [
        strategy,
        published,
        told(better),
        worse.join(", ") || "none",
        told(gaming_suspected),
        told(gamed_by_level),
        figure(composite),
        told(consistent),
      ],
    ),
  };
}

function checkpointTable({ checkpoints, publication_effect }: Reflexivity): ReportTable {
  const names = Object.keys(checkpoints[0]?.metrics ?? {});
  return {
    caption:
      "Checkpoints: T0 and T1 the halves of the runs in which nobody knows, T2 the second half of those in which all do; " +
      "the effect is T2 less T1",
    columns: [words("figure"), ...checkpoints.map(({ label }) => numbers(label)), numbers("effect of publishing")],
    rows: names.map((name) => [
      name,
      ...checkpoints.map(({ metrics }) => figure(metrics[name])),
      figure(publication_effect?.[name]),
    ]),
  };
}
