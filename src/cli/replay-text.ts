import { styleText } from "node:util";
import { counted, fileSize, hangingTable, WIDTH, wrap } from "./format-text.js";
import type { FileReport, LineDifference, ReplayReport } from "./replay-report.js";
import { visible } from "./visible.js";

const NAMES = { events: "event log", metrics: "metrics table", agents: "agents table" } as const;

/** Characters of a line that are shown, at most. */
const LONGEST = 2_000;

/** What a replay came to, for a terminal of 100 columns; lines that differ are shown as they are. */
export function replayText(report: ReplayReport): string {
  const { identical, against, scenario, seed, semantics, files, notes } = report;
  const verdict = styleText("bold", identical ? styleText("green", "identical") : styleText("red", "different"));
  return [
    `${verdict}: ${scenario}, seed ${seed}, ${semantics} semantics, held against ${against}`,
    hangingTable(files.flatMap(fileRows)),
    ...files.flatMap(({ role, path, difference }) => (difference === undefined ? [] : [shown(role, path, difference)])),
    ...notes.map((note) => wrap(visible(note), WIDTH).join("\n")),
  ].join("\n");
}

/** What the file is and how it stands; where it is identical, with the hash that both versions have. */
function fileRows(file: FileReport): readonly (readonly string[])[] {
  const { role, path, outcome, bytes = 0, lines = 0, sha256, sha256_in_manifest: other } = file;
  const rows = [[NAMES[role], outcome, visible(path)]];
  if (sha256 === undefined) return rows;
  const count = role === "events" ? counted(lines, "event") : counted(lines - 1, "row");
  rows.push(["", "", `${count}, ${fileSize(bytes)}`], ["", "", `sha256 ${sha256}`]);
  if (other !== undefined) rows.push(["", "", `but the manifest states ${other}`]);
  return rows;
}

function shown(role: FileReport["role"], path: string, difference: LineDifference): string {
  const { line, about, on_disk, expected } = difference;
  const lines = [`  file: ${cut(on_disk)}`, ...(expected === null ? [] : [`  run:  ${cut(expected)}`])];
  return [`${visible(path)}:${line}: ${about} ${how(role, difference)}`, ...lines].join("\n");
}

function how(role: FileReport["role"], { in: what, field, value_on_disk, value_expected }: LineDifference): string {
  const value = (of: unknown) => (role === "events" ? JSON.stringify(of) : of === "" ? "an empty cell" : String(of));
  switch (what) {
    case "a value":
      return `differs first in ${field}: ${visible(value(value_on_disk))} in the file, ${visible(value(value_expected))} expected`;
    case "writing":
      return "has the same values in another writing";
    case "form":
      return `is no ${role === "events" ? "event" : "such row"} in the file`;
    case "length":
      return "the file goes on";
  }
}

function cut(line: string): string {
  return visible(line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line);
}
