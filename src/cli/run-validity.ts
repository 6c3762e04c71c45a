import { styleText } from "node:util";
import { checkRun } from "../analysis/validity/check-runs.js";
import type { Manifest } from "../records/manifest.js";
import { digestOf } from "../scenario/digest.js";
import type { RunResult } from "../scenario/simulate.js";
import type { Scenario } from "../scenario/spec.js";
import { hangingTable } from "./format-text.js";
import { visible } from "./visible.js";

type Findings = NonNullable<Manifest["validity"]>;

/** The look that `swarm run` takes at every run. */
export function examineRun(scenario: Scenario, result: RunResult): Findings {
  return [...checkRun(scenario, digestOf(scenario, result, true))];
}

/**
 * What keeps a run from showing what it seems to show, the most serious first, each with what to do about it; of notes
 * that is in the manifest alone.
 */
export function validitySection(findings: Findings): string {
  const title = styleText("bold", "Validity");
  if (findings.length === 0) return `${title}\n  nothing found`;
  const rows = findings.flatMap(({ severity, message, advice }) => [
    [severity, `${visible(message)}.`],
    ...(severity === "note" ? [] : [["", `-> ${visible(advice)}`]]),
  ]);
  return `${title}\n${hangingTable(rows, { style })}`;
}

const COLOURS: Readonly<Record<string, "red" | "yellow" | "cyan">> = {
  serious: "red",
  warning: "yellow",
  note: "cyan",
};

function style(cell: string, column: number): string {
  const colour = column === 0 ? COLOURS[cell.trim()] : undefined;
  return colour === undefined ? cell : styleText(colour, cell);
}
