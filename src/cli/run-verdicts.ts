import { styleText } from "node:util";
import { thousands } from "../base/thousands.js";
import type { Verdict } from "../metrics/criteria.js";
import type { Manifest } from "../records/manifest.js";
import { formatNumbers } from "./format-number.js";
import { hangingTable } from "./format-text.js";
import { visible } from "./visible.js";

/** Warnings of one file that are shown; the manifest has all. */
const WARNINGS = 20;

/** PASS, FAIL or not checkable for each criterion, with what was measured or why it was not. */
export function criteriaSection(criteria: readonly Verdict[]): string {
  const title = styleText("bold", "Success criteria");
  if (criteria.length === 0) return `${title}\n  none`;
  const rows = criteria.map((verdict) => [verdict.verdict, verdict.key, standing(verdict)]);
  const style = (cell: string, column: number) => (column === 0 ? coloured(cell) : cell);
  return `${title}\n${hangingTable(rows, { style })}`;
}

/** `0.289 (at most 0.5)`, or the reason why there is nothing to compare. */
function standing(verdict: Verdict): string {
  if (verdict.verdict === "not checkable") return verdict.reason;
  const { measured, direction, limit } = verdict;
  const shown = Number.isInteger(measured) ? thousands(measured) : formatNumbers([measured])[0];
  return `${shown} (${direction} ${limit})`;
}

function coloured(cell: string): string {
  if (cell.startsWith("PASS")) return styleText("green", cell);
  return styleText(cell.startsWith("FAIL") ? "red" : "yellow", cell);
}

/** What is worth knowing, by file. */
export function warningsSection(warnings: Manifest["warnings"]): string {
  const title = styleText("bold", "Warnings");
  if (warnings.length === 0) return `${title}\n  none`;
  const files = new Map<string, Manifest["warnings"]>();
  for (const warning of warnings) {
    const file = warning.file ?? "";
    files.set(file, [...(files.get(file) ?? []), warning]);
  }
  const blocks = [...files].flatMap(([file, own]) => {
    const rows = own.slice(0, WARNINGS).map(({ line, column, message }) => {
      return [line === undefined ? "" : `${line}:${column ?? 1}`, visible(message)];
    });
    const more = own.length - rows.length;
    return [
      ...(file === "" ? [] : [`  ${visible(file)}`]),
      hangingTable(rows, { indent: 4 }),
      ...(more > 0 ? [`    and ${more} more: see the manifest`] : []),
    ];
  });
  return [title, ...blocks].join("\n");
}
