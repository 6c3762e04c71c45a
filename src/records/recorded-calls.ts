import { resolve } from "node:path";
import { Redactor } from "../llm/redact.js";
import { Replay } from "../llm/replay.js";
import { type FoundManifest, recordedFile } from "./find-manifest.js";
import { readCalls } from "./read-calls.js";

/**
 * Answers the calls of a run from the record that the run wrote, or that it was itself replayed from. Undefined where the
 * run has none.
 *
 * @throws InputError where the record cannot be read
 */
export function recordedCalls(found: FoundManifest): Replay | undefined {
  const { inputs = [], run } = found.manifest;
  const replayed = inputs.find(({ role }) => role === "calls");
  const file = recordedFile(found, "calls") ?? (replayed && resolve(run.working_directory, replayed.path));
  if (file === undefined) return undefined;
  return new Replay({ file, calls: readCalls(file).calls, redactor: new Redactor(process.env) });
}
