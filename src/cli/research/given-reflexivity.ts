import { existsSync, readFileSync } from "node:fs";
import { InputError } from "../../base/errors.js";
import { fileRecord } from "../../records/file-record.js";
import { shownPath } from "../../records/shown-path.js";
import type { Reflexivity } from "../../research/reflexivity/reflexivity.js";
import { reflexivityPaths } from "./reflexivity-paths.js";
import { nameOf } from "./study-paths.js";
import type { StudyResult } from "./verdict.js";

/** An analysis that was made of this study, and the name of the table of its runs. */
export interface GivenReflexivity {
  readonly found: Reflexivity;
  readonly table: string;
}

/**
 * The reflexivity analysis of a study; undefined where none was made.
 *
 * @throws InputError for one of another plan, or whose table is not the one that it was made from
 */
export async function givenReflexivity(
  file: string,
  { result }: StudyResult,
  exploratory: boolean,
): Promise<GivenReflexivity | undefined> {
  const { json: path, sweep } = reflexivityPaths(file, result.study, exploratory);
  if (!existsSync(path)) return undefined;
  const refuse = (message: string): never => {
    const again = `swarm research reflexivity ${file}${exploratory ? " --exploratory" : ""}`;
    throw new InputError([{ message: `${message}: ${again}`, place: { file: shownPath(path) } }]);
  };
  let found: Reflexivity;
  try {
    found = JSON.parse(readFileSync(path, "utf8")) as Reflexivity;
  } catch {
    return refuse("this is no analysis of reflexivity: it is no JSON");
  }
  if (found.reflexivity_version !== 1 || !Array.isArray(found.files))
    return refuse("this is no analysis of reflexivity");
  if (found.plan !== result.registration.hash) return refuse("this analysis is of another plan");
  const stated = found.files.find(({ role }) => role === "runs");
  const there = existsSync(sweep.results) ? await fileRecord(sweep.results) : undefined;
  if (stated === undefined || stated.sha256 !== there?.sha256)
    return refuse("this analysis is not of the table beside it");
  return { found, table: nameOf(sweep.results) };
}
