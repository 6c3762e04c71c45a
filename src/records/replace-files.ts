import { realpathSync, type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { type Fault, InputError } from "../base/errors.js";
import { type FileContent, writeFiles } from "./write-files.js";

/** A file that is to be written. */
export interface PlannedFile {
  readonly path: string;
  readonly content: FileContent;
}

/**
 * Writes files that appear together when all are complete, in place of earlier ones; folders that are missing are made.
 *
 * @param reads files that were read for it, none of which may be written over
 * @throws InputError with every file that cannot be written: a folder in its place, one that is read, two in one place
 */
export function replaceFiles(files: readonly PlannedFile[], reads: readonly string[]): void {
  const taken = new Map(reads.map((path) => [identity(path), `this is read: ${path}`]));
  const faults: Fault[] = [];
  const targets = files.map(({ path, content }) => {
    const stats = statOf(path);
    const other = stats?.isDirectory() ? "there is a folder" : taken.get(identity(path));
    if (other !== undefined) faults.push({ message: `nothing can be written here: ${other}`, place: { file: path } });
    taken.set(identity(path), "another file of this command goes here");
    return [stats === undefined ? resolve(path) : realpathSync(path), content] as const;
  });
  if (faults.length > 0) throw new InputError(faults);
  writeFiles(new Map(targets));
}

/** Equal for two names of one existing file, links included. */
function identity(path: string): string {
  const stats = statOf(path);
  return stats === undefined ? resolve(path) : `${stats.dev}:${stats.ino}`;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
