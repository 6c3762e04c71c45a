import { existsSync } from "node:fs";
import type { Command } from "@commander-js/extra-typings";
import { type Fault, InputError } from "../base/errors.js";
import { defineCommand, EXIT } from "../contract/command.js";
import { type FoundManifest, manifestBeside, recordedFile } from "../records/find-manifest.js";
import { recordedCalls } from "../records/recorded-calls.js";
import { type Replay, type ReplayedFile, replayRun } from "../records/replay-run.js";
import { replayTable } from "../records/replay-table.js";
import { readManifest } from "../records/stored-manifest.js";
import type { ScenarioSpec } from "../scenario/spec.js";
import { counted } from "./format-text.js";
import { interruptible } from "./interruptible.js";
import { RunProgress } from "./progress.js";
import { replayNotes } from "./replay-notes.js";
import { reportOf } from "./replay-report.js";
import { replayText } from "./replay-text.js";

/** `swarm replay`: a run again, to prove that its files are what it gives. */
export const replayCommand = defineCommand({
  name: "replay",
  register(program: Command): void {
    program
      .command("replay")
      .description(
        "Run a recorded run again, from its manifest, and compare event log and tables byte for byte with what comes " +
          "out. Ends with 0 when they are identical, and with 1 when they are not: then the first event or row that " +
          "differs is shown in both versions. Files that are cut, missing or unreadable end it with 2.",
      )
      .argument("<log>", "event log of a run, or its manifest (.json) where the run wrote no log")
      .option("--manifest <path>", "manifest of the run (default: the one beside the log)")
      .option("--from-log", "run nothing: work out the metrics table from the log alone and compare that")
      .option("--json", "print the outcome as JSON")
      .action(async (given, { manifest, fromLog, json }) => {
        const log = given.endsWith(".json") ? undefined : given;
        const found = manifestOf(given, manifest);
        refuseMissing(log, found);
        const replay = fromLog ? await fromLogAlone(found, log) : await again(found, log);
        refuseCut(replay);
        const against = fromLog ? "the event log" : "the run made again";
        const report = reportOf(found, replay, against, replayNotes(found.manifest, replay));
        process.stdout.write(`${json ? JSON.stringify(report, null, 2) : replayText(report)}\n`);
        if (!report.identical) process.exitCode = EXIT.failed;
      });
  },
});

function manifestOf(given: string, named: string | undefined): FoundManifest {
  const file = named ?? (given.endsWith(".json") ? given : undefined);
  return file === undefined ? manifestBeside(given) : { file, manifest: readManifest(file) };
}

/** A log that was never written is told as such. */
function refuseMissing(log: string | undefined, { file, manifest }: FoundManifest): void {
  if (log === undefined || existsSync(log)) return;
  const wrote = manifest.files.some(({ role }) => role === "events");
  const hint = wrote ? "" : `; the run wrote no event log: give its manifest instead, ${file}`;
  throw new InputError([{ message: `no such file${hint}`, place: { file: log } }]);
}

async function again(found: FoundManifest, log: string | undefined): Promise<Replay> {
  const progress = new RunProgress(found.manifest.scenario.parameters as unknown as ScenarioSpec, process.stderr);
  const replay = recordedCalls(found);
  const options = {
    ...(log === undefined ? {} : { log }),
    watcher: progress.watch,
    ...(replay && { models: { replay } }),
  };
  try {
    return await interruptible(
      () => replayRun(found, options),
      () => progress.end(),
    );
  } finally {
    progress.end();
  }
}

async function fromLogAlone(found: FoundManifest, log = recordedFile(found, "events")): Promise<Replay> {
  const table = recordedFile(found, "metrics");
  const lacking = [...(log === undefined ? ["event log"] : []), ...(table === undefined ? ["metrics table"] : [])];
  if (log === undefined || table === undefined) {
    const message = `the run wrote no ${lacking.join(" and no ")}, so there is nothing to compare`;
    throw new InputError([{ message, place: { file: found.file } }]);
  }
  return replayTable(log, table);
}

/** What ends too early and agrees as far as it goes is a damaged file, not another run. */
function refuseCut({ files }: Replay): void {
  if (files.some(({ comparison }) => comparison?.kind === "different" || comparison?.kind === "longer")) return;
  const faults = files.flatMap(cutFault);
  if (faults.length > 0) throw new InputError(faults);
}

function cutFault({ role, path, comparison }: ReplayedFile): readonly Fault[] {
  if (comparison?.kind !== "cut") return [];
  const { whole, inside, lines } = comparison;
  const place = { file: path, line: whole + (inside ? 1 : 0) };
  if (role === "events") {
    const end = inside
      ? `in the middle of event ${whole}`
      : whole === 0
        ? "before event 0"
        : `after event ${whole - 1}`;
    return [{ message: `the log ends ${end}, the run has ${counted(lines, "event")}`, place }];
  }
  const end = inside ? `in the middle of line ${whole + 1}` : `after line ${whole}`;
  return [{ message: `the table ends ${end}, that of the run has ${counted(lines, "line")}`, place }];
}
