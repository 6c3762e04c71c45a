import { basename } from "node:path";
import { describeFault } from "../../base/errors.js";
import type { CheckOptions, CheckOutcome, MeasuredFile } from "../../waltz/data/check.js";
import { classShares, tierShares } from "../../waltz/data/check-balance.js";
import { tokensOf } from "../../waltz/data/check-lengths.js";
import { type Column, terminalTable } from "../format-table.js";
import { WIDTH, wrap } from "../format-text.js";
import { visible } from "../visible.js";

/** What `checkData` found. */
interface Checked {
  readonly files: readonly MeasuredFile[];
  readonly outcomes: readonly CheckOutcome[];
}

/** The whole report for machines. */
export function dataReportJson({ files, outcomes }: Checked, { limits, allowed }: CheckOptions): unknown {
  return {
    data_check_version: 1,
    passed: outcomes.every(({ passed }) => passed),
    limits,
    allowed_personal_data: allowed,
    files: files.map((file) => ({
      file: file.file,
      agent: file.role,
      side: file.side,
      lines: file.lines,
      empty_lines: file.empty,
      byte_order_mark: file.bom,
      examples: file.examples.length,
      without_facts: file.examples.filter(({ known }) => !known).length,
      groups: new Set(file.examples.map(({ facts }) => facts.group)).size,
      classes: Object.fromEntries(classShares(file)),
      difficulty: { mean: meanDifficulty(file), ...Object.fromEntries(tierShares(file)) },
      tokens: lengthsOf(file),
    })),
    checks: outcomes,
  };
}

/** The same for a terminal of 100 columns. */
export function dataReportAsText({ files, outcomes }: Checked, report: string | undefined): string {
  const faults = outcomes.filter(({ faults: own }) => own.length > 0);
  return [
    filesTable(files),
    sharesTable("class", files, classShares),
    sharesTable("difficulty", files, tierShares),
    outcomesText(outcomes),
    ...faults.map(({ check, faults: own }) =>
      [check, ...own.map((fault) => `  ${visible(describeFault(fault))}`)].join("\n"),
    ),
    ...(report === undefined ? [] : [`report: ${report}`]),
  ].join("\n\n");
}

function filesTable(files: readonly MeasuredFile[]): string {
  const right = (head: string): Column => ({ head, align: "right" });
  const heads = ["examples", "groups", "without facts", "difficulty", "prompt tokens", "answer tokens"].map(right);
  const rows = files.map((file) => {
    const { prompt, answer } = lengthsOf(file);
    return [
      basename(file.file),
      String(file.examples.length),
      String(new Set(file.examples.map(({ facts }) => facts.group)).size),
      String(file.examples.filter(({ known }) => !known).length),
      meanDifficulty(file)?.toFixed(3) ?? "-",
      prompt === null ? "-" : `${prompt.median} (${prompt.max})`,
      answer === null ? "-" : `${answer.median} (${answer.max})`,
    ];
  });
  const note = wrap(
    "difficulty: mean of 1 - the probability of the right class by naive Bayes on words, learnt without the example's group; " +
      "tokens: median and most, one for four characters",
    WIDTH,
  );
  return [terminalTable([{ head: "file", align: "left" }, ...heads], rows), ...note].join("\n");
}

function sharesTable(
  head: string,
  files: readonly MeasuredFile[],
  sharesIn: (file: MeasuredFile) => ReadonlyMap<string, number>,
): string {
  const names = [...new Set(files.flatMap((file) => [...sharesIn(file).keys()]))];
  const columns: Column[] = [{ head, align: "left" }, ...names.map((name): Column => ({ head: name, align: "right" }))];
  const rows = files.map((file) => {
    const shares = sharesIn(file);
    const cell = (name: string) => (shares.has(name) ? `${(100 * (shares.get(name) ?? 0)).toFixed(1)} %` : "-");
    return [basename(file.file), ...names.map(cell)];
  });
  return terminalTable(columns, rows);
}

function outcomesText(outcomes: readonly CheckOutcome[]): string {
  const widest = Math.max(...outcomes.map(({ check }) => check.length));
  return outcomes
    .map(({ check, passed, summary }) => `${passed ? "PASS" : "FAIL"}  ${check.padEnd(widest)}  ${summary}`)
    .join("\n");
}

function meanDifficulty({ examples }: MeasuredFile): number | null {
  if (examples.length === 0) return null;
  return examples.reduce((sum, { difficulty }) => sum + difficulty, 0) / examples.length;
}

function lengthsOf({ examples }: MeasuredFile) {
  const tokens = examples.map(tokensOf);
  const summary = (values: readonly number[]) => {
    if (values.length === 0) return null;
    const sorted = [...values].sort((a, b) => a - b);
    return { min: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
  };
  return { prompt: summary(tokens.map(({ prompt }) => prompt)), answer: summary(tokens.map(({ answer }) => answer)) };
}
