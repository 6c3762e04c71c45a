import type { Difference, Summary } from "../analysis/summary.js";
import { formatNumbers, NOT_DEFINED } from "./format-number.js";
import { type Column, markdownTable, terminalTable } from "./format-table.js";
import { visible } from "./visible.js";

/** The metrics of one table. */
export interface Analysis {
  readonly file: string;
  readonly epochs: readonly number[];
  /** By metric. A metric of another table can be missing. */
  readonly summaries: ReadonlyMap<string, Summary>;
  /** Against the first table, by metric; empty for the first one. */
  readonly differences: ReadonlyMap<string, Difference>;
}

/** The analyses as aligned tables for a terminal of 100 columns; ends without a line end. */
export function analysesForTerminal(analyses: readonly Analysis[]): string {
  const shown = sections(analyses);
  const blocks = shown.flatMap(({ title, tables }) => [
    title,
    ...tables.map(({ columns, rows }) => terminalTable(columns, rows)),
  ]);
  return [...blocks, notes(analyses, shown).join("\n")].join("\n\n");
}

/** The same as Markdown, to paste into a note. */
export function analysesForMarkdown(analyses: readonly Analysis[]): string {
  const shown = sections(analyses);
  const blocks = shown.flatMap(({ title, tables }) => [
    `### ${title}`,
    ...tables.map(({ columns, rows }) => markdownTable(columns, rows)),
  ]);
  return [...blocks, ...notes(analyses, shown)].join("\n\n");
}

interface Section {
  readonly title: string;
  readonly tables: readonly { readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }[];
}

const METRIC: Column = { head: "metric", align: "left" };
const figure = (head: string): Column => ({ head, align: "point" });
const LEVEL = [METRIC, { head: "data", align: "right" } as const, ...["mean", "sd", "min", "max"].map(figure)];
const COURSE = [METRIC, ...["1st half", "2nd half", "change", "slope", "95 % from", "to"].map(figure)];

function sections(analyses: readonly Analysis[]): readonly Section[] {
  const several = analyses.length > 1;
  const each = analyses.map((analysis, at): Section => {
    const summaries = [...analysis.summaries];
    return {
      title: `${several ? `${label(at)}: ` : ""}${visible(analysis.file)}, ${describeEpochs(analysis.epochs)}`,
      tables: [
        { columns: LEVEL, rows: summaries.map(([metric, summary]) => levelRow(metric, summary)) },
        { columns: COURSE, rows: summaries.map(([metric, summary]) => courseRow(metric, summary)) },
      ],
    };
  });
  return several ? [...each, sideBySide(analyses)] : each;
}

function levelRow(metric: string, { withData, epochs, mean, sd, min, max }: Summary): readonly string[] {
  return [metric, `${withData}/${epochs}`, ...formatNumbers([mean, sd, min, max])];
}

function courseRow(metric: string, { firstHalf, secondHalf, change, trend }: Summary): readonly string[] {
  const halves = formatNumbers([firstHalf, secondHalf, change]);
  return [metric, ...halves, ...formatNumbers([trend.slope, trend.low, trend.high])];
}

/** For each metric a row per table, so that the width does not grow with the number of tables. */
function sideBySide(analyses: readonly Analysis[]): Section {
  const metrics = new Set(analyses.flatMap(({ summaries }) => [...summaries.keys()]));
  const rows = [...metrics].flatMap((metric) => {
    const summaries = analyses.map((analysis) => analysis.summaries.get(metric));
    const differences = analyses.map((analysis) => analysis.differences.get(metric));
    const columns = [
      summaries.map((summary) => summary?.mean),
      differences.map((difference) => difference?.mean),
      summaries.map((summary) => summary?.secondHalf),
      differences.map((difference) => difference?.secondHalf),
    ];
    const shown = formatNumbers(columns.flat());
    const cell = (column: number, at: number) => shown[column * analyses.length + at] ?? "";
    return analyses.map((_, at) => {
      const against = (text: string) => (at === 0 ? "" : text);
      const percent = formatPercent(differences[at]?.percent);
      const figures = [cell(0, at), against(cell(1, at)), against(percent), cell(2, at), against(cell(3, at))];
      return [at === 0 ? metric : "", label(at), ...figures];
    });
  });
  const heads = ["mean", "minus A", "in %", "2nd half", "minus A"].map(figure);
  return {
    title: "Side by side",
    tables: [{ columns: [METRIC, { head: "", align: "left" }, ...heads], rows }],
  };
}

function formatPercent(percent: number | undefined): string {
  return percent === undefined || Math.abs(percent) >= 1e6 ? (formatNumbers([percent])[0] ?? "") : percent.toFixed(1);
}

function notes(analyses: readonly Analysis[], shown: readonly Section[]): readonly string[] {
  return [
    "data: epochs with a value. sd: standard deviation over epochs (n - 1).",
    "1st half: the first half of the epochs; of an odd count the middle one belongs to the 2nd half.",
    "slope: least squares, per epoch, with its 95 % t interval. Epochs of a run depend on each other,\nso the interval describes this run and proves nothing beyond it.",
    ...(analyses.length > 1
      ? ["minus A: difference from table A; two runs differ by chance too, so compare several seeds."]
      : []),
    ...(shown.some(isPartlyUndefined)
      ? ["-: not defined, for want of data (sd and slope need 2 epochs, the interval 3)."]
      : []),
  ];
}

function isPartlyUndefined({ tables }: Section): boolean {
  return tables.some(({ rows }) => rows.some((row) => row.includes(NOT_DEFINED)));
}

function describeEpochs(epochs: readonly number[]): string {
  const [first = 0, last = first] = [epochs[0], epochs.at(-1)];
  if (epochs.length === 1) return `1 epoch (${first})`;
  const missing = last - first + 1 - epochs.length;
  return `${epochs.length} epochs (${first} to ${last}${missing === 0 ? "" : `, ${missing} missing`})`;
}

/** A, B, ..., Z, AA, AB, ... */
function label(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : label(Math.floor(at / 26) - 1) + last;
}
