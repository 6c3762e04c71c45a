import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../base/errors.js";
import { readManifest, type StoredManifest } from "./stored-manifest.js";

/** A manifest and where it was found. */
export interface FoundManifest {
  readonly file: string;
  readonly manifest: StoredManifest;
}

const SUFFIX = "_manifest.json";

/**
 * The manifest of the run that wrote an event log: `<id>_manifest.json` in its folder for a log `<id>_events.jsonl`, else
 * the one there that names the log among its files.
 *
 * @throws InputError where there is none, or several could be meant, or it is no manifest
 */
export function manifestBeside(log: string): FoundManifest {
  const folder = dirname(log);
  const standard = join(folder, basename(log).replace(/_events\.jsonl$/, SUFFIX));
  if (standard.endsWith(SUFFIX) && existsSync(standard)) return { file: standard, manifest: readManifest(standard) };
  const [found, ...more] = manifestsIn(folder).filter((each) => namesLog(each, log));
  if (found === undefined) {
    const lacks = "no manifest of its run lies beside it";
    throw refused(log, existsSync(log) ? `${lacks}: name it with --manifest` : `no such file, and ${lacks}`);
  }
  if (more.length === 0) return found;
  const files = [found, ...more].map(({ file }) => basename(file)).join(", ");
  throw refused(log, `its manifest could be any of ${files}: name one with --manifest`);
}

/**
 * Where a file that a run wrote lies now: beside its manifest where there is such a file, as after a move, else where it
 * was written. Undefined for a file that the run did not write.
 */
export function recordedFile({ file, manifest }: FoundManifest, role: string): string | undefined {
  const entry = manifest.files.find((each) => each.role === role);
  if (entry === undefined) return undefined;
  const beside = join(dirname(file), basename(entry.path));
  return existsSync(beside) ? beside : resolve(manifest.run.working_directory, entry.path);
}

function manifestsIn(folder: string): readonly FoundManifest[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(SUFFIX)) : [];
  return names.flatMap((name) => {
    const file = join(folder, name);
    try {
      return [{ file, manifest: readManifest(file) }];
    } catch (error) {
      // One that cannot be read is not the one that is looked for.
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}

function namesLog({ manifest }: FoundManifest, log: string): boolean {
  return manifest.files.some(({ role, path }) => role === "events" && basename(path) === basename(log));
}

function refused(file: string, message: string): InputError {
  return new InputError([{ message, place: { file } }]);
}
