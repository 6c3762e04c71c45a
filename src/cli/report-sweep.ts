import { createReadStream, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Value } from "@sinclair/typebox/value";
import type { StudyFacts, SweepMaterial } from "../analysis/report/sweep-report.js";
import { InputError } from "../base/errors.js";
import { shownPath } from "../records/shown-path.js";
import { readStudyRecord, type StudyRecord } from "../records/study-record.js";
import { contentOf } from "./report-files.js";
import { SweepAnalysisSchema } from "./report-sweep-schema.js";

const END = /_analysis\.json$/;

/**
 * What the report of a sweep is made of: its analysis, and beside that the record of the study and the table of results.
 *
 * @throws InputError where one of them is gone, belongs to another study, is cut, or is not what it claims to be
 */
export async function readSweepMaterial(
  file: string,
  data: unknown,
  command: readonly string[],
): Promise<SweepMaterial> {
  if (!Value.Check(SweepAnalysisSchema, data)) {
    const first = Value.Errors(SweepAnalysisSchema, data).First();
    const where = first === undefined ? "" : `: ${first.path.slice(1) || "it"}: ${first.message}`;
    throw refused(file, `this is no analysis of a sweep that this version can read${where}`);
  }
  if (!END.test(file)) throw refused(file, "the name must end in _analysis.json, or its table cannot be found");
  const [study, results] = [file.replace(END, "_study.json"), file.replace(END, "_results.csv")];
  const record = readStudyRecord(study);
  if (record === undefined) throw refused(study, "no such file: the report needs the record of the study");
  if (record.fingerprint !== data.fingerprint) {
    throw refused(study, "this is the record of another study than that of the analysis");
  }
  const sha256 = await contentOf(results, "the analysis");
  const lines = await linesOf(results);
  // A quoted cell may hold line ends, so that there can be more of them than rows, never fewer.
  if (lines < data.runs + 1) {
    throw refused(
      results,
      `the table ends after ${lines} lines; the header and ${data.runs} runs take more: it is cut`,
    );
  }
  const recorded = (role: string, path: string, hash: string) => {
    return { role, path: shownPath(path), bytes: statSync(path).size, sha256: hash };
  };
  const { study: name, tool, fingerprint, estimand, ...analysis } = data;
  return {
    study: name,
    tool,
    fingerprint,
    estimand,
    analysis,
    facts: { ...factsOf(record), folder: shownPath(dirname(resolve(file))) },
    files: [
      recorded("results", results, sha256),
      recorded("analysis", file, await contentOf(file)),
      recorded("study", study, await contentOf(study)),
    ],
    command,
  };
}

function factsOf({ plan, given }: StudyRecord): Omit<StudyFacts, "folder"> {
  const { base, design, set, vary } = given as Record<string, unknown>;
  return {
    points: plan.points,
    seeds: plan.seeds,
    design: textAt(design, "kind"),
    scenario: textAt(base, "scenario_id"),
    settings: Object.entries(set ?? {}).map(([path, value]) => `${path}=${JSON.stringify(value)}`),
    factors: (Array.isArray(vary) ? vary : []).map(({ path, name: _, ...how }) => {
      return `${[path].flat().join(", ")}: ${JSON.stringify(how.values ?? how)}`;
    }),
  };
}

function textAt(part: unknown, key: string): string {
  const value = typeof part === "object" && part !== null ? (part as Record<string, unknown>)[key] : undefined;
  return typeof value === "string" ? value : "not named";
}

async function linesOf(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return lines;
}

function refused(file: string, message: string): InputError {
  return new InputError([{ message, place: { file: shownPath(file) } }]);
}
