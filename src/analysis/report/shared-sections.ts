import { citationsFor } from "./citations.js";
import { commandLine } from "./command-line.js";
import type { Block, ReportFinding, Section } from "./document.js";
import { numbers, words } from "./report-numbers.js";
import type { RecordedFile } from "./run-record.js";

const SEVERITY = ["serious", "warning", "note"] as const;

/** What keeps the runs from showing what they seem to show, the worst first. `null`: nobody looked. */
export function validitySection(findings: readonly ReportFinding[] | null | undefined): Section {
  return { id: "validity", title: "Is it valid?", blocks: [validityBlock(findings)] };
}

function validityBlock(findings: readonly ReportFinding[] | null | undefined): Block {
  if (findings === null || findings === undefined) {
    return { kind: "text", text: "Nobody looked: there is no record of a check of validity." };
  }
  if (findings.length === 0) return { kind: "text", text: "Every check was made, and none found anything." };
  const sorted = SEVERITY.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return { kind: "findings", findings: sorted };
}

/** @param commands each word by word, with what it does */
export function repeatSection(commands: readonly (readonly [does: string, command: readonly string[]])[]): Section {
  const lines = commands.flatMap(([does, command]) => [`# ${does.replaceAll(/\s+/g, " ")}`, commandLine(command)]);
  return { id: "repeat", title: "To repeat it", blocks: [{ kind: "commands", lines }] };
}

/** The files that all figures come from. */
export function filesSection(files: readonly RecordedFile[]): Section {
  const table = {
    caption: "Files that the figures come from",
    columns: [words("what"), words("file"), numbers("bytes"), words("SHA-256")],
    rows: files.map(({ role, path, bytes, sha256 }) => [role, path, String(bytes), sha256]),
  };
  return { id: "files", title: "Files", blocks: [{ kind: "table", table }] };
}

export function referencesSection(scenarios: readonly string[]): Section {
  return { id: "references", title: "References", blocks: [{ kind: "list", items: citationsFor(scenarios) }] };
}
