import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { InputError } from "../base/errors.js";

/** A JSON file that a report can be made of. */
export interface ReportInput {
  readonly kind: "run" | "comparison" | "sweep";
  readonly file: string;
  /** Of that kind by its version key; nothing else is checked yet. */
  readonly data: unknown;
}

const VERSIONS = [
  ["manifest_version", "run"],
  ["comparison_version", "comparison"],
  ["analysis_version", "sweep"],
] as const;

/** Ends of names of other files, and of the JSON file beside them that tells what they are. */
const BESIDE: readonly (readonly [end: RegExp, json: string])[] = [
  [/_(events\.jsonl|metrics\.csv|agents\.csv)$/, "_manifest.json"],
  [/_runs\.csv$/, "_comparison.json"],
  [/_(results\.csv|study\.json)$/, "_analysis.json"],
];

const EXPECTED =
  "a report is made of a run (_manifest.json), a comparison (_comparison.json) or a sweep (_analysis.json)";

/**
 * Finds and reads the file that tells what `given` is: itself, or the one beside a table or a log.
 *
 * @throws InputError where there is none, or it is something else
 */
export function readReportInput(given: string): ReportInput {
  const found = statSync(given, { throwIfNoEntry: false });
  if (found === undefined) throw refused(given, "no such file");
  if (found.isDirectory()) throw refused(given, `this is a folder; ${EXPECTED}`);
  const file = tellingFile(given);
  const data = parsed(file);
  const kind = VERSIONS.find(([key]) => typeof data === "object" && data !== null && key in data)?.[1];
  if (kind === undefined) throw refused(file, `this is none of its kind: ${EXPECTED}`);
  return { kind, file, data };
}

function tellingFile(given: string): string {
  for (const [end, json] of BESIDE) {
    if (!end.test(given)) continue;
    const file = given.replace(end, json);
    if (existsSync(file)) return file;
  }
  if (/\.(csv|jsonl)$/.test(given)) return manifestNaming(given);
  if (extname(given) === ".json") return given;
  throw refused(given, `this is no record of this tool; ${EXPECTED}`);
}

/** The manifest beside a table or log whose name says nothing. */
function manifestNaming(given: string): string {
  const folder = dirname(given);
  const names = readdirSync(folder).filter((name) => name.endsWith("_manifest.json"));
  const naming = names.sort().filter((name) => namesFile(join(folder, name), basename(given)));
  const [first, ...more] = naming;
  if (first === undefined) throw refused(given, `nothing beside it says what it is; ${EXPECTED}`);
  if (more.length > 0) throw refused(given, `its manifest could be any of ${naming.join(", ")}: give one of them`);
  return join(folder, first);
}

function namesFile(manifest: string, name: string): boolean {
  try {
    const { files } = JSON.parse(readFileSync(manifest, "utf8"));
    return files.some(({ path }: { path: string }) => basename(path) === name);
  } catch {
    // One that cannot be read is not the one that is looked for.
    return false;
  }
}

function parsed(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw refused(file, `the file cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (text.trim() === "") throw refused(file, "the file is empty");
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/[}\]]\s*$/.test(text)) throw refused(file, "the JSON ends in the middle: the file seems to be cut");
    throw refused(file, `this is no JSON: ${(error as Error).message}`);
  }
}

function refused(file: string, message: string): InputError {
  return new InputError([{ message, place: { file } }]);
}
