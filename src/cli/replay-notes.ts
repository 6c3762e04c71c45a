import { fingerprint } from "../records/canonical-json.js";
import type { Replay } from "../records/replay-run.js";
import { scenarioToday } from "../records/scenario-today.js";
import type { StoredManifest } from "../records/stored-manifest.js";
import { TOOL } from "../records/tool.js";
import { BUILT_IN } from "../scenario/extensions.js";

/** What may explain a difference, and what was not compared. */
export function replayNotes(manifest: StoredManifest, { scenario, files }: Replay): readonly string[] {
  const { tool, run } = manifest;
  const notes: string[] = [];
  if (tool.name !== TOOL.name || tool.version !== TOOL.version) {
    notes.push(`The run was made by ${tool.name} ${tool.version}; this is ${TOOL.name} ${TOOL.version}.`);
  }
  const machine = `${process.version} on ${process.platform} ${process.arch}`;
  const agree = files.every(({ comparison }) => comparison?.kind === "identical");
  if (!agree && `${run.node} on ${run.platform}` !== machine) {
    notes.push(`The run was made with Node.js ${run.node} on ${run.platform}; this is ${machine}.`);
  }
  if (scenario === undefined) return notes;
  if (fingerprint(scenario.spec) !== manifest.scenario.parameters_sha256) {
    notes.push("Keys that the manifest lacks took the defaults of this version.");
  }
  notes.push(...notWritten(manifest), ...fileNotes(manifest));
  return notes;
}

function notWritten({ files }: StoredManifest): readonly string[] {
  const roles = files.map(({ role }) => role);
  return [
    ...(roles.includes("events") ? [] : ["The run wrote no event log: its tables alone are compared."]),
    ...(roles.includes("metrics") ? [] : ["The run wrote no metrics table."]),
  ];
}

function fileNotes(manifest: StoredManifest): readonly string[] {
  const { file } = manifest.scenario;
  const today = scenarioToday(manifest, BUILT_IN);
  if (today.kind === "as it was") return [];
  if (today.kind === "unreadable") {
    return [`The scenario file ${file} cannot be read as it was (${today.why}); the manifest was replayed.`];
  }
  const [first] = today.differences;
  const more = today.differences.length - 1;
  const example =
    first === undefined
      ? ""
      : `: ${first.path} was ${JSON.stringify(first.first)} and is ${JSON.stringify(first.second)}${more > 0 ? `, and ${more} more` : ""}`;
  return [`The scenario file ${file} has changed since the run${example}; the manifest was replayed.`];
}
